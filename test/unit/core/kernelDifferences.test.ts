import assert from 'node:assert/strict';
import fc from 'fast-check';
import { losses } from '../../../src/core/losses';
import type { Network } from '../../../src/core/network';
import { gradientsHold } from './gradientDifferences';
import { buildNetwork, elementwiseNames, lossNames } from './sampleNetworks';

describe('kernel and central differences: every loss × last activation × hidden activation × depth × outputs', () => {
  for (const loss of lossNames) {
    it(loss, () => {
      let checked = 0;
      let skipped = 0;
      for (const last of losses[loss].goesWith) {
        for (const hidden of elementwiseNames) {
          for (const depth of [1, 2, 3]) {
            for (const outputs of [1, 3]) {
              const layers = Array.from({ length: depth - 1 }, () => ({ units: 2, activation: hidden }));
              const network = buildNetwork({
                inputs: 2,
                layers: [...layers, { units: outputs, activation: last }],
                loss,
              });
              const seed = 1 + checked + 10_000 * depth;
              const done = [0, 1, 2, 3, 4].some((attempt) => gradientsHold(network, seed + 1000 * attempt, 2));
              if (done) checked++;
              else skipped++;
            }
          }
        }
      }
      assert.ok(checked > 50 && skipped <= 0.02 * checked, `${checked} networks held, ${skipped} too near a kink`);
    });
  }

  it('any shape: mixed activations, layers without biases, uneven sizes', () => {
    const layer = fc.record({
      units: fc.integer({ min: 1, max: 5 }),
      activation: fc.constantFrom(...elementwiseNames),
      bias: fc.boolean(),
    });
    const shape = fc
      .record({
        loss: fc.constantFrom(...lossNames),
        inputs: fc.integer({ min: 1, max: 4 }),
        hidden: fc.array(layer, { maxLength: 3 }),
        last: layer,
        choice: fc.nat(),
        samples: fc.integer({ min: 1, max: 6 }),
        seed: fc.integer({ min: 0, max: 1e6 }),
      })
      .map(({ loss, inputs, hidden, last, choice, ...rest }) => {
        const { goesWith } = losses[loss];
        const activation = goesWith[choice % goesWith.length];
        return { network: buildNetwork({ inputs, layers: [...hidden, { ...last, activation }], loss }), ...rest };
      });
    const holds = ({ network, seed, samples }: { network: Network; seed: number; samples: number }) => {
      fc.pre(gradientsHold(network, seed, samples));
    };
    fc.assert(fc.property(shape, holds), { seed: 20, numRuns: 150 });
  });
});
