/** While a run goes on: which breakpoints may stop it before it comes to its end, in words and on its progress bar. */

import type { BreakpointView } from '../../protocol/breakpoints';
import { labelOf } from './dot';
import { breakpoints } from './state';

interface Run {
  readonly update: number;
  readonly target: number | null;
}

/** The next update where it stops the run; null: not known. */
function nextStop({ updates }: BreakpointView, { update, target }: Run): number | null {
  return updates.find((at) => at > update && (target === null || at <= target)) ?? null;
}

/** `update 142 if SSR < 0.1`; null where it cannot stop this run any more. */
function stopInWords(view: BreakpointView, run: Run): string | null {
  const next = nextStop(view, run);
  const { kind } = view.spec;
  const label = labelOf(view);
  if (kind === 'update') return next === null ? null : label;
  const when = kind === 'condition' ? `if ${label}` : kind === 'parameter' ? `when ${label}` : `at ${label}`;
  return next === null || kind === 'operation' ? when : `update ${next} ${when}`;
}

/** `Stops earlier at a breakpoint: update 142 if SSR < 0.1.` */
export function EarlierStops(run: Run) {
  const words = breakpoints.value.filter(({ enabled }) => enabled).flatMap((view) => stopInWords(view, run) ?? []);
  if (words.length === 0) return null;
  return <p class="mut">Stops earlier at a breakpoint: {words.join(', or ')}.</p>;
}

export function EarlierTicks(run: Run) {
  const { target } = run;
  if (target === null) return null;
  return (
    <>
      {breakpoints.value.map((view) => {
        const next = view.enabled && view.spec.kind !== 'operation' ? nextStop(view, run) : null;
        if (next === null) return null;
        return <b key={view.id} class="tick" style={{ left: `${(100 * next) / target}%` }} />;
      })}
    </>
  );
}
