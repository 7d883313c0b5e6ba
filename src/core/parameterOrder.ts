/** The trainable parameters of some layers in order, place ↔ parameter, counted without a list of them. */

import type { Layer, Parameter } from './network';

export type ParameterSpot = Pick<Parameter, 'layer' | 'neuron' | 'input'>;

/** The trainable parameters of some layers, neuron by neuron, counted without a list of them. */
export class ParameterOrder {
  /** Trainable parameters before each neuron, and all of them at the end. */
  readonly #before: Int32Array;

  constructor(
    private readonly layers: readonly Layer[],
    private readonly trainable: Uint8Array,
    private readonly options: { readonly bias: 'first' | 'last' | 'none' },
  ) {
    this.#before = new Int32Array(layers.reduce((sum, layer) => sum + layer.units, 0) + 1);
    let neuron = 0;
    for (const layer of layers) {
      for (let j = 0; j < layer.units; j++, neuron++) {
        const row = layer.weightOffset + j * layer.inputs;
        const weights = countTrainable(trainable, row, row + layer.inputs);
        this.#before[neuron + 1] = this.#before[neuron] + weights + this.#biases(layer, j);
      }
    }
  }

  get count(): number {
    return this.#before[this.#before.length - 1];
  }

  /** The parameter at a place of the order. */
  at(within: number): ParameterSpot {
    const place = lastNotAbove(this.#before, within);
    let neuron = place;
    let layer = this.layers[0];
    for (let index = 0; neuron >= layer.units; layer = this.layers[++index]) neuron -= layer.units;
    let rank = within - this.#before[place];
    const biases = this.#biases(layer, neuron);
    const weights = this.#before[place + 1] - this.#before[place] - biases;
    if (biases > 0) {
      const biasRank = this.options.bias === 'first' ? 0 : weights;
      if (rank === biasRank) return { layer: layer.index, neuron, input: -1 };
      if (rank > biasRank) rank--;
    }
    const input = weights === layer.inputs ? rank : this.#inputOfRank(layer, neuron, rank);
    return { layer: layer.index, neuron, input };
  }

  /** Visits the first `count` parameters in order, in one pass. */
  forFirst(count: number, visit: (spot: ParameterSpot, offset: number) => void): void {
    let left = count;
    const visitTrainable = (layer: number, neuron: number, input: number, offset: number): void => {
      if (left <= 0 || this.trainable[offset] === 0) return;
      left--;
      visit({ layer, neuron, input }, offset);
    };
    for (const layer of this.layers) {
      for (let neuron = 0; neuron < layer.units && left > 0; neuron++) {
        const withBias = this.#biases(layer, neuron) > 0;
        const row = layer.weightOffset + neuron * layer.inputs;
        if (withBias && this.options.bias === 'first')
          visitTrainable(layer.index, neuron, -1, layer.biasOffset + neuron);
        for (let input = 0; input < layer.inputs; input++) visitTrainable(layer.index, neuron, input, row + input);
        if (withBias && this.options.bias === 'last')
          visitTrainable(layer.index, neuron, -1, layer.biasOffset + neuron);
      }
    }
  }

  /** A parameter's place in the order; −1 where it is frozen or not among these. */
  find({ layer: layerIndex, neuron, input }: ParameterSpot): number {
    const layer = this.layers.find((candidate) => candidate.index === layerIndex);
    if (!layer || neuron < 0 || neuron >= layer.units || input >= layer.inputs) return -1;
    let place = neuron;
    for (const other of this.layers) if (other.index < layerIndex) place += other.units;
    const start = this.#before[place];
    if (input < 0) {
      if (this.#biases(layer, neuron) === 0) return -1;
      return this.options.bias === 'first' ? start : this.#before[place + 1] - 1;
    }
    const row = layer.weightOffset + neuron * layer.inputs;
    if (!this.trainable[row + input]) return -1;
    const biasFirst = this.options.bias === 'first' ? this.#biases(layer, neuron) : 0;
    return start + biasFirst + countTrainable(this.trainable, row, row + input);
  }

  #biases(layer: Layer, neuron: number): number {
    return this.options.bias !== 'none' && layer.bias ? this.trainable[layer.biasOffset + neuron] : 0;
  }

  /** The input whose weight is the neuron's trainable weight number `rank`. */
  #inputOfRank(layer: Layer, neuron: number, rank: number): number {
    const row = layer.weightOffset + neuron * layer.inputs;
    let input = 0;
    for (let left = rank; ; input++) if (this.trainable[row + input] && left-- === 0) return input;
  }
}

/** The last index whose value is not above `wanted`, in numbers that do not fall and end above it. */
function lastNotAbove(sorted: Int32Array, wanted: number): number {
  let low = 0;
  let high = sorted.length - 1;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (sorted[middle] <= wanted) low = middle;
    else high = middle;
  }
  return low;
}

export function countTrainable(trainable: Uint8Array, from: number, to: number): number {
  let count = 0;
  for (let offset = from; offset < to; offset++) count += trainable[offset];
  return count;
}
