/** What the client asks before it does something: where breakpoints can be, what can be watched, where it can go. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Operation } from '../core/operation';
import { Moment } from '../training/breakpoints/moment';
import { compileExpression } from '../training/expressions/compileExpression';
import { locationOf } from './breakpoints/breakpointSet';
import { locationsIn } from './breakpoints/locations';
import { operationsIn } from './breakpoints/operations';
import type { Debugger } from './debugger';

/** A picker with more entries helps nobody. */
const MOST_TARGETS = 100;

export async function locationsBetween(debugged: Debugger, args: Dap.BreakpointLocationsArguments) {
  const { line, column, endLine, endColumn } = args;
  if (!debugged.isSource(args.source.path)) return { breakpoints: [] };
  const places = await debugged.places();
  const within = places.range({ line, column }, { line: endLine ?? line, column: endColumn });
  const found = locationsIn(places.parsed.tree, debugged.here.setup, within).filter(
    ({ problem }) => problem === undefined,
  );
  return { breakpoints: found.map(({ range }): Dap.BreakpointLocation => places.span(range)) };
}

/** The operations of the update in progress that belong to what stands on a line. */
export async function gotoTargets(debugged: Debugger, { source, line, column }: Dap.GotoTargetsArguments) {
  if (!debugged.isSource(source.path)) return { targets: [] };
  const { here } = debugged;
  const places = await debugged.places();
  const location = locationOf(column === undefined ? { line } : { line, column }, places, here.setup);
  if (!location) return { targets: [] };
  const { update } = here.position;
  const { state, gradients, loss, tape } = here.current;
  const { learningRate } = state.optimizer.settings;
  const moment = new Moment(here.setup).moveTo({ update, parameters: state.parameters, gradients, learningRate }, loss);
  // The last operation has run at the start of the next update.
  const operations = operationsIn(location.watched, moment).map((index) =>
    index === tape.count - 1 ? index - 1 : index,
  );
  const targets = [...new Set(operations)].slice(0, MOST_TARGETS).map((operation): Dap.GotoTarget => {
    const label = operation < 0 ? `start of update ${update + 1}` : labelOf(tape.operation(operation));
    return { id: debugged.addGotoTarget({ update, operation }), label, line };
  });
  return { targets };
}

function labelOf({ text, sample }: Operation): string {
  return sample < 0 ? text : `${text}, sample ${sample + 1}`;
}

/** What is shown, or written, can be watched where it is a single number that training computes. */
export async function dataBreakpointInfo(
  debugged: Debugger,
  { variablesReference, name }: Dap.DataBreakpointInfoArguments,
) {
  const found = variablesReference === undefined ? undefined : await debugged.references.find(variablesReference, name);
  const expression = found?.evaluateName ?? name;
  try {
    const { kind } = compileExpression(expression, debugged.here.setup);
    if (kind !== 'number') return { dataId: null, description: `${expression} is not a single number.` };
  } catch {
    return { dataId: null, description: `${name} is not computed by training.` };
  }
  // It is the breakpoint's label, whatever condition it is given.
  return { dataId: expression, description: expression, accessTypes: ['write'], canPersist: true };
}

export function exceptionInfo({ motion }: Debugger): Dap.ExceptionInfoResponse['body'] {
  const { description = '', text = '' } = motion.last;
  return { exceptionId: description.replace(/^Paused on /, ''), description: text, breakMode: 'always' };
}
