/** The commands that move the cursor; each resolves with the snapshot of the place that was reached. */
import type { Session } from '../../training/session';
import type { RunRequest, Snapshot } from '../../training/snapshot';
import type { CommandId } from '../commandIds';
import { type RunTarget, runTo } from '../runTo';
import { askNumber, checks, pick } from './ask';
import {
  countingNumber,
  finiteNumber,
  type Input,
  object,
  oneOf,
  optional,
  required,
  truth,
  wholeNumber,
} from './input';
import { visibleSessionOf } from './network';
import type { Handler } from './registry';

type Move = (session: Session, input: Input | undefined) => Promise<Snapshot>;

const step =
  (move: Move): Handler =>
  async (host, call) =>
    move(await visibleSessionOf(host, call), call.input);

export const stepCommands = {
  'backprop.stepInto': step((session) => session.stepInto()),
  'backprop.stepOver': step((session) => session.stepOver()),
  'backprop.stepOut': step((session) => session.stepOut()),
  'backprop.stepBack': step((session) => session.stepBack()),
  'backprop.reverse': step((session) => session.reverse()),
  'backprop.pause': step((session) => session.pause()),
  'backprop.cancel': step((session) => session.cancel()),
  'backprop.reset': step((session) => session.reset()),
  'backprop.run': step((session, input) => session.run(input && runRequest(input))),
  'backprop.runTo': step(async (session, input) =>
    runTo(session, input ? runTarget(input) : await askRunTarget(session)),
  ),
  'backprop.seek': step(async (session, input) => session.seek(input ? seekTarget(input) : await askUpdate(session))),
} satisfies Partial<Record<CommandId, Handler>>;

function runRequest(input: Input): RunRequest {
  const updates = optional(input, 'updates', countingNumber);
  const epochs = optional(input, 'epochs', countingNumber);
  const until = optional(input, 'until', object);
  return {
    ...(updates !== undefined && { updates }),
    ...(epochs !== undefined && { epochs }),
    ...(until && { until: runCondition(until) }),
  };
}

function runCondition(until: Input): NonNullable<RunRequest['until']> {
  const lossBelow = optional(until, 'lossBelow', finiteNumber);
  const gradientNormBelow = optional(until, 'gradientNormBelow', finiteNumber);
  const update = optional(until, 'update', wholeNumber);
  const breakpoint = optional(until, 'breakpoint', truth);
  if (lossBelow === undefined && gradientNormBelow === undefined && update === undefined && !breakpoint) {
    throw new Error(`'until' needs 'lossBelow', 'gradientNormBelow', 'update' or 'breakpoint'.`);
  }
  return {
    ...(lossBelow !== undefined && { lossBelow }),
    ...(gradientNormBelow !== undefined && { gradientNormBelow }),
    ...(update !== undefined && { update }),
    ...(breakpoint && { breakpoint }),
  };
}

function seekTarget(input: Input): { update: number; operation?: number } {
  const update = required(input, 'update', wholeNumber);
  const operation = optional(input, 'operation', wholeNumber);
  return operation === undefined ? { update } : { update, operation };
}

async function askUpdate(session: Session): Promise<{ update: number }> {
  const { recorded } = session;
  const prompt = `Go to the start of which update? ${recorded} are finished; beyond that, training goes on.`;
  return { update: await askNumber({ prompt, value: String(session.position.update), check: checks.update }) };
}

const words = oneOf(['nextSample', 'endOfUpdate', 'selectedOperation', 'nextBreakpoint']);

/** `{ target: 'nextSample' }`, `{ update: 100 }` or `{ lossBelow: 0.01 }` */
function runTarget(input: Input): RunTarget {
  const update = optional(input, 'update', wholeNumber);
  if (update !== undefined) return { update };
  const lossBelow = optional(input, 'lossBelow', finiteNumber);
  return lossBelow === undefined ? required(input, 'target', words) : { lossBelow };
}

async function askRunTarget(session: Session): Promise<RunTarget> {
  const { selected } = session;
  const choices: { label: string; description?: string; target: () => RunTarget | Promise<RunTarget> }[] = [
    { label: 'Next sample', target: () => 'nextSample' },
    { label: 'End of this update', target: () => 'endOfUpdate' },
    {
      label: `Next operation of ${selected}`,
      description: 'the selected parameter',
      target: () => 'selectedOperation',
    },
    ...(session.breakpoints.toWatch ? [{ label: 'Next breakpoint', target: (): RunTarget => 'nextBreakpoint' }] : []),
    { label: 'Update…', description: 'a number', target: () => askUpdate(session) },
    {
      label: 'Loss below…',
      description: 'a number',
      target: async () => ({ lossBelow: await askNumber({ prompt: 'Run until the loss is below' }) }),
    },
  ];
  return (await pick(choices, 'Run to…')).target();
}
