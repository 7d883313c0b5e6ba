import assert from 'node:assert/strict';
import fc from 'fast-check';
import { derive } from '../../../src/core/derivation';
import { GenericKernel } from '../../../src/core/genericKernel';
import type { Operation } from '../../../src/core/operation';
import { optimizers, addL2 } from '../../../src/core/optimizers';
import { Tape } from '../../../src/core/tape';
import type { UpdateState } from '../../../src/core/updateState';
import { activationNames, buildNetwork, elementwiseNames, lossNames, randomCase, type Shape } from './sampleNetworks';
import {
  articleState,
  assertClose,
  calculated,
  optimizerNames,
  randomState,
  shapes,
  updateState,
} from './updateStates';

/** Every operation of an update, by index. */
const walk = (tape: Tape): Operation[] => Array.from({ length: tape.count }, (_, index) => tape.operation(index));

const samplePart = `
x1 = dose·w1 + b1
y1 = softplus(x1)
x2 = dose·w2 + b2
y2 = softplus(x2)
predicted = y1·w3 + y2·w4 + b3
residual = observed − predicted
SSR += residual²
dSSR/dpredicted = −2·residual
dSSR/db3 += dSSR/dpredicted · 1
dSSR/dw3 += dSSR/dpredicted · y1
dSSR/dw4 += dSSR/dpredicted · y2
dSSR/dy1 = dSSR/dpredicted · w3
dSSR/dy2 = dSSR/dpredicted · w4
dSSR/dx1 = dSSR/dy1 · sigmoid(x1)
dSSR/dx2 = dSSR/dy2 · sigmoid(x2)
dSSR/dw1 += dSSR/dx1 · dose
dSSR/db1 += dSSR/dx1 · 1
dSSR/dw2 += dSSR/dx2 · dose
dSSR/db2 += dSSR/dx2 · 1`;

const updatePart = `
w1 −= learning rate · dSSR/dw1
b1 −= learning rate · dSSR/db1
w2 −= learning rate · dSSR/dw2
b2 −= learning rate · dSSR/db2
w3 −= learning rate · dSSR/dw3
w4 −= learning rate · dSSR/dw4
b3 −= learning rate · dSSR/db3`;

