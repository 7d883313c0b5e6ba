/** Every request of the debug protocol that is answered, as a call: what it gives is the response's body. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { assignment, evaluate } from './evaluate';
import { completions } from './completions';
import type { Debugger } from './debugger';
import { dataBreakpointInfo, exceptionInfo, gotoTargets, locationsBetween } from './questions';
import { scopes, stackTrace, variables } from './inspect';
import { THREAD } from './stops';

/** Something to be done when the response has been sent. */
export type Later = (action: () => void | Promise<void>) => void;

type Handler<Arguments> = (debugged: Debugger, args: Arguments, later: Later) => object | void | Promise<object | void>;

const thread = { threads: [{ id: THREAD, name: 'training' }] };

const setBreakpoints: Handler<Dap.SetBreakpointsArguments> = async (debugged, { source, breakpoints = [] }) => ({
  breakpoints: await debugged.setLines(source.path, breakpoints),
});

const setDataBreakpoints: Handler<Dap.SetDataBreakpointsArguments> = async (debugged, { breakpoints }) => ({
  breakpoints: await debugged.setData(breakpoints),
});

const setExceptionBreakpoints: Handler<Dap.SetExceptionBreakpointsArguments> = async (debugged, args) => ({
  breakpoints: await debugged.setExceptions(args),
});

const configurationDone: Handler<unknown> = ({ configuration, motion }, _args, later) =>
  later(() => (configuration.stopOnEntry ? motion.stand({ reason: 'entry' }) : motion.continue()));

const moves = {
  next: (debugged, _args, later) => later(() => debugged.motion.stepOver()),
  stepIn: (debugged, _args, later) => later(() => debugged.motion.stepInto()),
  stepOut: (debugged, _args, later) => later(() => debugged.motion.stepOut()),
  stepBack: (debugged, _args, later) => later(() => debugged.motion.stepBack()),
  reverseContinue: (debugged, _args, later) => later(() => debugged.motion.reverse()),
  pause: (debugged, _args, later) => later(() => debugged.motion.pause()),
  continue(debugged, _args, later) {
    later(() => debugged.motion.continue());
    return { allThreadsContinued: true };
  },
  goto(debugged, { targetId }: Dap.GotoArguments, later) {
    const target = debugged.gotoTarget(targetId);
    later(() => debugged.motion.goTo(target));
  },
  restart: (debugged, _args, later) => later(() => debugged.restart()),
} satisfies Record<string, Handler<never>>;

const setVariable: Handler<Dap.SetVariableArguments> = async (debugged, { variablesReference, name, value }) => {
  const found = await debugged.references.find(variablesReference, name);
  if (!found?.set || !found.evaluateName)
    throw new Error(`${name} cannot be set: only parameters and the learning rate can.`);
  return debugged.set(found.evaluateName, value);
};

const evaluateRequest: Handler<Dap.EvaluateArguments> = async (debugged, { expression, context }) => {
  const assigned = context === 'repl' ? assignment(expression) : null;
  if (assigned) await debugged.set(...assigned);
  return debugged.result(evaluate(assigned?.[0] ?? expression, debugged.here, debugged.write, context));
};

export const requests: Readonly<Record<string, Handler<never>>> = {
  setBreakpoints,
  setDataBreakpoints,
  setExceptionBreakpoints,
  configurationDone,
  ...moves,
  threads: () => thread,
  stackTrace,
  scopes,
  variables,
  setVariable,
  setExpression: (debugged, { expression, value }: Dap.SetExpressionArguments) => debugged.set(expression, value),
  evaluate: evaluateRequest,
  completions: (debugged, { text, column }: Dap.CompletionsArguments) => ({
    targets: completions(debugged.here.setup, text, debugged.columnOf(column)),
  }),
  breakpointLocations: locationsBetween,
  dataBreakpointInfo,
  exceptionInfo,
  gotoTargets,
  cancel({ motion }, { progressId }: Dap.CancelArguments, later) {
    if (progressId !== undefined && progressId === motion.progress.id) later(() => motion.pause());
  },
};
