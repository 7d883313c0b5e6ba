/** Asks for a breakpoint: its kind, then what it is about, saying while typing what is wrong. */
import { losses } from '../../core/losses';
import type { BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { checkSpec } from '../../training/breakpoints/checkSpec';
import { ExpressionError } from '../../training/expressions/expressionError';
import type { Session } from '../../training/session';
import { askNumber, askText, checks, pick } from './ask';
import { pickParameter } from './edits';

interface Kind {
  readonly label: string;
  readonly description: string;
  readonly ask: (session: Session) => Promise<BreakpointSpec>;
}

const kinds: readonly Kind[] = [
  {
    label: '$(debug-breakpoint-conditional) Condition…',
    description: 'stops where an expression becomes true',
    ask: async (session) => {
      const { loss } = session.setup.network;
      const condition = await askText({
        prompt: 'Stop where this becomes true',
        placeHolder: `${losses[loss].short} < 0.1`,
        check: (typed) => complaint(session, { kind: 'condition', condition: typed }),
      });
      return { kind: 'condition', condition };
    },
  },
  {
    label: '$(debug-breakpoint) Update…',
    description: 'stops at its start',
    ask: async (session) => {
      const value = String(session.position.update);
      const prompt = 'Stop after how many finished updates?';
      return { kind: 'update', update: await askNumber({ prompt, value, check: checks.update }) };
    },
  },
  {
    label: '$(debug-breakpoint-data) Parameter changes sign…',
    description: 'stops after the update that moved it over 0',
    ask: async (session) => {
      const parameter = await pickParameter(session, 'Which parameter is to change its sign?');
      return { kind: 'parameter', parameter, when: 'sign' };
    },
  },
  {
    label: '$(debug-breakpoint-data) Parameter passes a value…',
    description: 'stops after the update that moved it to the value or beyond',
    ask: async (session) => {
      const parameter = await pickParameter(session, 'Which parameter is to be watched?');
      const passes = await askNumber({ prompt: `Stop when ${parameter} has reached or passed` });
      return { kind: 'parameter', parameter, when: { passes } };
    },
  },
  {
    label: '$(debug-breakpoint-function) Operation…',
    description: 'stops whenever something is computed',
    ask: async (session) => {
      const operation = await askText({
        prompt: 'Stop whenever this is computed',
        placeHolder: `d${losses[session.setup.network.loss].short}/d${session.selected}`,
        check: (typed) => complaint(session, { kind: 'operation', operation: typed, sample: null }),
      });
      return { kind: 'operation', operation, sample: null };
    },
  },
];

export async function askBreakpoint(session: Session): Promise<BreakpointSpec> {
  return (await pick(kinds, 'Where are runs to stop?')).ask(session);
}

/** What is wrong with a breakpoint, and where in its text; null where nothing is. */
function complaint(session: Session, spec: BreakpointSpec): string | null {
  try {
    checkSpec(spec, session.setup);
    return null;
  } catch (error) {
    if (error instanceof ExpressionError && error.offset > 0) return `Character ${error.offset + 1}: ${error.message}`;
    return error instanceof Error ? error.message : String(error);
  }
}
