/** The breakpoints of a session as the panel lists and marks them. */
import type { BreakpointView, ConditionProblem } from '../../../protocol/breakpoints';
import type { Breakpoint } from '../../../training/breakpoints/breakpoint';
import { breakpointWords } from '../../../training/breakpoints/words';
import { compileCondition } from '../../../training/expressions/compileExpression';
import { ExpressionError } from '../../../training/expressions/expressionError';
import type { Session } from '../../../training/session';

export async function breakpointsView(session: Session): Promise<BreakpointView[]> {
  const hits = await session.breakpointHits();
  return session.breakpoints.all.map((one) => ({
    id: one.id,
    spec: one,
    enabled: one.enabled,
    hits: one.hits,
    label: breakpointWords(one),
    updates: updatesOf(one, hits.get(one.id)),
  }));
}

function updatesOf(breakpoint: Breakpoint, found: readonly number[] = []): readonly number[] {
  if (breakpoint.kind === 'update') return [breakpoint.update];
  if (found.length > 0 || breakpoint.kind === 'parameter' || !breakpoint.lastHit) return found;
  return [breakpoint.lastHit.update];
}

/** What is wrong with a condition; null where nothing is. */
export function conditionProblem(session: Session, text: string): ConditionProblem | null {
  try {
    compileCondition(text, session.setup);
    return null;
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const { message, offset, length } = error;
    return { message, offset, length };
  }
}
