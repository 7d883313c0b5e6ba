import assert from 'node:assert/strict';
import fc from 'fast-check';
import { createKernel } from '../../../src/core/kernel';
import { losses } from '../../../src/core/losses';
import type { Network } from '../../../src/core/network';
import { gradientsHold } from './gradientDifferences';
import { makeKernel, networks, paths } from './kernelPaths';
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
              const done = [0, 1, 2, 3, 4].some((attempt) =>
                gradientsHold(createKernel, network, seed + 1000 * attempt, 2),
              );
              if (done) checked++;
              else skipped++;
            }
          }
        }
      }
      assert.ok(checked > 50 && skipped <= 0.02 * checked, `${checked} networks held, ${skipped} too near a kink`);
    });
  }

  for (const path of paths) {
    it(`any shape: mixed activations, layers without biases, uneven sizes (${path})`, () => {
      const holds = (network: Network, samples: number, seed: number) => {
        fc.pre(gradientsHold(makeKernel[path], network, seed, samples));
      };
      const property = fc.property(
        networks(5),
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 0, max: 1e6 }),
        holds,
      );
      fc.assert(property, { seed: 20, numRuns: 150 });
    });
  }
});
