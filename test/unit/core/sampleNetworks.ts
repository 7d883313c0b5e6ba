/** Networks and data for the tests of the mathematics: the article's, and random ones. */

import { activations } from '../../../src/core/activations';
import { losses } from '../../../src/core/losses';
import type { ActivationName, LossName } from '../../../src/core/names';
import { Network } from '../../../src/core/network';
import { Random } from '../../../src/core/random';
import type { TrainingData } from '../../../src/core/setup';

export interface Shape {
  readonly inputs: number;
  /** One entry per layer. */
  readonly layers: readonly { readonly units: number; readonly activation: ActivationName; readonly bias?: boolean }[];
  readonly loss: LossName;
}

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);

export function buildNetwork({ inputs, layers, loss }: Shape): Network {
  return new Network({
    inputs: numbered('in', inputs),
    outputs: numbered('out', layers[layers.length - 1].units),
    layers: layers.map((layer) => ({ bias: true, ...layer })),
    loss,
  });
}

/** The article's network: one input, two softplus neurons, one output, SSR. */
export const articleNetwork = new Network({
  inputs: ['dose'],
  outputs: ['effectiveness'],
  layers: [
    { units: 2, activation: 'softplus', bias: true },
    { units: 1, activation: 'identity', bias: true },
  ],
  loss: 'ssr',
});

/** Where the article starts: w1, w2, b1, b2, then w3, w4, b3. */
export const articleStart = Float64Array.of(3.34, -3.53, -1.43, 0.57, 0.36, 0.63, 0);

export const articleData: TrainingData = {
  count: 3,
  inputs: Float64Array.of(0, 0.5, 1),
  outputs: Float64Array.of(0, 1, 0),
};

export const allTrainable = (network: Network) => new Uint8Array(network.parameterCount).fill(1);

export const allRows = (data: TrainingData) => Int32Array.from({ length: data.count }, (_, row) => row);

/** Parameters around `size`, inputs in (−1, 1), observed values that the network's loss takes. */
export function randomCase(network: Network, count: number, seed: number, size = 0.8) {
  const random = new Random(seed);
  const between = () => 2 * random.uniform() - 1;
  const parameters = Float64Array.from({ length: network.parameterCount }, () => size * between());
  const inputs = Float64Array.from({ length: count * network.inputs.length }, between);
  const outputs = observedValues(network, count, random);
  const data: TrainingData = { count, inputs, outputs };
  return { parameters, data };
}

function observedValues(network: Network, count: number, random: Random): Float64Array {
  const width = network.outputs.length;
  const values = new Float64Array(count * width);
  const { observed } = losses[network.loss];
  for (let row = 0; row < count; row++) {
    const slice = values.subarray(row * width, (row + 1) * width);
    for (let i = 0; i < width; i++) slice[i] = observed === 'any' ? 4 * random.uniform() - 2 : random.uniform();
    if (observed !== 'distribution') continue;
    const total = slice.reduce((sum, value) => sum + value, 0);
    for (let i = 0; i < width; i++) slice[i] /= total;
  }
  return values;
}

export const activationNames = Object.keys(activations) as ActivationName[];
export const elementwiseNames = activationNames.filter((name) => !activations[name].vector);
export const lossNames = Object.keys(losses) as LossName[];

/** |a − b| in units of 1 + |a| + |b|: relative for large numbers, absolute for small ones. */
export function distance(a: number, b: number): number {
  return Math.abs(a - b) / (1 + Math.abs(a) + Math.abs(b));
}
