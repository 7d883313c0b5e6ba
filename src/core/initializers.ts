/** Every initializer as one row: how the weights of a layer are drawn. */

import type { Formula } from './formula';
import type { InitializerName } from './names';
import { Random, streams } from './random';

export interface Initializer {
  readonly label: string;
  /** One or two sentences of description. */
  readonly words: string;
  /** The bound (uniform) or standard deviation (normal), in the layer's inputs and units. */
  readonly formula: Formula;
  /** The same as a number. */
  readonly spread: (inputs: number, units: number) => number;
  readonly distribution: 'zeros' | 'uniform' | 'normal';
}

/**
 * The names and gains are PyTorch's (torch.nn.init), with fan-in = inputs, fan-out = units, and the gain √2 of ReLU in
 * the two He schemes.
 */
export const initializers: Readonly<Record<InitializerName, Initializer>> = {
  zeros: {
    label: 'zeros',
    words: 'All weights 0. The neurons of a layer then stay alike for ever: good for looking, not for learning.',
    formula: { plain: '0', tex: '0' },
    spread: () => 0,
    distribution: 'zeros',
  },
  uniform: {
    label: 'uniform',
    words: 'Weights drawn evenly from −0.5 to 0.5.',
    formula: { plain: '±0.5', tex: '\\pm 0.5' },
    spread: () => 0.5,
    distribution: 'uniform',
  },
  xavierUniform: {
    label: 'Xavier uniform',
    words:
      'Weights drawn evenly from −√(6/(inputs + units)) to its opposite, which keeps signals and derivatives of similar size through tanh and sigmoid layers (Glorot and Bengio, 2010).',
    formula: { plain: '±√(6/(inputs + units))', tex: '\\pm\\sqrt{6 / (\\text{inputs} + \\text{units})}' },
    spread: (inputs, units) => Math.sqrt(6 / (inputs + units)),
    distribution: 'uniform',
  },
  xavierNormal: {
    label: 'Xavier normal',
    words:
      'Weights drawn from a normal distribution with standard deviation √(2/(inputs + units)): as Xavier uniform, without a bound.',
    formula: { plain: 'σ = √(2/(inputs + units))', tex: '\\sigma = \\sqrt{2 / (\\text{inputs} + \\text{units})}' },
    spread: (inputs, units) => Math.sqrt(2 / (inputs + units)),
    distribution: 'normal',
  },
  heUniform: {
    label: 'He uniform',
    words:
      'Weights drawn evenly from −√(6/inputs) to its opposite, which makes up for the half that ReLU cuts off (He and others, 2015).',
    formula: { plain: '±√(6/inputs)', tex: '\\pm\\sqrt{6 / \\text{inputs}}' },
    spread: (inputs) => Math.sqrt(6 / inputs),
    distribution: 'uniform',
  },
  heNormal: {
    label: 'He normal',
    words:
      'Weights drawn from a normal distribution with standard deviation √(2/inputs): as He uniform, without a bound.',
    formula: { plain: 'σ = √(2/inputs)', tex: '\\sigma = \\sqrt{2 / \\text{inputs}}' },
    spread: (inputs) => Math.sqrt(2 / inputs),
    distribution: 'normal',
  },
};

/**
 * Weights of a layer, row-major `[units, inputs]`. They depend on the seed and the layer's index only, not on what other
 * layers drew.
 * @param layer 0-based
 */
export function drawWeights(
  name: InitializerName,
  seed: number,
  layer: number,
  units: number,
  inputs: number,
): Float64Array {
  const { spread, distribution } = initializers[name];
  const weights = new Float64Array(units * inputs);
  if (distribution === 'zeros') return weights;
  const random = new Random(seed, streams.weights(layer));
  const size = spread(inputs, units);
  for (let i = 0; i < weights.length; i++) {
    weights[i] = size * (distribution === 'normal' ? random.normal() : 2 * random.uniform() - 1);
  }
  return weights;
}
