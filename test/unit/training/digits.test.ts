/** Handwritten digits, as a person's own data would be: read, split, trained, and told on images never seen. */
import assert from 'node:assert/strict';
import { evaluateSample } from '../../../src/core/samplePass';
import type { Setup } from '../../../src/core/setup';
import { loadSetup } from '../../../src/document/loadSetup';
import { Trainer } from '../../../src/training/trainer';
import { digitsCsv, digitsNetwork } from '../../host/digits.mts';

/** The share of held-out samples whose most probable class is the observed one. */
function accuracy({ network, validation }: Setup, parameters: Float64Array): number {
  const data = validation!;
  const pass = { network, parameters, data, batchCount: 1, lowestLayer: network.layers.length };
  const classes = network.outputs.length;
  let right = 0;
  for (let row = 0; row < data.count; row++) {
    const predicted = evaluateSample(pass, row).activations.at(-1)!;
    const best = predicted.indexOf(Math.max(...predicted));
    right += data.outputs[row * classes + best];
  }
  return right / data.count;
}

describe('digits', () => {
  it('784-128-10 is right on 93 of 100 held-out images, the same in two runs', async function () {
    this.timeout(120_000);
    const bytes = new TextEncoder().encode(digitsCsv());
    const { setup, problems } = await loadSetup(digitsNetwork(), () => Promise.resolve(bytes));
    assert.deepEqual(problems, []);
    assert.ok(setup);
    assert.deepEqual([setup.network.inputs.length, setup.data.count, setup.validation?.count], [784, 8000, 2000]);
    const [first, second] = [0, 1].map(() => {
      const trainer = new Trainer(setup);
      const updates = setup.training.epochs! * Math.ceil(setup.data.count / trainer.batches.size);
      while (trainer.update < updates) {
        trainer.evaluate();
        trainer.apply();
      }
      return trainer.parameters;
    });
    const reached = accuracy(setup, first);
    assert.ok(reached >= 0.93, `${reached}`);
    assert.ok(accuracy(setup, setup.initial) < 0.3, 'before the training it guesses');
    assert.deepEqual(new BigUint64Array(first.buffer), new BigUint64Array(second.buffer));
  });
});
