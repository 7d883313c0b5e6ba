// Setups that the tests of training share: the article's network, and small ones with batches and optimizers.
import type { OptimizerName } from '../../../src/core/names';
import { Network } from '../../../src/core/network';
import { completeSettings } from '../../../src/core/optimizers';
import { Random } from '../../../src/core/random';
import type { OptimizerSettings, Setup, TrainingSettings } from '../../../src/core/setup';

const training: TrainingSettings = {
  batchSize: 'full',
  shuffle: false,
  seed: 0,
  updates: null,
  epochs: null,
  stopWhen: {},
};

interface Choice {
  readonly training?: Partial<TrainingSettings>;
  readonly optimizer?: Partial<OptimizerSettings>;
  /** Names of the parameters that move; default: all. */
  readonly trainable?: readonly string[];
}

/** The article's 1-2-1 network at its start, with learning rate 0.1. */
export function article(choice: Choice = {}): Setup {
  const network = new Network({
    inputs: ['dose'],
    outputs: ['effectiveness'],
    layers: [
      { units: 2, activation: 'softplus', bias: true },
      { units: 1, activation: 'identity', bias: true },
    ],
    loss: 'ssr',
  });
  const values: Record<string, number> = { w1: 3.34, b1: -1.43, w2: -3.53, b2: 0.57, w3: 0.36, w4: 0.63, b3: 0 };
  const initial = new Float64Array(network.parameterCount);
  const trainable = new Uint8Array(network.parameterCount);
  for (const { name, offset } of network.parameters()) {
    initial[offset] = values[name];
    trainable[offset] = Number(choice.trainable?.includes(name) ?? true);
  }
  return {
    name: 'Dose and effectiveness',
    network,
    initial,
    trainable,
    data: { count: 3, inputs: Float64Array.of(0, 0.5, 1), outputs: Float64Array.of(0, 1, 0) },
    optimizer: completeSettings({ type: 'gradientDescent', learningRate: 0.1, ...choice.optimizer }),
    training: { ...training, ...choice.training },
  };
}

/** A 2-4-1 tanh network on 11 random samples, in shuffled batches of 4: three updates an epoch, the last one short. */
export function batched(type: OptimizerName, choice: Choice = {}): Setup {
  const network = new Network({
    inputs: ['a', 'b'],
    outputs: ['c'],
    layers: [
      { units: 4, activation: 'tanh', bias: true },
      { units: 1, activation: 'sigmoid', bias: true },
    ],
    loss: 'mse',
  });
  const random = new Random(7);
  const numbers = (count: number, scale: number) => Float64Array.from({ length: count }, () => scale * random.normal());
  const trainable = new Uint8Array(network.parameterCount).fill(1);
  trainable[2] = 0;
  return {
    name: 'batched',
    network,
    initial: numbers(network.parameterCount, 0.5),
    trainable,
    data: { count: 11, inputs: numbers(22, 1), outputs: numbers(11, 0.3) },
    optimizer: completeSettings({ type, learningRate: 0.05, l2: 0.01, ...choice.optimizer }),
    training: { ...training, batchSize: 4, shuffle: true, seed: 3, ...choice.training },
  };
}
