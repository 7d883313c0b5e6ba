/** The log of what a person changed during a run, in the order of the updates. */

import type { Network } from '../core/network';
import type { Intervention } from './snapshot';

export type Log = readonly Intervention[];

/** Whether two edits set the same thing at the same update, so that the later one takes the place of the earlier. */
export function sameTarget(a: Intervention, b: Intervention): boolean {
  if (a.update !== b.update || a.kind !== b.kind) return false;
  return a.kind === 'learningRate' || (b.kind === 'parameter' && a.name === b.name);
}

/** The log after an edit: what was edited later belonged to the future that the edit replaces. */
export function withEdit(log: Log, edit: Intervention): Log {
  return [...log.filter((entry) => entry.update <= edit.update && !sameTarget(entry, edit)), edit];
}

/** The learning rate of the update that starts after `update` finished ones. */
export function learningRateAt(log: Log, update: number, initial: number): number {
  let rate = initial;
  for (const entry of log) if (entry.kind === 'learningRate' && entry.update <= update) rate = entry.value;
  return rate;
}

/** A parameter's name in the form the network leads with; @throws where there is none, with the names there are. */
export function checkedName(network: Network, name: string): string {
  const parameter = network.parameterByName(name);
  if (parameter) return network.displayName(parameter);
  throw new RangeError(`There is no parameter '${name}'. ${namesThereAre(network)}`);
}

/** @throws RangeError unless the value is a number that training can go on with */
export function checkedValue(what: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw new RangeError(`${what} must be a finite number, not ${String(value)}.`);
}

/** @throws RangeError unless it is a finite number, 0 or above */
export function checkedLearningRate(value: number): number {
  if (checkedValue('The learning rate', value) >= 0) return value;
  throw new RangeError(`The learning rate must not be negative, but is ${value}.`);
}

function namesThereAre(network: Network): string {
  const names: string[] = [];
  for (const parameter of network.parameters()) {
    if (names.length === 12) return `There are ${network.parameterCount}: ${names.join(', ')}, ….`;
    names.push(network.displayName(parameter));
  }
  return `There are ${names.join(', ')}.`;
}
