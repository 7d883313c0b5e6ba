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
    sample: ran && ran.sample >= 0 ? { index: ran.sample, count: tape.rows.length } : null,
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
    gradients: gradients.every(Number.isFinite) ? named(network, gradients, trainable) : null,
    diverged,
  };
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
    result[name] = Array.from(values.subarray(from, from + count));
  };
  for (const { index, weightOffset, biasOffset, units, inputs } of network.layers) {
    add(`W[${index + 1}]`, weightOffset, units * inputs);
    if (biasOffset >= 0) add(`b[${index + 1}]`, biasOffset, units);
  }
  return result;
}
