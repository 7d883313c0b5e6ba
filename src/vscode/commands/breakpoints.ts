/** The commands of breakpoints: listed, added, switched and removed, as JSON or by asking. */
import type { Breakpoint, BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { breakpointWords } from '../../training/breakpoints/words';
import type { Session } from '../../training/session';
import type { CommandId } from '../commandIds';
import { chooseAmong, pick } from './ask';
import { askBreakpoint } from './askBreakpoint';
import { finiteNumber, type Input, object, optional, required, text, truth, wholeNumber } from './input';
import { networkOf, sessionOf, visibleSessionOf } from './network';
import type { Handler } from './registry';

export const breakpointCommands = {
  'backprop.breakpoints': async (host, call) => (await sessionOf(host, call)).breakpoints.all,

  'backprop.addBreakpoint': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    return session.breakpoints.add(call.input ? breakpointSpec(call.input) : await askBreakpoint(session));
  },

  /** Without arguments: in the panel, of what has the focus; else of the update that the cursor stands in. */
  'backprop.toggleBreakpoint': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    if (call.input) return session.breakpoints.toggle(breakpointSpec(call.input));
    if (host.panels.toggleBreakpoint(await networkOf(host, call))) return null;
    return session.breakpoints.toggle({ kind: 'update', update: session.position.update });
  },

  'backprop.removeBreakpoint': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    const id = call.input ? required(call.input, 'id', wholeNumber) : await pickBreakpoint(session);
    return session.breakpoints.remove(id);
  },

  'backprop.setBreakpointEnabled': async (host, call) => {
    const session = await visibleSessionOf(host, call);
    if (!call.input) return chooseEnabled(session);
    return session.breakpoints.setEnabled(
      required(call.input, 'id', wholeNumber),
      required(call.input, 'enabled', truth),
    );
  },
} satisfies Partial<Record<CommandId, Handler>>;

/** The forms of a breakpoint as JSON: the first row whose field is there counts. */
const forms: readonly (readonly [field: string, read: (input: Input) => BreakpointSpec])[] = [
  ['update', (input) => ({ kind: 'update', update: required(input, 'update', wholeNumber) })],
  ['condition', (input) => ({ kind: 'condition', condition: required(input, 'condition', text) })],
  [
    'parameter',
    (input) => ({ kind: 'parameter', parameter: required(input, 'parameter', text), when: parameterEvent(input) }),
  ],
  [
    'operation',
    (input) => ({
      kind: 'operation',
      operation: required(input, 'operation', text),
      sample: optional(input, 'sample', wholeNumber) ?? null,
    }),
  ],
];

/** `{ update: 30 }`, `{ condition: 'SSR < 0.1' }`, `{ parameter: 'w3', when: 'sign' }`, `{ operation: 'dSSR/dw1', sample: 1 }` */
function breakpointSpec(input: Input): BreakpointSpec {
  const form = forms.find(([field]) => input[field] !== undefined);
  if (!form) throw new Error(`A breakpoint needs 'update', 'condition', 'parameter' or 'operation'.`);
  return form[1](input);
}

/** `'sign'`, which also is meant where nothing is said, or `{ passes: 0.5 }`. */
function parameterEvent(input: Input): 'sign' | { passes: number } {
  const { when = 'sign' } = input;
  if (when === 'sign') return when;
  if (!object.accepts(when)) throw new Error(`'when' must be 'sign' or { passes: … }; found ${JSON.stringify(when)}.`);
  return { passes: required(when, 'passes', finiteNumber) };
}

interface Item {
  readonly label: string;
  readonly description: string;
  readonly picked: boolean;
  readonly id: number;
}

function items(session: Session): Item[] {
  const { all } = session.breakpoints;
  if (all.length === 0) throw new Error('There are no breakpoints yet.');
  return all.map(({ id, enabled, hits, ...spec }) => ({
    label: breakpointWords(spec),
    description: hits === 0 ? '' : `hit ${hits === 1 ? 'once' : `${hits} times`}`,
    picked: enabled,
    id,
  }));
}

async function pickBreakpoint(session: Session): Promise<number> {
  return (await pick(items(session), 'Which breakpoint is to be removed?')).id;
}

async function chooseEnabled(session: Session): Promise<readonly Breakpoint[]> {
  const chosen = await chooseAmong(items(session), 'Which breakpoints are to stop runs?');
  const ids = new Set(chosen.map(({ id }) => id));
  for (const { id } of session.breakpoints.all) session.breakpoints.setEnabled(id, ids.has(id));
  return session.breakpoints.all;
}
