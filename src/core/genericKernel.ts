/** The kernel of any network: forward and backward pass by loops over the layers. */

import { activations } from './activations';
import { type Arithmetic, plainArithmetic } from './arithmetic';
import {
  type DenseLayer,
  forwardProduct,
  inputGradients,
  type LargeProducts,
  usesTile,
  weightGradients,
} from './dense';
import type { Kernel } from './kernel';
import { type Loss, losses, lossScale } from './losses';
import type { Network } from './network';
import type { TrainingData } from './setup';
import { logSumExp, softmax } from './stableFunctions';

interface KernelLayer extends DenseLayer {
  /** The same array as preActivation where the activation is the identity. */
  readonly activation: Float64Array;
  readonly kind: 'identity' | 'elementwise' | 'softmax';
  readonly value: (x: number) => number;
  readonly slope: (x: number, y: number) => number;
  /** Whether any of its parameters is trainable, and the offsets of those that are not. */
  readonly trainable: boolean;
  readonly frozen: Int32Array;
}

/** Rows of more numbers than this are copied as a whole, which costs a view of them. */
const COPIED_ABOVE = 64;

export class GenericKernel implements Kernel {
  readonly path: 'generic' | 'wasm';
  readonly parameters: Float64Array;
  readonly gradients: Float64Array;
  readonly network: Network;
  readonly maxBatch: number;
  readonly #loss: Loss;
  readonly #layers: readonly KernelLayer[];
  readonly #last: KernelLayer;
  /** Index of the lowest layer with a trainable parameter: nothing below it needs a derivative. */
  readonly #lowest: number;
  readonly #observed: Float64Array;
  readonly #arithmetic: Arithmetic;
  readonly #large: LargeProducts;

  /**
   * @param trainable by flat offset, 1 or 0, length network.parameterCount
   */
  constructor(network: Network, trainable: Uint8Array, maxBatch: number, arithmetic: Arithmetic = plainArithmetic) {
    this.path = arithmetic.path;
    this.network = network;
    this.maxBatch = maxBatch;
    this.parameters = arithmetic.allocate(network.parameterCount);
    this.gradients = arithmetic.allocate(network.parameterCount);
    this.#loss = losses[network.loss];
    this.#layers = buildLayers(network, trainable, maxBatch, arithmetic);
    this.#last = this.#layers[this.#layers.length - 1];
    this.#lowest = this.#layers.findIndex((layer) => layer.trainable);
    this.#observed = new Float64Array(maxBatch * network.outputs.length);
    this.#arithmetic = arithmetic;
    this.#large = buildLarge(this.#layers, maxBatch, arithmetic);
  }

  loss(parameters: Float64Array, data: TrainingData, rows: Int32Array): number {
    let sum = 0;
    const placed = this.#arithmetic.place(parameters);
    for (let from = 0; from < rows.length; from += this.maxBatch) {
      const count = Math.min(this.maxBatch, rows.length - from);
      this.#gather(data, rows, from, count);
      this.#forward(placed, count);
      sum = this.#addTerms(sum, count);
    }
    return sum * lossScale(this.#loss, rows.length, this.network.outputs.length);
  }

  gradient(parameters: Float64Array, data: TrainingData, rows: Int32Array): number {
    const batch = rows.length;
    if (batch > this.maxBatch) throw new RangeError(`A batch of ${batch} samples in a kernel for ${this.maxBatch}.`);
    this.#gather(data, rows, 0, batch);
    const placed = this.#arithmetic.place(parameters);
    this.#forward(placed, batch);
    const scale = lossScale(this.#loss, batch, this.network.outputs.length);
    if (this.#lowest >= 0) {
      this.#outputDeltas(batch, scale);
      this.#backward(placed, batch);
    }
    return this.#addTerms(0, batch) * scale;
  }

  descend(parameters: Float64Array, learningRate: number): void {
    // Derivatives of frozen parameters are 0, which leaves them as they are.
    this.#arithmetic.descend(parameters, this.gradients, learningRate);
  }

  /** Pre-activations of a layer for the last batch, `[batch, units]`: a view that the next call overwrites. */
  preActivations(layer: number): Float64Array {
    return this.#layers[layer].preActivation;
  }

  /** Activations of a layer for the last batch, `[batch, units]`: a view that the next call overwrites. */
  activations(layer: number): Float64Array {
    return this.#layers[layer].activation;
  }

  /** Copies the samples of a batch to where the first layer and the loss read them. */
  #gather(data: TrainingData, rows: Int32Array, from: number, count: number): void {
    const input = this.#layers[0].input;
    const observed = this.#observed;
    const inputs = this.network.inputs.length;
    const outputs = this.network.outputs.length;
    for (let position = 0; position < count; position++) {
      const row = rows[from + position];
      if (inputs > COPIED_ABOVE) input.set(data.inputs.subarray(row * inputs, (row + 1) * inputs), position * inputs);
      else for (let k = 0; k < inputs; k++) input[position * inputs + k] = data.inputs[row * inputs + k];
      for (let k = 0; k < outputs; k++) observed[position * outputs + k] = data.outputs[row * outputs + k];
    }
  }

  #forward(parameters: Float64Array, batch: number): void {
    for (const layer of this.#layers) {
      forwardProduct(layer, parameters, batch, this.#large);
      if (layer.kind === 'identity') continue;
      const { preActivation, activation, units, value } = layer;
      if (layer.kind === 'softmax') {
        for (let sample = 0; sample < batch; sample++) softmax(preActivation, sample * units, units, activation);
        continue;
      }
      for (let i = 0; i < batch * units; i++) activation[i] = value(preActivation[i]);
    }
  }

  /** Adds the terms one by one to a sum that began with the rows before, so that it does not matter how rows are split. */
  #addTerms(before: number, batch: number): number {
    const loss = this.#loss;
    const { preActivation, activation, units } = this.#last;
    const observed = this.#observed;
    let sum = before;
    for (let sample = 0; sample < batch; sample++) {
      const from = sample * units;
      const normaliser = loss.fusedWith === 'softmax' ? logSumExp(preActivation, from, units) : 0;
      for (let i = from; i < from + units; i++) {
        sum += loss.term(observed[i], activation[i], preActivation[i], normaliser);
      }
    }
    return sum;
  }

