// The reference that time travel is held against: a plain walk with core's loops alone that keeps every state.
import assert from 'node:assert/strict';
import { Batches } from '../../../src/core/batches';
import { GenericKernel } from '../../../src/core/genericKernel';
import { addL2, createState, optimizers } from '../../../src/core/optimizers';
import type { Setup } from '../../../src/core/setup';
import type { Intervention, Snapshot } from '../../../src/training/snapshot';

export interface Walked {
  /** By update: parameters at its start, with the edits made there. */
  readonly parameters: readonly Float64Array[];
  /** By update: the loss of its batch. */
  readonly loss: readonly number[];
  /** By update: the derivatives of its batch, l2 included; where they were asked for. */
  readonly gradients: readonly Float64Array[];
}

/** Walks through `updates` updates, one after the other. */
export function walked(
  setup: Setup,
  updates: number,
  log: readonly Intervention[] = [],
  withGradients = false,
): Walked {
  const { network, data, trainable } = setup;
  const batches = new Batches(setup.training, data.count);
  const kernel = new GenericKernel(network, trainable, batches.size);
  const state = createState(setup.optimizer.type, network.parameterCount);
  const current = setup.initial.slice();
  let settings = setup.optimizer;
  const parameters: Float64Array[] = [];
  const loss: number[] = [];
  const gradients: Float64Array[] = [];
  for (let update = 0; update <= updates; update++) {
    for (const entry of log) {
      if (entry.update !== update) continue;
      if (entry.kind === 'learningRate') settings = { ...settings, learningRate: entry.value };
      else current[network.parameterByName(entry.name)!.offset] = entry.value;
    }
    parameters.push(current.slice());
    loss.push(kernel.gradient(current, data, batches.at(update).rows));
    addL2(network, settings.l2, current, kernel.gradients, trainable);
    if (withGradients) gradients.push(kernel.gradients.slice());
    optimizers[settings.type].update(settings, update + 1, current, kernel.gradients, state, trainable);
  }
  return { parameters, loss, gradients };
}

/** The parameters of a snapshot, flat. */
export function flat(setup: Setup, { parameters }: Pick<Snapshot, 'parameters'>): Float64Array {
  const values = new Float64Array(setup.network.parameterCount);
  for (const { name, offset } of setup.network.parameters()) values[offset] = parameters[name] as number;
  return values;
}

/** Equal to the last bit: 0 and −0 differ. */
export function sameBits(actual: Float64Array, expected: Float64Array, message = 'differ'): void {
  const differing = actual.findIndex((value, i) => !Object.is(value, expected[i]));
  // Numbers and no bigints, which mocha cannot print: it would end without a word.
  assert.ok(differing < 0, `${message}: [${differing}] is ${actual[differing]}, not ${expected[differing]}`);
  assert.equal(actual.length, expected.length, message);
}
