/** Trains networks of every activation, optimizer and way of calculating, and tells the bits that they end with. */

import { activations } from '../../../src/core/activations';
import { createKernel } from '../../../src/core/kernel';
import type { ActivationName, OptimizerName } from '../../../src/core/names';
import { NumbersHash } from '../../../src/core/numbersHash';
import { completeSettings, optimizers } from '../../../src/core/optimizers';
import type { Setup } from '../../../src/core/setup';
import { Trainer } from '../../../src/training/trainer';
import { allTrainable, buildNetwork, randomCase } from '../../unit/core/sampleNetworks';

interface Size {
  readonly inputs: number;
  readonly hidden: number;
  readonly batch: number;
  readonly updates: number;
}

/** Of the networks that generated code, loops and WebAssembly calculate. */
const sizes: readonly Size[] = [
  { inputs: 2, hidden: 5, batch: 4, updates: 500 },
  { inputs: 9, hidden: 31, batch: 3, updates: 200 },
  { inputs: 64, hidden: 48, batch: 32, updates: 50 },
];

const hidden = (Object.keys(activations) as ActivationName[]).filter((name) => !activations[name].vector);

function setupOf({ inputs, hidden: units, batch }: Size, activation: ActivationName, type: OptimizerName): Setup {
  const network = buildNetwork({
    inputs,
    layers: [
      { units, activation },
      { units: 3, activation: 'softmax' },
    ],
    loss: 'crossEntropy',
  });
  const { parameters, data } = randomCase(network, 3 * batch, 7, 0.3);
  return {
    name: 'bits',
    network,
    initial: parameters,
    trainable: allTrainable(network),
    data,
    optimizer: completeSettings({ type, learningRate: 0.01 }),
    training: { batchSize: batch, shuffle: true, seed: 3, updates: null, epochs: null, stopWhen: {} },
  };
}

/** A hash of every parameter's bits after training, by what calculated, the activation and the optimizer. */
export function trainedBits(): Record<string, string> {
  const bits: Record<string, string> = {};
  for (const size of sizes) {
    for (const activation of hidden) {
      for (const optimizer of Object.keys(optimizers) as OptimizerName[]) {
        const setup = setupOf(size, activation, optimizer);
        const trainer = new Trainer(setup);
        const { path } = createKernel(setup.network, setup.trainable, size.batch);
        const hash = new NumbersHash();
        let losses = 0;
        while (trainer.update < size.updates) {
          losses += trainer.evaluate();
          trainer.apply();
        }
        hash.doubles(trainer.parameters);
        hash.doubles(Float64Array.of(losses));
        bits[`${path}, ${activation}, ${optimizer}`] = hash.text();
      }
    }
  }
  return bits;
}
