/** Sums over the samples of a batch as they grow, one sample after another: the loss and every derivative. */

import type { Network } from './network';
import type { ParameterSpot } from './parameterOrder';
import { layerInputs, type SampleValues } from './samplePass';

/** Numbers kept at sample boundaries, at most: 4 million doubles are 32 MB. */
const MAX_KEPT = 4e6;

/** A sample's term of the derivative of a weight or bias: dL/dx_j times the input that a weight multiplies. */
export function contribution(values: SampleValues, { layer, neuron, input }: ParameterSpot): number {
  const derivative = values.derivatives[layer][neuron];
  return input < 0 ? derivative : derivative * layerInputs(values, layer)[input];
}

export class BatchTotals {
  readonly #network: Network;
  readonly #trainable: Uint8Array;
  readonly #lowestLayer: number;
  readonly #values: (position: number) => SampleValues;
  /** Sums before every `#stride`th sample. */
  readonly #kept: Float64Array[] = [];
  readonly #stride: number;
  readonly #losses: number[] = [0];

  /**
   * @param trainable by flat offset; frozen parameters have no sums (0)
   * @param lowestLayer the lowest layer whose derivatives `values` holds
   * @param values of the sample at a position of the batch
   */
  constructor(
    network: Network,
    trainable: Uint8Array,
    lowestLayer: number,
    batchCount: number,
    values: (position: number) => SampleValues,
  ) {
    this.#network = network;
    this.#trainable = trainable;
    this.#lowestLayer = lowestLayer;
    this.#values = values;
    this.#stride = Math.ceil(((batchCount + 1) * network.parameterCount) / MAX_KEPT);
  }

  /** The loss of the first `samples` samples (with their share of the batch's mean). */
  loss(samples: number): number {
    while (this.#losses.length <= samples) {
      const position = this.#losses.length - 1;
      const terms = this.#values(position).lossTerms;
      this.#losses.push(terms.reduce((sum, term) => sum + term, this.#losses[position]));
    }
    return this.#losses[samples];
  }

  /** The loss with the terms of the samples before `position` and of its outputs up to `output`. */
  lossUpTo(position: number, output: number): number {
    const terms = this.#values(position).lossTerms;
    let sum = this.loss(position);
    for (let k = 0; k <= output; k++) sum += terms[k];
    return sum;
  }

  /** One derivative's sum over the first `samples` samples: the same bits as in `gradient`. */
  derivative(parameter: ParameterSpot, samples: number): number {
    let sum = 0;
    for (let position = 0; position < samples; position++) sum += contribution(this.#values(position), parameter);
    return sum;
  }

  /** All derivatives' sums over the first `samples` samples, flat; a copy. */
  gradient(samples: number): Float64Array {
    const slot = Math.floor(samples / this.#stride);
    while (this.#kept.length <= slot) {
      const next = this.#kept.length;
      if (next === 0) this.#kept.push(new Float64Array(this.#network.parameterCount));
      else this.#kept.push(this.#extended(this.#kept[next - 1], (next - 1) * this.#stride, next * this.#stride));
    }
    return this.#extended(this.#kept[slot], slot * this.#stride, samples);
  }

  /** A copy of sums over `from` samples with those up to `to` added. */
  #extended(sums: Float64Array, from: number, to: number): Float64Array {
    const result = sums.slice();
    for (let position = from; position < to; position++) this.#add(this.#values(position), result);
    return result;
  }

  #add(values: SampleValues, into: Float64Array): void {
    const { layers } = this.#network;
    const trainable = this.#trainable;
    for (let index = this.#lowestLayer; index < layers.length; index++) {
      const { inputs, units, weightOffset, biasOffset } = layers[index];
      const read = layerInputs(values, index);
      const derivatives = values.derivatives[index];
      for (let j = 0; j < units; j++) {
        const derivative = derivatives[j];
        const row = weightOffset + j * inputs;
        for (let i = 0; i < inputs; i++) if (trainable[row + i]) into[row + i] += derivative * read[i];
        if (biasOffset >= 0 && trainable[biasOffset + j]) into[biasOffset + j] += derivative;
      }
    }
  }
}
