/** The three workloads of the benchmark: shapes, data, initial values and settings, the same for every contender. */

import { drawWeights } from '../../src/core/initializers';
import type { ActivationName, LossName } from '../../src/core/names';
import { Network } from '../../src/core/network';
import { completeSettings } from '../../src/core/optimizers';
import { Random } from '../../src/core/random';
import type { Setup, TrainingData } from '../../src/core/setup';

export type WorkloadName = 'W1' | 'W2' | 'W3';

export interface Workload {
  readonly name: WorkloadName;
  /** For the table. */
  readonly words: string;
  /** What is counted: updates or samples per second. */
  readonly unit: 'updates' | 'samples';
  /** Neurons per layer, the inputs first. */
  readonly sizes: readonly number[];
  readonly hidden: ActivationName;
  readonly loss: LossName;
  readonly learningRate: number;
  readonly batch: number;
  readonly data: TrainingData;
  /** Flat: of each layer W, row-major, a row a neuron, then the biases. */
  readonly initial: Float64Array;
  readonly network: Network;
  /** Updates after which the losses of all who use the same method are compared. */
  readonly checkAfter: number;
}

type Given = Omit<Workload, 'network' | 'initial'>;

const article: Given = {
  name: 'W1',
  words: '1-2-1 softplus, SSR, 3 samples, full batch, all 7 parameters',
  unit: 'updates',
  sizes: [1, 2, 1],
  hidden: 'softplus',
  loss: 'ssr',
  learningRate: 0.1,
  batch: 3,
  data: { count: 3, inputs: Float64Array.of(0, 0.5, 1), outputs: Float64Array.of(0, 1, 0) },
  checkAfter: 100,
};

/** Two inputs, and whether the point lies inside a circle: the Playground's own task. */
function circle(count: number): TrainingData {
  const random = new Random(2);
  const inputs = Float64Array.from({ length: 2 * count }, () => 2 * random.uniform() - 1);
  const outputs = Float64Array.from({ length: count }, (_, i) =>
    Math.hypot(inputs[2 * i], inputs[2 * i + 1]) < 0.75 ? 1 : -1,
  );
  return { count, inputs, outputs };
}

/** Pictures of 28 × 28 grey values around ten prototypes, with their classes as one-hot columns. */
function pictures(count: number): TrainingData {
  const random = new Random(3);
  const size = 784;
  const prototypes = Float64Array.from({ length: 10 * size }, () => (random.uniform() < 0.2 ? random.uniform() : 0));
  const inputs = new Float64Array(count * size);
  const outputs = new Float64Array(count * 10);
  for (let row = 0; row < count; row++) {
    const label = random.below(10);
    outputs[row * 10 + label] = 1;
    for (let i = 0; i < size; i++) inputs[row * size + i] = 0.7 * prototypes[label * size + i] + 0.3 * random.uniform();
  }
  return { count, inputs, outputs };
}

const given: Readonly<Record<WorkloadName, () => Given>> = {
  W1: () => article,
  W2: () => ({
    name: 'W2',
    words: '2-8-8-1 tanh, MSE, 500 samples, batch 10',
    unit: 'samples',
    sizes: [2, 8, 8, 1],
    hidden: 'tanh',
    loss: 'mse',
    learningRate: 0.05,
    batch: 10,
    data: circle(500),
    checkAfter: 500,
  }),
  W3: () => ({
    name: 'W3',
    words: '784-128-10 ReLU, softmax + cross-entropy, batch 32, 4096 samples',
    unit: 'samples',
    sizes: [784, 128, 10],
    hidden: 'relu',
    loss: 'crossEntropy',
    learningRate: 0.05,
    batch: 32,
    data: pictures(4096),
    checkAfter: 4,
  }),
};

export const workloadNames = Object.keys(given) as WorkloadName[];

const numbered = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);

export function workload(name: WorkloadName): Workload {
  const rest = given[name]();
  const { sizes, hidden, loss } = rest;
  const last = loss === 'crossEntropy' ? 'softmax' : 'identity';
  const layers = sizes.slice(1).map((units, i) => {
    return { units, activation: i === sizes.length - 2 ? last : hidden, bias: true } as const;
  });
  const network = new Network({
    inputs: numbered('in', sizes[0]),
    outputs: numbered('out', sizes[sizes.length - 1]),
    layers,
    loss,
  });
  return { ...rest, network, initial: initialOf(name, network) };
}

/** The article's own start for W1 (w1, w2, b1, b2, w3, w4, b3); drawn weights and no biases for the others. */
function initialOf(name: WorkloadName, network: Network): Float64Array {
  if (name === 'W1') return Float64Array.of(3.34, -3.53, -1.43, 0.57, 0.36, 0.63, 0);
  const initial = new Float64Array(network.parameterCount);
  for (const { index, units, inputs, weightOffset } of network.layers) {
    initial.set(drawWeights(name === 'W2' ? 'xavierUniform' : 'heNormal', 1, index, units, inputs), weightOffset);
  }
  return initial;
}

/** The same as a session has it. */
export function setupOf({ name, network, initial, data, batch, learningRate }: Workload): Setup {
  return {
    name,
    network,
    initial,
    trainable: new Uint8Array(network.parameterCount).fill(1),
    data,
    optimizer: completeSettings({ type: 'gradientDescent', learningRate }),
    training: { batchSize: batch, shuffle: false, seed: 0, updates: null, epochs: null, stopWhen: {} },
  };
}