describe('Tape', () => {
  describe('of the article’s network', () => {
    it('has the 64 operations in the order people read them', () => {
      const tape = new Tape(articleState());
      assert.equal(tape.count, 64);
      const lines = walk(tape).map(({ text }) => text);
      assert.deepEqual(lines, `${samplePart}${samplePart}${samplePart}${updatePart}`.trim().split('\n'));
      assert.equal(lines.length, 64);
    });

    /** Values as the design prints them: the first update's second sample, sums and new values. */
    const rows: readonly [target: string, sample: number, value: string, total?: string][] = [
      ['x1', 1, '0.2400'],
      ['y1', 1, '0.8203'],
      ['x2', 1, '-1.1950'],
      ['y2', 1, '0.2644'],
      ['predicted', 1, '0.4619'],
      ['residual', 1, '0.5381'],
      ['SSR', 1, '0.2895', '0.8061'],
      ['SSR', 2, '0.5916', '1.3977'],
      ['dSSR/dpredicted', 0, '1.4374'],
      ['dSSR/dpredicted', 1, '-1.0762'],
      ['dSSR/dw3', 0, '0.3084', '0.3084'],
      ['dSSR/dw3', 1, '-0.8828', '-0.5744'],
      ['dSSR/dw3', 2, '3.1505', '2.5761'],
      ['dSSR/dw4', 2, '0.0777', '1.2568'],
      ['dSSR/db3', 2, '1.5383', '1.8996'],
      ['w3', -1, '0.1024'],
      ['w4', -1, '0.5043'],
      ['b3', -1, '-0.1900'],
      ['w1', -1, '3.3026'],
      ['b1', -1, '-1.4665'],
      ['w2', -1, '-3.5269'],
      ['b2', -1, '0.5231'],
    ];
    for (const [target, sample, value, total] of rows) {
      it(`gives ${value} for ${target}, sample ${sample + 1}`, () => {
        const tape = new Tape(articleState());
        const operation = tape.operation(tape.indexOf(target, sample));
        assert.equal(operation.target, target);
        assert.equal(operation.value.toFixed(4), value);
        assert.equal(operation.total?.toFixed(4), total);
      });
    }

    it('leaves out what frozen parameters do not need', () => {
      const trainable = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
      const texts = walk(new Tape(articleState({ trainable }))).map(({ text }) => text);
      const kept = [...samplePart.trim().split('\n').slice(0, 11), ...updatePart.trim().split('\n').slice(4)];
      assert.deepEqual(texts.slice(22), kept);
      assert.equal(texts.length, 3 * 11 + 3);
    });

    it('computes only the derivatives on the way to the one neuron that is trained', () => {
      const trainable = Uint8Array.of(0, 1, 0, 0, 0, 0, 0); // w2
      const texts = walk(new Tape(articleState({ trainable }))).map(({ text }) => text);
      assert.deepEqual(texts.slice(7, 11), [
        'dSSR/dpredicted = −2·residual',
        'dSSR/dy2 = dSSR/dpredicted · w4',
        'dSSR/dx2 = dSSR/dy2 · sigmoid(x2)',
        'dSSR/dw2 += dSSR/dx2 · dose',
      ]);
      assert.equal(texts.length, 3 * 11 + 1);
    });

    it('has no backward pass and no update where nothing is trainable', () => {
      const tape = new Tape(articleState({ trainable: new Uint8Array(7) }));
      assert.equal(tape.count, 21);
      assert.ok(walk(tape).every(({ phase }) => phase === 'forward' || phase === 'loss'));
      assert.equal(tape.loss.toFixed(4), '1.3977');
    });

    it('shows l2 as operations of its own after the samples', () => {
      const tape = new Tape(articleState({ settings: { l2: 0.01 } }));
      assert.equal(tape.count, 68);
      const operation = tape.operation(59);
      assert.equal(operation.text, 'dSSR/dw3 += l2 · w3');
      assertClose(operation.value, 0.0036, 1e-14);
      assertClose(operation.total!, 2.576139529882881 + 0.0036, 1e-12);
      assert.equal(tape.indexOf('dSSR/dw3'), 59);
      assert.equal(tape.indexOf('dSSR/db3'), -1);
      const [w3, w4] = [4, 5];
      const after = tape.totalsAfter(59).gradient;
      assertClose(after[w3], 2.576139529882881 + 0.0036, 1e-12);
      assert.equal(after[w4], tape.totalsAfter(58).gradient[w4]);
      assert.deepEqual(tape.totalsAfter(60).gradient, tape.gradient);
      assertClose(tape.operation(tape.indexOf('w3')).value, 0.36 - 0.1 * (2.576139529882881 + 0.0036), 1e-12);
    });

    it('gives the gradient in the making and how many samples are in it', () => {
      const tape = new Tape(articleState());
      const w1 = 0;
      const w3 = 4;
      const b1 = 2;
      const after = tape.totalsAfter(34); // dSSR/dw1 of sample 2
      assert.equal(after.gradient[w3].toFixed(4), '-0.5744');
      assert.equal(after.gradient[w1].toFixed(4), '-0.1084');
      assert.equal(after.gradient[b1].toFixed(4), '0.0999');
      assert.deepEqual([...after.samplesAdded], [2, 1, 1, 1, 2, 2, 2]);
      assert.deepEqual([...tape.totalsAfter(-1).samplesAdded], [0, 0, 0, 0, 0, 0, 0]);
      assert.deepEqual(tape.totalsAfter(63).gradient, tape.gradient);
    });

    it('tells how far a sample is computed', () => {
      const tape = new Tape(articleState());
      assert.deepEqual(tape.reached(1, 21), {
        preActivations: [2, 0],
        activations: [1, 0],
        activationDerivatives: [0, 0],
        derivatives: [0, 0],
        residuals: 0,
        lossTerms: 0,
      });
      assert.deepEqual(tape.reached(1, 32), {
        preActivations: [2, 1],
        activations: [2, 1],
        activationDerivatives: [2, 1],
        derivatives: [1, 1],
        residuals: 1,
        lossTerms: 1,
      });
      assert.equal(tape.reached(0, 32).derivatives[0], 2);
      assert.equal(tape.reached(2, 32).preActivations[0], 0);
    });

    it('knows where samples begin and end', () => {
      const tape = new Tape(articleState());
      assert.deepEqual(tape.sampleRange(1), { start: 19, end: 38 });
      assert.deepEqual(
        [0, 18, 19, 57, 63].map((index) => tape.sampleEnd(index)),
        [18, 18, 37, 63, 63],
      );
      assert.deepEqual(
        [0, 5, 7, 57].map((index) => tape.phaseOf(index)),
        ['forward', 'loss', 'backward', 'update'],
      );
    });

    it('rejects operations and samples that are not there', () => {
      const tape = new Tape(articleState());
      assert.throws(() => tape.operation(64), /no operation 64; it has 64/);
      assert.throws(() => tape.operation(-1), RangeError);
      assert.throws(() => tape.valuesAt(3), /no sample 3/);
      for (const name of ['w9', 'x0', 'x3', 'dose', 'residual0', 'residual1', 'residual2', 'dCE/dw1', 'δ[1][1]', '']) {
        assert.equal(tape.indexOf(name, 0), -1, name);
      }
      assert.equal(tape.indexOf('x1', 3), -1);
    });
  });

  describe('of other shapes', () => {
    const rows: readonly { what: string; shape: Shape; first: readonly string[] }[] = [
      {
        what: 'softmax with cross-entropy: every z first, no residual, one step through both',
        shape: { inputs: 1, layers: [{ units: 2, activation: 'softmax', bias: false }], loss: 'crossEntropy' },
        first: [
          'z1 = in1·w1',
          'z2 = in1·w2',
          'predicted1 = e^z1/(e^z1 + e^z2)',
          'predicted2 = e^z2/(e^z1 + e^z2)',
          'CE += −observed1·log(predicted1)/n',
          'CE += −observed2·log(predicted2)/n',
          'dCE/dz1 = (predicted1 − observed1)/n',
          'dCE/dz2 = (predicted2 − observed2)/n',
          'dCE/dw1 += dCE/dz1 · in1',
          'dCE/dw2 += dCE/dz2 · in1',
        ],
      },
      {
        what: 'sigmoid with MSE: the output’s activation has its own derivative',
        shape: { inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }], loss: 'mse' },
        first: [
          'z = in1·w1 + b1',
          'predicted = sigmoid(z)',
          'residual = observed − predicted',
          'MSE += residual²/n',
          'dMSE/dpredicted = −2·residual/n',
          'dMSE/dz = dMSE/dpredicted · predicted·(1 − predicted)',
          'dMSE/db1 += dMSE/dz · 1',
          'dMSE/dw1 += dMSE/dz · in1',
        ],
      },
      {
        what: 'several outputs and a hidden identity: sums where paths meet',
        shape: {
          inputs: 1,
          layers: [
            { units: 1, activation: 'identity' },
            { units: 2, activation: 'identity', bias: false },
          ],
          loss: 'halfSsr',
        },
        first: [
          'x1 = in1·w1 + b1',
          'y1 = x1',
          'predicted1 = y1·w2',
          'predicted2 = y1·w3',
          'residual1 = observed1 − predicted1',
          'residual2 = observed2 − predicted2',
          '½SSR += ½·residual1²',
          '½SSR += ½·residual2²',
          'd½SSR/dpredicted1 = −residual1',
          'd½SSR/dpredicted2 = −residual2',
          'd½SSR/dw2 += d½SSR/dpredicted1 · y1',
          'd½SSR/dw3 += d½SSR/dpredicted2 · y1',
          'd½SSR/dy1 = d½SSR/dpredicted1 · w2 + d½SSR/dpredicted2 · w3',
          'd½SSR/dx1 = d½SSR/dy1 · 1',
          'd½SSR/dw1 += d½SSR/dx1 · in1',
          'd½SSR/db1 += d½SSR/dx1 · 1',
        ],
      },
      {
        what: 'more than 200 parameters: matrix names, long sums shortened',
        shape: {
          inputs: 30,
          layers: [
            { units: 7, activation: 'relu' },
            { units: 1, activation: 'sigmoid' },
          ],
          loss: 'binaryCrossEntropy',
        },
        first: [
          'z[1][1] = a[0][1]·W[1][1,1] + a[0][2]·W[1][1,2] + a[0][3]·W[1][1,3] + … + a[0][30]·W[1][1,30] + b[1][1]',
        ],
      },
    ];
    for (const { what, shape, first } of rows) {
      it(what, () => {
        const tape = new Tape(randomState(shape, 2, 1));
        const texts = first.map((_, index) => tape.operation(index).text);
        assert.deepEqual(texts, first);
      });
    }

    it('names δ and derivatives in the matrix form', () => {
      const shape: Shape = { ...rows[3].shape };
      const tape = new Tape(randomState(shape, 2, 1));
      const texts = walk(tape).map(({ text }) => text);
      assert.ok(texts.includes('δ[2][1] = (predicted − observed)/n'));
      assert.ok(texts.includes('dBCE/da[1][7] = δ[2][1] · W[2][1,7]'));
      assert.ok(texts.includes('δ[1][7] = dBCE/da[1][7] · (1 if z[1][7] > 0 else 0)'));
      assert.ok(texts.includes('dBCE/dW[1][7,30] += δ[1][7] · a[0][30]'));
      assert.equal(tape.operation(tape.indexOf('δ[1][7]', 1)).text.startsWith('δ[1][7] ='), true);
      assert.equal(tape.operation(tape.indexOf('dBCE/dz[1][7]', 1)).target, 'δ[1][7]');
    });

    it('keeps the operands of the terms written out and of the largest others', () => {
      const state = randomState(rows[3].shape, 1, 1);
      const { operands } = new Tape(state).operation(0);
      const products = Array.from({ length: 30 }, (_, i) => Math.abs(state.data.inputs[i] * state.parameters[i]));
      const others = [...products.keys()].slice(3, 29).sort((a, b) => products[b] - products[a]);
      const kept = [0, 1, 2, 29, ...others.slice(0, 8)];
      assert.deepEqual(
        operands.map(({ name }) => name),
        [...kept.flatMap((i) => [`a[0][${i + 1}]`, `W[1][1,${i + 1}]`]), 'b[1][1]'],
      );
    });

    it('has one local derivative for one way to the loss, and one for each of several', () => {
      const tape = new Tape(randomState(rows[2].shape, 1, 1));
      const sum = tape.operation(tape.indexOf('d½SSR/dy1', 0));
      assert.equal(sum.local, undefined);
      assert.deepEqual(
        sum.locals?.map(({ key }) => key),
        ['dpredicted1/dy1', 'dpredicted2/dy1'],
      );
      const single = new Tape(articleState());
      const one = single.operation(single.indexOf('dSSR/dy1', 0));
      assert.equal(one.local?.key, 'dpredicted/dy1');
      assert.equal(one.locals, undefined);
    });

    it('counts anew for another network with the same trainable parameters', () => {
      const trainable = new Uint8Array(2).fill(1);
      const network = (activation: 'identity' | 'tanh') =>
        buildNetwork({ inputs: 1, layers: [{ units: 1, activation }], loss: 'ssr' });
      const counts = (['identity', 'tanh'] as const).map((activation) => {
        const { parameters, data } = randomCase(network(activation), 1, 1);
        return new Tape(updateState(network(activation), parameters, data, { trainable })).count;
      });
      assert.deepEqual(counts, [8, 10]);
    });
  });

  describe('agrees with the kernel', () => {
    it('on every activation × loss, to 1e-12', () => {
      for (const activation of elementwiseNames) {
        for (const loss of lossNames) {
          const shape: Shape = {
            inputs: 2,
            layers: [
              { units: 3, activation },
              { units: 2, activation: 'tanh' },
              {
                units: 2,
                activation:
                  loss === 'crossEntropy' ? 'softmax' : loss === 'binaryCrossEntropy' ? 'sigmoid' : activation,
              },
            ],
            loss,
          };
          assertAgrees(randomState(shape, 5, 7), `${activation} ${loss}`);
        }
      }
      assert.equal(activationNames.length, elementwiseNames.length + 1);
    });

    it('on random shapes with frozen parameters and repeated rows', () => {
      fc.assert(
        fc.property(shapes, fc.integer({ min: 1, max: 5 }), fc.nat(1000), fc.boolean(), (shape, count, seed, all) => {
          const state = randomState(shape, count, seed, all ? 1 : 0.5);
          const rows = Int32Array.from({ length: count + 1 }, (_, i) => (i * 7 + seed) % count);
          assertAgrees({ ...state, rows }, JSON.stringify(shape));
        }),
        { seed: 1, numRuns: 200 },
      );
    });

    function assertAgrees(state: UpdateState, message: string): void {
      const { network, trainable, parameters, data, rows } = state;
      const kernel = new GenericKernel(network, trainable, rows.length);
      const loss = kernel.gradient(parameters, data, rows);
      const tape = new Tape(state);
      assertClose(tape.loss, loss, 1e-12, `${message} loss`);
      for (let offset = 0; offset < network.parameterCount; offset++) {
        assertClose(tape.gradient[offset], kernel.gradients[offset], 1e-12, `${message} gradient ${offset}`, 1);
      }
      for (const { index, units } of network.layers) {
        for (let position = 0; position < rows.length; position++) {
          const { preActivations, activations } = tape.valuesAt(position);
          for (let j = 0; j < units; j++) {
            const at = position * units + j;
            assertClose(preActivations[index][j], kernel.preActivations(index)[at], 1e-12, `${message} pre`, 1);
            assertClose(activations[index][j], kernel.activations(index)[at], 1e-12, `${message} post`, 1);
          }
        }
      }
    }
  });

  describe('addresses every operation', () => {
    it('by index and by name, and each is what its text says', () => {
      fc.assert(
        fc.property(shapes, fc.nat(1000), fc.boolean(), (shape, seed, all) => {
          const state = randomState(shape, 2, seed, all ? 1 : 0.6);
          const tape = new Tape(state);
          assertConsistent(tape, state);
        }),
        { seed: 2, numRuns: 60 },
      );
    });

    function assertConsistent(tape: Tape, { network, trainable, rows }: UpdateState): void {
      const operations = walk(tape);
      const known: Record<string, number> = {};
      const added = new Map<string, number>();
      for (const operation of operations) {
        const { index, target, sample, phase, assign, right, value, total, operands, text } = operation;
        const where = `${index} ${text}`;
        assert.equal(phase, tape.phaseOf(index), where);
        const loss = phase === 'loss' && assign === '+=';
        if (!loss || operation.neuron === network.lastLayer.units - 1)
          assert.equal(tape.indexOf(target, sample), index, where);
        for (const { name, value: operand } of operands) {
          if (name in known) assert.equal(operand + 0, known[name], `${where}: ${name}`);
        }
        const values = Object.fromEntries(operands.map(({ name, value: operand }) => [name, operand]));
        if (phase !== 'update') assertClose(calculated(right, values), value, 1e-9, where, 1);
        if (assign === '=') known[target] = value;
        if (assign === '+=') {
          added.set(target, (added.get(target) ?? 0) + value);
          assertClose(total!, added.get(target)!, 1e-12, where, 1);
        }
      }
      const moved = operations.filter(({ phase }) => phase === 'update').map(({ target }) => target);
      const expected = [...network.parameters()].filter(({ offset }) => trainable[offset]).map(({ name }) => name);
      assert.deepEqual(moved, expected);
      const contributions = operations.filter(({ phase, assign }) => phase === 'backward' && assign === '+=');
      assert.equal(contributions.length, expected.length * rows.length);
    }

    it('multiplies with the factors of the derivations, by the same names', () => {
      fc.assert(
        fc.property(shapes, fc.nat(1000), (shape, seed) => {
          const state = randomState(shape, 1, seed);
          const values = new Map<string, number>();
          const symbols = new Map<string, string>();
          for (const { name } of state.network.parameters()) {
            const { factors, samples } = derive(state, name, { check: false, maxPaths: 100 });
            for (const [index, { key, symbol }] of factors.entries()) {
              values.set(key, samples[0].factorValues[index]);
              symbols.set(key, symbol.plain);
            }
          }
          const locals = walk(new Tape(state)).flatMap(({ local, locals }) => [
            ...(local ? [local] : []),
            ...(locals ?? []),
          ]);
          assert.ok(locals.length > 0);
          for (const { key, formula, value } of locals) {
            assert.ok(values.has(key), `no factor ${key}`);
            assert.equal(value + 0, values.get(key));
            assert.equal(formula.plain, symbols.get(key));
          }
        }),
        { seed: 3, numRuns: 60 },
      );
    });
  });

  describe('moves as the optimizer does, to the bit', () => {
    for (const type of optimizerNames) {
      for (const extra of [{}, { l2: 0.03, weightDecay: 0.02, nesterov: true }]) {
        it(`${type} ${JSON.stringify(extra)}`, () => {
          const network = buildNetwork({
            inputs: 2,
            layers: [
              { units: 2, activation: 'tanh' },
              { units: 1, activation: 'identity' },
            ],
            loss: 'mse',
          });
          const { parameters, data } = randomCase(network, 4, 3);
          const first = updateState(network, parameters, data, { settings: { type, ...extra } });
          first.trainable[1] = 0;
          const slots = first.optimizer.state.map((slot, i) => slot.map((_, j) => 0.01 * (i + 1) + 0.001 * j));
          const state = { ...first, optimizer: { ...first.optimizer, step: 3, state: slots } };
          const tape = new Tape(state);
          const next = parameters.slice();
          const { settings } = state.optimizer;
          const gradient = tape.totalsAfter(tape.sampleRange(3).end - 1).gradient;
          addL2(network, settings.l2, parameters, gradient, state.trainable);
          const remembered = slots.map((slot) => slot.slice());
          optimizers[type].update(settings, 3, next, gradient, remembered, state.trainable);
          assert.deepEqual(tape.newValues, next);
          for (const { offset, name } of network.parameters()) {
            const index = tape.indexOf(name);
            assert.equal(index < 0, offset === 1);
            if (index < 0) continue;
            const operation = tape.operation(index);
            assert.equal(operation.value, next[offset], name);
            assert.ok(operation.text.startsWith(`${name} −= `), operation.text);
            const values = Object.fromEntries(operation.operands.map((operand) => [operand.name, operand.value]));
            const calculable = { ...values, [name]: parameters[offset] };
            assertClose(
              parameters[offset] - calculated(operation.right, calculable),
              next[offset],
              1e-9,
              operation.text,
            );
          }
          assert.deepEqual(state.optimizer.state, slots);
        });
      }
    }
  });

  it('addresses each of 3 million operations without the others', () => {
    const shape: Shape = {
      inputs: 784,
      layers: [
        { units: 128, activation: 'relu' },
        { units: 10, activation: 'softmax' },
      ],
      loss: 'crossEntropy',
    };
    const tape = new Tape(randomState(shape, 32, 1));
    const perSample = 2 * 128 + 20 + 10 + 10 + 1290 + 2 * 128 + 128 * 785;
    assert.equal(tape.operationsPerSample, perSample);
    assert.equal(tape.count, 32 * perSample + 101_770);
    tape.operation(tape.count - 1); // all samples are known now
    const indices = Array.from({ length: 1000 }, (_, i) => Math.floor(((i * 0.618033988749895) % 1) * tape.count));
    for (const index of indices) assert.equal(tape.operation(index).index, index);
  });

  it('carries values that are no longer numbers instead of failing', () => {
    const tape = new Tape(articleState({ parameters: Float64Array.of(1e308, 1e308, 1, 1, 1e308, 1e308, 1) }));
    assert.equal(tape.operation(tape.indexOf('predicted', 1)).value, Infinity);
    assert.equal(tape.operation(tape.indexOf('b3')).value, -Infinity);
    assert.equal(walk(tape).length, 64);
  });
});
