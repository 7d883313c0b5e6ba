/** The kernel of a small network: one function of straight-line code, generated from the network's structure. */

import { activations } from './activations';
import { functionBody } from './generatedSource';
import type { Kernel } from './kernel';
import { losses, lossScale } from './losses';
import type { Network } from './network';
import type { TrainingData } from './setup';

type Pass = (
  parameters: Float64Array,
  inputs: Float64Array,
  outputs: Float64Array,
  rows: Int32Array,
  scale: number,
  gradients: Float64Array,
) => number;

export class GeneratedKernel implements Kernel {
  readonly path = 'generated';
  readonly gradients: Float64Array;
  readonly network: Network;
  readonly maxBatch: number;
  readonly #forward: Pass;
  readonly #both: Pass;

  private constructor(network: Network, maxBatch: number, forward: Pass, both: Pass) {
    this.network = network;
    this.maxBatch = maxBatch;
    this.gradients = new Float64Array(network.parameterCount);
    this.#forward = forward;
    this.#both = both;
  }

  /** null where the host does not allow code to be made (a content security policy without `unsafe-eval`). */
  static create(network: Network, trainable: Uint8Array, maxBatch: number): GeneratedKernel | null {
    const forward = compile(network, null);
    const both = forward && compile(network, trainable);
    return both && new GeneratedKernel(network, maxBatch, forward, both);
  }

  loss(parameters: Float64Array, { inputs, outputs }: TrainingData, rows: Int32Array): number {
    const scale = this.#scale(rows.length);
    return this.#forward(parameters, inputs, outputs, rows, scale, this.gradients) * scale;
  }

  gradient(parameters: Float64Array, { inputs, outputs }: TrainingData, rows: Int32Array): number {
    const batch = rows.length;
    if (batch > this.maxBatch) throw new RangeError(`A batch of ${batch} samples in a kernel for ${this.maxBatch}.`);
    const scale = this.#scale(batch);
    return this.#both(parameters, inputs, outputs, rows, scale, this.gradients) * scale;
  }

  #scale(batch: number): number {
    return lossScale(losses[this.network.loss], batch, this.network.outputs.length);
  }
}

/** The source holds numbers and the names of rules only; nothing that a file says gets into it. */
function compile(network: Network, trainable: Uint8Array | null): Pass | null {
  const rows = network.layers.map(({ activation }) => activations[activation]);
  const body = `return (p, inputs, outputs, rows, scale, g) => {\n${functionBody(network, trainable)}\n}`;
  try {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
    const make = new Function('value', 'slope', body) as (value: unknown, slope: unknown) => Pass;
    return make(
      rows.map(({ value }) => value),
      rows.map(({ slope }) => slope),
    );
  } catch {
    return null;
  }
}
