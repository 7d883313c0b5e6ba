/** The snapshot that every command returns: position, operation, loss, parameters and gradients as plain data. */

import type { Network } from '../core/network';
import type { Setup } from '../core/setup';
import type { Phase, Snapshot } from './snapshot';
import type { UpdateInProgress } from './updateInProgress';

/** @param operation the one that has just run; −1 at the start of the update */
export function takeSnapshot(uri: string, setup: Setup, current: UpdateInProgress, operation: number): Snapshot {
  const { network, trainable } = setup;
  const { tape, batch, gradients } = current;
  const ran = operation < 0 ? null : tape.operation(operation);
  const phase: Phase = ran?.phase ?? 'start';
  const diverged = ran !== null && current.divergence?.operation === operation;
  return {
    uri,
    update: current.update,
    epoch: batch.epoch,
    batch: batch.batch,
    sample: sampleOf(current, operation),
    phase,
    operation: ran && {
      index: operation,
      count: tape.count,
      target: ran.target,
      text: ran.text,
      value: ran.value,
    },
    loss: current.loss,
    parameters: named(network, current.state.parameters),
    gradients: allFinite(gradients) ? named(network, gradients, trainable) : null,
    diverged,
  };
}

/** The sample that the operation which has just run belongs to; null where it belongs to none. */
export function sampleOf({ tape }: UpdateInProgress, operation: number): Snapshot['sample'] {
  const index = operation < 0 ? -1 : tape.operation(operation).sample;
  return index >= 0 ? { index, count: tape.rows.length } : null;
}

/** As `every` and `Array.from`, which take ten times as long: there may be millions. */
function allFinite(values: Float64Array): boolean {
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) return false;
  return true;
}

function listOf(values: Float64Array, from: number, count: number): number[] {
  const list = new Array<number>(count);
  for (let i = 0; i < count; i++) list[i] = values[from + i];
  return list;
}

/** Values by name; above 200 parameters by layer, as arrays. `wanted`: only these (in arrays: 0 for the others). */
export function named(network: Network, values: Float64Array, wanted?: Uint8Array): Record<string, number | number[]> {
  const result: Record<string, number | number[]> = {};
  if (!network.matrixForm) {
    for (const { name, offset } of network.parameters()) if (wanted?.[offset] !== 0) result[name] = values[offset];
    return result;
  }
  const add = (name: string, from: number, count: number) => {
    if (wanted?.subarray(from, from + count).some((one) => one !== 0) === false) return;
    result[name] = listOf(values, from, count);
  };
  for (const { index, weightOffset, biasOffset, units, inputs } of network.layers) {
    add(`W[${index + 1}]`, weightOffset, units * inputs);
    if (biasOffset >= 0) add(`b[${index + 1}]`, biasOffset, units);
  }
  return result;
}
