/** The kernel of a small network: one function of straight-line code, generated from the network's structure. */

import { activations } from './activations';
import { descentBody, functionBody } from './generatedSource';
import { TANH_TABLE } from './inlineRules';
import type { Kernel } from './kernel';
import { losses, lossScale } from './losses';
import type { Network } from './network';
import type { TrainingData } from './setup';
import { tanhTable } from './tanh';

type Pass = (
  parameters: Float64Array,
  inputs: Float64Array,
  outputs: Float64Array,
  rows: Int32Array,
  scale: number,
  gradients: Float64Array,
) => number;

/** The parameters of a `Pass` as generated code calls them. */
const PASS = 'p, inputs, outputs, rows, scale, g';

type Descent = (parameters: Float64Array, gradients: Float64Array, learningRate: number) => void;

/** Samples that are calculated side by side, and the most parameters for which that pays: others crowd each other out. */
const BLOCK = 3;
const BLOCK_UP_TO = 40;

export class GeneratedKernel implements Kernel {
  readonly path = 'generated';
  readonly parameters: Float64Array;
  readonly gradients: Float64Array;
  readonly network: Network;
  readonly maxBatch: number;
  readonly #forward: Pass;
  readonly #both: Pass;
  readonly #descent: Descent;

  /** @throws EvalError where the host does not allow code to be made (a content security policy without `unsafe-eval`) */
  constructor(network: Network, trainable: Uint8Array, maxBatch: number) {
    const block = network.parameterCount <= BLOCK_UP_TO ? Math.min(BLOCK, maxBatch) : 1;
    const compile = compilerFor(network);
    this.network = network;
    this.maxBatch = maxBatch;
    this.parameters = new Float64Array(network.parameterCount);
    this.gradients = new Float64Array(network.parameterCount);
    this.#forward = compile<Pass>(PASS, functionBody(network, null, 1));
    this.#both = compile<Pass>(PASS, functionBody(network, trainable, block));
    this.#descent = compile<Descent>('p, g, rate', descentBody(trainable));
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

  descend(parameters: Float64Array, learningRate: number): void {
    this.#descent(parameters, this.gradients, learningRate);
  }

  #scale(batch: number): number {
    return lossScale(losses[this.network.loss], batch, this.network.outputs.length);
  }
}

/** Makes functions that know the rules of a network's layers. Their source holds shapes and numbers, no file's text. */
function compilerFor({ layers }: Network): <T>(parameters: string, body: string) => T {
  const rows = layers.map(({ activation }) => activations[activation]);
  const value = rows.map((row) => row.value);
  const slope = rows.map((row) => row.slope);
  const table = layers.some(({ activation }) => activation === 'tanh') ? tanhTable() : null;
  return <T>(parameters: string, body: string) => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- see above
    const make = new Function('value', 'slope', TANH_TABLE, `return (${parameters}) => {\n${body}\n}`);
    return (make as (values: typeof value, slopes: typeof slope, table: Float64Array | null) => T)(value, slope, table);
  };
}
