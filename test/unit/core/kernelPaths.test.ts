import assert from 'node:assert/strict';
import fc from 'fast-check';
import { activations } from '../../../src/core/activations';
import { usesTile } from '../../../src/core/dense';
import { functionBody } from '../../../src/core/generatedSource';
import { inlineActivations, inlineLosses, TANH_TABLE } from '../../../src/core/inlineRules';
import { createKernel, type KernelPath } from '../../../src/core/kernel';
import { losses } from '../../../src/core/losses';
import type { ActivationName } from '../../../src/core/names';
import { Network } from '../../../src/core/network';
import { completeSettings, optimizers } from '../../../src/core/optimizers';
import { multiply } from '../../../src/core/product';
import { Random } from '../../../src/core/random';
import { tanhTable } from '../../../src/core/tanh';
import { arithmeticModule, wasmArithmetic } from '../../../src/core/wasm/wasmArithmetic';
import { makeKernel, networks, paths } from './kernelPaths';
import {
  allRows,
  allTrainable,
  articleData,
  articleNetwork,
  articleStart,
  buildNetwork,
  lossNames,
  randomCase,
} from './sampleNetworks';

describe('paths of the kernel', () => {
  describe('give the same bits', () => {
    /** Losses and gradients of two batches, by every path. */
    const agree = (network: Network, samples: number, seed: number, frozen: readonly boolean[]) => {
      const { parameters, data } = randomCase(network, samples, seed);
      // Zeros on the way must not make a difference either.
      for (let i = 0; i < data.inputs.length; i += 3) data.inputs[i] = 0;
      const trainable = allTrainable(network).map((_, i) => (frozen[i % frozen.length] ? 0 : 1));
      const rows = allRows(data);
      const some = rows.slice(0, Math.ceil(samples / 2)).reverse();
      const results = paths.map((path) => {
        const kernel = makeKernel[path](network, trainable, samples);
        assert.equal(kernel.path, path);
        return [rows, some].map((batch) => ({
          loss: kernel.gradient(parameters, data, batch),
          gradients: kernel.gradients.slice(),
          lossAlone: kernel.loss(parameters, data, batch),
        }));
      });
      assert.deepEqual(
        results,
        results.map(() => results[0]),
      );
    };
    const frozen = fc.array(fc.boolean(), { minLength: 1, maxLength: 9 });
    const seed = fc.integer({ min: 0, max: 1e6 });

    it('on small networks of any shape, with any parameters frozen', () => {
      const property = fc.property(networks(4), fc.integer({ min: 1, max: 6 }), seed, frozen, agree);
      fc.assert(property, { seed: 31, numRuns: 300 });
    });

    it('on layers that are multiplied in tiles', () => {
      let tiled = 0;
      const property = fc.property(
        networks(24, 8),
        fc.integer({ min: 8, max: 24 }),
        seed,
        frozen,
        (network, samples, ...rest) => {
          if (network.layers.some((layer) => usesTile(samples, layer))) tiled++;
          agree(network, samples, ...rest);
        },
      );
      fc.assert(property, { seed: 32, numRuns: 40 });
      assert.ok(tiled > 15, `${tiled} networks had a large layer`);
    });

    it('for any number of rows, however they are split', () => {
      const { parameters, data } = randomCase(articleNetwork, 23, 5);
      const sums = paths.flatMap((path) =>
        [1, 4, 23].map((size) => makeKernel[path](articleNetwork, allTrainable(articleNetwork), size)),
      );
      const values = sums.map((kernel) => kernel.loss(parameters, data, allRows(data)));
      assert.equal(new Set(values).size, 1, String(values));
    });

    it('after a thousand updates, in two runs', () => {
      const ends = [...paths, ...paths].map((path) => {
        const kernel = makeKernel[path](articleNetwork, allTrainable(articleNetwork), 3);
        const parameters = articleStart.slice();
        for (let update = 0; update < 1000; update++) {
          kernel.gradient(parameters, articleData, allRows(articleData));
          for (let i = 0; i < parameters.length; i++) parameters[i] -= 0.01 * kernel.gradients[i];
        }
        return parameters;
      });
      assert.deepEqual(
        ends,
        ends.map(() => ends[0]),
      );
      assert.notDeepEqual(ends[0], articleStart);
    });

    it('in parameters that it has made room for, and in those of others', () => {
      const property = fc.property(networks(24, 8), seed, frozen, (network, start, choice) => {
        const { parameters, data } = randomCase(network, 13, start);
        const trainable = allTrainable(network).map((_, i) => (choice[i % choice.length] ? 0 : 1));
        const rows = allRows(data);
        const settings = completeSettings({ type: 'gradientDescent', learningRate: 0.3 });
        const [expected, ...ends] = [...paths, ...paths].flatMap((path, index) => {
          const kernel = makeKernel[path](network, trainable, 13);
          const moved = index < paths.length ? kernel.parameters : new Float64Array(parameters.length);
          moved.set(parameters);
          kernel.gradient(moved, data, rows);
          const byRule = moved.slice();
          optimizers.gradientDescent.update(settings, 1, byRule, kernel.gradients, [], trainable);
          kernel.descend(moved, 0.3);
          return [byRule, moved.slice()];
        });
        for (const end of ends) assert.deepEqual(end, expected);
      });
      fc.assert(property, { seed: 34, numRuns: 20 });
    });

    it('where numbers overflow', () => {
      const { data } = randomCase(articleNetwork, 3, 1);
      const parameters = articleStart.map((value) => value * 1e200);
      const results = paths.map((path) => {
        const kernel = makeKernel[path](articleNetwork, allTrainable(articleNetwork), 3);
        return [kernel.gradient(parameters, data, allRows(data)), kernel.gradients];
      });
      assert.equal(results[0][0], Infinity);
      assert.deepEqual(
        results,
        results.map(() => results[0]),
      );
    });
  });

  describe('are chosen', () => {
    const cases: readonly [inputs: number, units: readonly number[], batch: number, path: KernelPath][] = [
      [1, [2, 1], 3, 'generated'],
      [2, [8, 8, 1], 10, 'generated'],
      [3, [20, 20, 1], 4, 'generic'],
      [784, [128, 10], 32, 'wasm'],
    ];
    const choose = ([inputs, units, batch]: (typeof cases)[number]) => {
      const layers = units.map((count) => ({ units: count, activation: 'tanh' }) as const);
      const network = buildNetwork({ inputs, layers, loss: 'mse' });
      return createKernel(network, allTrainable(network), batch).path;
    };

    it('by size', () =>
      assert.deepEqual(
        cases.map(choose),
        cases.map(([, , , path]) => path),
      ));

    for (const name of ['Function', 'WebAssembly'] as const) {
      it(`without ${name}, where the host forbids it`, () => {
        const kept = globalThis[name];
        const forbidden = () => {
          throw new EvalError('refused by the content security policy');
        };
        Object.assign(globalThis, { [name]: name === 'Function' ? forbidden : { Memory: forbidden } });
        try {
          const without = { Function: 'generated', WebAssembly: 'wasm' }[name];
          assert.deepEqual(
            cases.map(choose),
            cases.map(([, , , path]) => (path === without ? 'generic' : path)),
          );
        } finally {
          Object.assign(globalThis, { [name]: kept });
        }
      });
    }
  });

  describe('generated code', () => {
    it('holds nothing of what people have named', () => {
      const shape = (name: string) =>
        new Network({
          inputs: [`${name}in`],
          outputs: [`${name}out`],
          layers: [{ units: 1, activation: 'tanh', bias: true, neurons: [`${name}neuron`] }],
          loss: 'mse',
        });
      const [plain, hostile] = ['', '"];process.exit();//'].map((name) =>
        functionBody(shape(name), Uint8Array.of(1, 1), 2),
      );
      assert.equal(hostile, plain);
    });

    type Inline = (...values: number[]) => number;
    const numbers = [0, -0, 1e-300, -1e-300, 0.3, -0.3, 1, -1, 2.5, -7, 36, -36, 709, -745, -1000, 1000, Infinity, NaN];
    const run = (parameters: string, body: string) =>
      // eslint-disable-next-line @typescript-eslint/no-implied-eval -- what it has to be tested for
      (new Function(TANH_TABLE, `return (${parameters}) => {${body}}`) as (table: Float64Array) => Inline)(tanhTable());

    for (const [name, rule] of Object.entries(inlineActivations)) {
      it(`has the bits of ${name}`, () => {
        const share = rule.share?.('shared', 'x') ?? '';
        const value = run('x', `${share} return ${rule.value('x', 'shared')};`);
        const slope = run('x,y', `${share} return ${rule.slope('x', 'y', 'shared')};`);
        const row = activations[name as ActivationName];
        for (const x of numbers) {
          const y = row.value(x);
          assert.deepEqual([value(x), slope(x, y)], [y, row.slope(x, y)], `at ${x}`);
        }
      });
    }

    for (const name of lossNames) {
      it(`has the bits of ${name}`, () => {
        const term = run('o,p,z,l', `return ${inlineLosses[name].term('o', 'p', 'z', 'l')};`);
        const slope = run('o,p', `return ${inlineLosses[name].slope('o', 'p')};`);
        for (const o of [0, 0.25, 1, -3]) {
          for (const p of numbers) {
            assert.equal(term(o, p, p, 0.5), losses[name].term(o, p, p, 0.5), `term at ${o}, ${p}`);
            assert.equal(slope(o, p), losses[name].slope(o, p), `slope at ${o}, ${p}`);
          }
        }
      });
    }
  });

  describe('products', () => {
    const shapes = fc.record({
      rows: fc.integer({ min: 1, max: 11 }),
      columns: fc.integer({ min: 1, max: 11 }),
      depth: fc.integer({ min: 1, max: 11 }),
      turned: fc.boolean(),
      seed: fc.nat(1e6),
    });

    it('are those of the definition, to the bit, and touch nothing else', () => {
      fc.assert(
        fc.property(shapes, ({ rows, columns, depth, turned, seed }) => {
          const random = new Random(seed);
          const fill = (values: Float64Array) => values.map(() => random.normal());
          const [aRow, aDepth] = turned ? [1, rows] : [depth, 1];
          const a = fill(new Float64Array(2 + rows * depth));
          const b = fill(new Float64Array(1 + depth * columns));
          const expected = new Float64Array(3 + rows * columns + 2).fill(9);
          for (let row = 0; row < rows; row++) {
            for (let column = 0; column < columns; column++) {
              let sum = 0;
              for (let k = 0; k < depth; k++) sum += a[2 + row * aRow + k * aDepth] * b[1 + k * columns + column];
              expected[3 + row * columns + column] = sum;
            }
          }
          const wasm = wasmArithmetic(a.length + b.length + expected.length, 0)!;
          for (const { allocate, multiply: product } of [
            { allocate: (n: number) => new Float64Array(n), multiply },
            wasm,
          ]) {
            const [left, right, into] = [a, b, expected].map(({ length }) => allocate(length));
            left.set(a);
            right.set(b);
            into.fill(9);
            product(into, 3, left, 2, right, 1, rows, columns, depth, aRow, aDepth);
            assert.deepEqual(into.slice(), expected);
          }
        }),
        { seed: 33, numRuns: 300 },
      );
    });

    it('fit into a module of two kilobytes, which is small enough to be compiled at once in any browser', () => {
      const module = arithmeticModule();
      assert.ok(WebAssembly.validate(module) && module.length < 4096, `${module.length} bytes`);
    });
  });
});
