import assert from 'node:assert/strict';
import fc from 'fast-check';
import { usesTile } from '../../../src/core/dense';
import { GenericKernel } from '../../../src/core/genericKernel';
import { createKernel } from '../../../src/core/kernel';
import type { Network } from '../../../src/core/network';
import { completeSettings, optimizers } from '../../../src/core/optimizers';
import { gradientsHold } from './gradientDifferences';
import { makeKernel, paths } from './kernelPaths';
import {
  allRows,
  allTrainable,
  articleData,
  articleNetwork,
  articleStart,
  buildNetwork,
  distance,
  randomCase,
} from './sampleNetworks';

for (const path of paths) {
  const make = makeKernel[path];
  describe(`kernel, ${path}`, () => {
    describe('published numbers', () => {
      it('the article’s network at its start', () => {
        const kernel = make(articleNetwork, allTrainable(articleNetwork), 3);
        const loss = kernel.gradient(articleStart, articleData, allRows(articleData));
        assert.equal(loss.toFixed(4), '1.3977');
        const derivative = (name: string) => kernel.gradients[articleNetwork.parameterByName(name)!.offset].toFixed(4);
        assert.deepEqual(['w3', 'w4', 'b3'].map(derivative), ['2.5761', '1.2568', '1.8996']);
      });

      it('the article’s first step at learning rate 0.1', () => {
        const trainable = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
        const kernel = make(articleNetwork, trainable, 3);
        const parameters = articleStart.slice();
        kernel.gradient(parameters, articleData, allRows(articleData));
        const settings = completeSettings({ type: 'gradientDescent', learningRate: 0.1 });
        optimizers.gradientDescent.update(settings, 1, parameters, kernel.gradients, [], trainable);
        assert.deepEqual([...parameters.subarray(0, 4)], [...articleStart.subarray(0, 4)]);
        assert.deepEqual(
          [...parameters.subarray(4)].map((value) => value.toFixed(4)),
          ['0.1024', '0.5043', '-0.1900'],
        );
      });

      it('Matt Mazur’s step-by-step example', () => {
        // https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/: 2-2-2, sigmoid, ½SSR, rate 0.5; his
        // b1 and b2 are shared by the neurons of a layer and not trained. Weights w1 … w4, biases, w5 … w8, biases.
        const network = buildNetwork({
          inputs: 2,
          layers: [
            { units: 2, activation: 'sigmoid' },
            { units: 2, activation: 'sigmoid' },
          ],
          loss: 'halfSsr',
        });
        const parameters = Float64Array.of(0.15, 0.2, 0.25, 0.3, 0.35, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.6);
        const trainable = Uint8Array.of(1, 1, 1, 1, 0, 0, 1, 1, 1, 1, 0, 0);
        const data = { count: 1, inputs: Float64Array.of(0.05, 0.1), outputs: Float64Array.of(0.01, 0.99) };
        const kernel = make(network, trainable, 1);
        const rows = allRows(data);
        assert.equal(kernel.gradient(parameters, data, rows).toFixed(9), '0.298371109');
        if (kernel instanceof GenericKernel) {
          assert.deepEqual(
            [...kernel.activations(0)].map((y) => y.toFixed(9)),
            ['0.593269992', '0.596884378'],
          );
          assert.deepEqual(
            [...kernel.activations(1)].map((y) => y.toFixed(9)),
            ['0.751365070', '0.772928465'],
          );
          assert.equal(kernel.preActivations(0)[0].toFixed(4), '0.3775');
        }
        assert.equal(kernel.gradients[6].toFixed(9), '0.082167041');
        const settings = completeSettings({ type: 'gradientDescent', learningRate: 0.5 });
        optimizers.gradientDescent.update(settings, 1, parameters, kernel.gradients, [], trainable);
        const published = [
          // offset, value and digits as published
          [0, 0.149780716, 9],
          [1, 0.19956143, 8],
          [2, 0.24975114, 8],
          [3, 0.29950229, 8],
          [4, 0.35, 9],
          [6, 0.35891648, 8],
          [7, 0.408666186, 9],
          [8, 0.51130127, 9],
          [9, 0.561370121, 9],
          [11, 0.6, 9],
        ];
        for (const [offset, value, digits] of published) {
          assert.ok(Math.abs(parameters[offset] - value) <= 0.51 * 10 ** -digits, `${offset}: ${parameters[offset]}`);
        }
      });
    });

    describe('sums', () => {
      const network = buildNetwork({
        inputs: 3,
        layers: [
          { units: 4, activation: 'tanh' },
          { units: 2, activation: 'identity' },
        ],
        loss: 'mse',
      });
      const { parameters, data } = randomCase(network, 9, 4);

      it('the loss of more rows than the kernel holds is that of all of them', () => {
        const rows = allRows(data);
        const [large, small] = [9, 4].map((size) => make(network, allTrainable(network), size));
        assert.ok(distance(small.loss(parameters, data, rows), large.loss(parameters, data, rows)) < 1e-15);
      });

      it('the gradient of a batch is the mean of those of its samples', () => {
        const kernel = make(network, allTrainable(network), 9);
        const rows = Int32Array.of(8, 2, 2, 5);
        const sum = new Float64Array(network.parameterCount);
        for (const row of rows) {
          kernel.gradient(parameters, data, Int32Array.of(row));
          kernel.gradients.forEach((derivative, i) => (sum[i] += derivative / rows.length));
        }
        kernel.gradient(parameters, data, rows);
        kernel.gradients.forEach((derivative, i) => assert.ok(distance(derivative, sum[i]) < 1e-15));
      });

      it('a batch that does not fit is an error', () => {
        const kernel = make(network, allTrainable(network), 2);
        assert.throws(() => kernel.gradient(parameters, data, allRows(data)), /9 samples in a kernel for 2/);
      });

      it('the same call gives the same bits, whatever came between', () => {
        const kernel = make(network, allTrainable(network), 9);
        const rows = Int32Array.of(3, 1);
        const loss = kernel.gradient(parameters, data, rows);
        const gradients = kernel.gradients.slice();
        kernel.gradient(articleLike(parameters), data, allRows(data));
        assert.equal(kernel.gradient(parameters, data, rows), loss);
        assert.deepEqual(kernel.gradients, gradients);
      });
    });

    describe('large layers, in tiles', () => {
      const network = buildNetwork({
        inputs: 23,
        layers: [
          { units: 31, activation: 'softplus' },
          { units: 18, activation: 'identity', bias: false },
          { units: 5, activation: 'softmax' },
        ],
        loss: 'crossEntropy',
      });
      const { parameters, data } = randomCase(network, 13, 6);

      it('give what small batches give with plain loops', () => {
        // 13 samples take the tile in the first two layers; one at a time, none does.
        const tiled = network.layers.map((layer) => [usesTile(13, layer), usesTile(1, layer)]);
        assert.deepEqual(tiled, [
          [true, false],
          [true, false],
          [false, false],
        ]);
        const kernel = make(network, allTrainable(network), 13);
        const sum = new Float64Array(network.parameterCount);
        let losses = 0;
        for (const row of allRows(data)) {
          losses += kernel.gradient(parameters, data, Int32Array.of(row)) / 13;
          kernel.gradients.forEach((derivative, i) => (sum[i] += derivative / 13));
        }
        assert.ok(distance(kernel.gradient(parameters, data, allRows(data)), losses) < 1e-15);
        kernel.gradients.forEach((derivative, i) => assert.ok(distance(derivative, sum[i]) < 1e-15, `${i}`));
      });

      it('agree with central differences', () => {
        assert.ok(gradientsHold(make, network, 6, 13));
      });
    });

    describe('frozen parameters', () => {
      const network = buildNetwork({
        inputs: 2,
        layers: [
          { units: 3, activation: 'softplus' },
          { units: 2, activation: 'sigmoid' },
          { units: 2, activation: 'tanh' },
        ],
        loss: 'huber',
      });
      const { parameters, data } = randomCase(network, 4, 8);
      const rows = allRows(data);
      const all = make(network, allTrainable(network), 4);
      all.gradient(parameters, data, rows);

      it('have derivative 0, and the others what they have without them', () => {
        fc.assert(
          fc.property(fc.array(fc.boolean(), { minLength: 23, maxLength: 23 }), (choice) => {
            const trainable = Uint8Array.from(choice, Number);
            assert.equal(trainable.length, network.parameterCount);
            const kernel = make(network, trainable, 4);
            kernel.gradient(parameters, data, rows);
            assert.deepEqual(
              kernel.gradients,
              all.gradients.map((derivative, i) => (trainable[i] === 1 ? derivative : 0)),
            );
          }),
          { seed: 21, numRuns: 60, examples: [[Array.from({ length: 23 }, (_, i) => i >= 17)]] },
        );
      });

      it('may be all there are', () => {
        const kernel = make(network, new Uint8Array(23), 4);
        assert.equal(kernel.gradient(parameters, data, rows), all.loss(parameters, data, rows));
        assert.ok(kernel.gradients.every((derivative) => derivative === 0));
      });
    });

    describe('stays finite far from 0', () => {
      for (const [loss, activation, units] of [
        ['binaryCrossEntropy', 'sigmoid', 1],
        ['crossEntropy', 'softmax', 2],
      ] as const) {
        it(loss, () => {
          const network = buildNetwork({ inputs: 1, layers: [{ units, activation, bias: false }], loss });
          const observed = units === 1 ? [0] : [0, 1];
          const data = { count: 1, inputs: Float64Array.of(1000), outputs: Float64Array.from(observed) };
          const kernel = make(network, allTrainable(network), 1);
          const parameters = Float64Array.of(1, -1).subarray(0, units);
          // The logits are 1000 and −1000, and the wrong answer costs their difference to the right one.
          assert.equal(kernel.gradient(parameters, data, Int32Array.of(0)), 1000 * units);
          assert.deepEqual([...kernel.gradients], [1000, -1000].slice(0, units));
        });
      }
    });
  });
}

describe('kernel', () => {
  describe('refuses', () => {
    const kernelOf = (layers: Parameters<typeof buildNetwork>[0]['layers'], loss: Network['loss']) => () => {
      const network = buildNetwork({ inputs: 1, layers, loss });
      return createKernel(network, allTrainable(network), 1);
    };

    it('a loss that does not go with the last activation', () => {
      assert.throws(
        kernelOf([{ units: 1, activation: 'tanh' }], 'crossEntropy'),
        /crossEntropy does not go with .* tanh/,
      );
      assert.throws(kernelOf([{ units: 2, activation: 'softmax' }], 'mse'), /mse does not go with .* softmax/);
    });

    it('softmax in a hidden layer', () => {
      const layers = [
        { units: 2, activation: 'softmax' },
        { units: 1, activation: 'identity' },
      ] as const;
      assert.throws(kernelOf(layers, 'ssr'), /softmax can only be/);
    });
  });
});

/** Other parameters of the same number. */
function articleLike(parameters: Float64Array): Float64Array {
  return parameters.map((value) => 0.5 - value);
}