  /** dL/dz of the last layer. */
  #outputDeltas(batch: number, scale: number): void {
    const { fusedWith, slope: lossSlope } = this.#loss;
    const { preActivation, activation, delta, units, kind, slope } = this.#last;
    const observed = this.#observed;
    const throughActivation = fusedWith === null && kind === 'elementwise';
    for (let i = 0; i < batch * units; i++) {
      const factor = lossSlope(observed[i], activation[i]) * scale;
      delta[i] = throughActivation ? factor * slope(preActivation[i], activation[i]) : factor;
    }
  }

  #backward(parameters: Float64Array, batch: number): void {
    const { gradients } = this;
    for (let index = this.#layers.length - 1; index >= this.#lowest; index--) {
      const layer = this.#layers[index];
      if (layer.trainable) {
        weightGradients(layer, gradients, batch, this.#large);
        for (let i = 0; i < layer.frozen.length; i++) gradients[layer.frozen[i]] = 0;
      }
      if (index === this.#lowest) break;
      const below = this.#layers[index - 1];
      inputGradients(layer, parameters, below.delta, batch, this.#large);
      if (below.kind === 'identity') continue;
      const { preActivation, activation, delta, units, slope } = below;
      for (let i = 0; i < batch * units; i++) delta[i] *= slope(preActivation[i], activation[i]);
    }
  }
}

/** How many numbers a kernel allocates at most. */
export function numbersNeeded({ layers, inputs, parameterCount }: Network, maxBatch: number): number {
  const widest = Math.max(...layers.map((layer) => layer.inputs)) + Math.max(...layers.map(({ units }) => units));
  const units = layers.reduce((sum, layer) => sum + layer.units, 0);
  return 2 * parameterCount + maxBatch * (inputs.length + 3 * units + widest);
}

function buildLayers(
  network: Network,
  trainable: Uint8Array,
  maxBatch: number,
  { allocate }: Arithmetic,
): KernelLayer[] {
  let input = allocate(maxBatch * network.inputs.length);
  return network.layers.map((layer) => {
    const row = activations[layer.activation];
    const kind = layer.activation === 'identity' ? 'identity' : row.vector ? 'softmax' : 'elementwise';
    const end = layer.weightOffset + layer.units * (layer.inputs + (layer.bias ? 1 : 0));
    const offsets = Array.from({ length: end - layer.weightOffset }, (_, i) => layer.weightOffset + i);
    const frozen = offsets.filter((offset) => trainable[offset] === 0);
    const preActivation = allocate(maxBatch * layer.units);
    const built: KernelLayer = {
      inputs: layer.inputs,
      units: layer.units,
      weightOffset: layer.weightOffset,
      biasOffset: layer.biasOffset,
      input,
      preActivation,
      activation: kind === 'identity' ? preActivation : allocate(maxBatch * layer.units),
      delta: allocate(maxBatch * layer.units),
      kind,
      value: row.value,
      slope: row.slope,
      trainable: frozen.length < offsets.length,
      frozen: Int32Array.from(frozen),
    };
    input = built.activation;
    return built;
  });
}

function buildLarge(layers: readonly KernelLayer[], maxBatch: number, arithmetic: Arithmetic): LargeProducts {
  const tiled = layers.filter((layer) => usesTile(maxBatch, layer));
  const largest = (size: (layer: KernelLayer) => number) => maxBatch * Math.max(0, ...tiled.map(size));
  return {
    multiply: arithmetic.multiply,
    input: arithmetic.allocate(largest(({ inputs }) => inputs)),
    preActivation: arithmetic.allocate(largest(({ units }) => units)),
  };
}
