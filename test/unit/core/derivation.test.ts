import assert from 'node:assert/strict';
import fc from 'fast-check';
import { derive } from '../../../src/core/derivation';
import type { Derivation } from '../../../src/core/derivationTypes';
import { createKernel } from '../../../src/core/kernel';
import { losses } from '../../../src/core/losses';
import { optimizers } from '../../../src/core/optimizers';
import { Tape } from '../../../src/core/tape';
import type { UpdateState } from '../../../src/core/updateState';
import { buildNetwork, type Shape } from './sampleNetworks';
import {
  articleState,
  assertClose,
  bare,
  calculated,
  equationText,
  optimizerNames,
  randomState,
  shapes,
  twoPathState,
} from './updateStates';

const fixed = (values: readonly number[], digits = 4): string[] => values.map((value) => value.toFixed(digits));
const symbols = ({ factors }: Derivation): string[] => factors.map(({ symbol }) => bare(symbol.plain));
const badges = ({ factors }: Derivation): string[] => factors.map(({ slot, letter }) => `${slot}${letter}`);

describe('derive', () => {
  describe('dSSR/dw3 of the article’s network', () => {
    const derivation = derive(articleState(), 'w3');

    it('is the product of two factors', () => {
      assert.equal(derivation.target, 'dSSR/dw3');
      assert.deepEqual(
        derivation.factors.map(({ key }) => key),
        ['dSSR/dpredicted', 'dpredicted/dw3'],
      );
      assert.deepEqual(symbols(derivation), ['−2·(observed − predicted)', 'y1']);
      assert.equal(bare(derivation.symbolic.plain), 'Σ −2·(observed − predicted)·y1');
      assert.equal(derivation.symbolic.tex, '\\sum -2 \\cdot (⟨observed⟩ - ⟨predicted⟩) \\cdot ⟨y1⟩');
      assert.deepEqual(derivation.paths, [{ letter: '', nodes: ['SSR', 'predicted', 'w3'], factors: [0, 1] }]);
      assert.equal(derivation.form, 'paths');
      assert.equal(derivation.pathCount, 1);
      assert.deepEqual(derivation.opens, []);
    });

    it('says what is differentiated, and what is constant and why', () => {
      assert.equal(equationText(derivation, 0), 'SSR = *Σ(observed − predicted)²*');
      assert.equal(derivation.factors[0].reason, 'power rule, then × −1 from inside');
      assert.equal(equationText(derivation, 1), 'predicted = *y1·w3* + y2·w4 + b3');
      assert.equal(
        derivation.factors[1].reason,
        '⟨y2⟩·⟨w4⟩ and ⟨b3⟩ do not contain ⟨w3⟩, so they are constant and their derivative is 0',
      );
    });

    it('has the numbers of every sample and their sum', () => {
      const rows = derivation.samples.map(({ observed, predicted, factorValues, product }) =>
        fixed([...observed, ...predicted, ...factorValues, product]),
      );
      assert.deepEqual(rows, [
        ['0.0000', '0.7187', '1.4374', '0.2146', '0.3084'],
        ['1.0000', '0.4619', '-1.0762', '0.8203', '-0.8828'],
        ['0.0000', '0.7691', '1.5383', '2.0481', '3.1505'],
      ]);
      assert.equal(derivation.sum.toFixed(4), '2.5761');
      assert.equal(derivation.gradient, derivation.sum);
      assert.equal(derivation.sampleCount, 3);
      assert.deepEqual(Object.keys(derivation.samples[1].values), ['observed', 'predicted', 'y1']);
    });

    it('moves by derivative × learning rate', () => {
      const { lines, stepSize, next } = derivation.move!;
      assert.deepEqual(
        lines.map(({ name, formula }) => `${name} = ${bare(formula.plain)}`),
        ['step size = dSSR/dw3 × learning rate', 'new w3 = old w3 − step size'],
      );
      assert.deepEqual(fixed([stepSize, next]), ['0.2576', '0.1024']);
    });

    it('is checked', () => {
      const check = derivation.check!;
      assert.equal(check.h, 1e-5);
      assert.equal(check.analytic, derivation.sum);
      assert.equal(check.numeric, (check.lossPlus - check.lossMinus) / (2 * check.h));
      assert.equal(check.numeric.toFixed(8), '2.57613953');
      assert.ok(check.relativeError < 1e-10, `${check.relativeError}`);
    });

    it('shares dSSR/dpredicted with everything', () => {
      const [shared, ...others] = derivation.shared;
      assert.deepEqual(others, []);
      assert.equal(shared.name, 'dSSR/dpredicted');
      assert.deepEqual(shared.slots, [1]);
      assert.equal(shared.count, 7);
      assert.deepEqual(shared.direct, ['w3', 'w4', 'b3']);
      assert.deepEqual(shared.deeper, ['w1', 'b1', 'w2', 'b2']);
      assert.deepEqual(fixed(shared.values), ['1.4374', '-1.0762', '1.5383']);
    });
  });

  describe('dSSR/dw1 of the article’s network', () => {
    const derivation = derive(articleState(), 'w1');

    it('goes through the hidden neuron, with a reason for every factor', () => {
      assert.deepEqual(derivation.paths[0].nodes, ['SSR', 'predicted', 'y1', 'x1', 'w1']);
      assert.deepEqual(symbols(derivation), ['−2·(observed − predicted)', 'w3', 'sigmoid(x1)', 'dose']);
      assert.deepEqual(badges(derivation), ['1', '2', '3', '4']);
      assert.deepEqual(
        derivation.factors.map((_, index) => equationText(derivation, index)),
        [
          'SSR = *Σ(observed − predicted)²*',
          'predicted = *y1·w3* + y2·w4 + b3',
          'y1 = softplus(x1) = *log(1 + e^x1)*',
          'x1 = *dose·w1* + b1',
        ],
      );
      assert.deepEqual(
        derivation.factors.slice(1).map(({ reason }) => bare(reason)),
        [
          'y2·w4 and b3 do not contain y1, so they are constant and their derivative is 0',
          'the slope of softplus is the sigmoid',
          'b1 does not contain w1, so it is constant and its derivative is 0',
        ],
      );
    });

    it('shares dSSR/dpredicted and dSSR/dx1', () => {
      const { shared } = derivation;
      assert.deepEqual(
        shared.map(({ name, slots, count, direct, deeper }) => [name, slots, count, direct, deeper]),
        [
          ['dSSR/dpredicted', [1], 7, ['w3', 'w4', 'b3'], ['w1', 'b1', 'w2', 'b2']],
          ['dSSR/dx1', [1, 2, 3], 2, ['w1', 'b1'], []],
        ],
      );
      for (const [index, { factorValues }] of derivation.samples.entries()) {
        assertClose(shared[1].values[index], factorValues[0] * factorValues[1] * factorValues[2], 1e-14);
      }
    });
  });

  it('computes dSSR/dpredicted once for three where only the last layer is trained', () => {
    const trainable = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
    const [shared] = derive(articleState({ trainable }), 'w3').shared;
    assert.deepEqual([shared.count, shared.direct, shared.deeper], [3, ['w3', 'w4', 'b3'], []]);
  });

  it('explains a frozen parameter as if it were trained, and does not move it', () => {
    const trainable = Uint8Array.of(0, 0, 0, 0, 1, 1, 1);
    const derivation = derive(articleState({ trainable }), 'w1');
    const trained = derive(articleState(), 'w1');
    assert.equal(derivation.trainable, false);
    assert.equal(derivation.move, null);
    assert.equal(derivation.sum, trained.sum);
    assert.ok(derivation.check!.relativeError < 1e-9);
    assert.deepEqual(
      derivation.shared.map(({ name, count, deeper }) => [name, count, deeper]),
      [['dSSR/dpredicted', 4, ['w1']]],
    );
  });

  it('derives a bias, whose own factor is 1', () => {
    const derivation = derive(articleState(), 'b3');
    assert.deepEqual(symbols(derivation), ['−2·(observed − predicted)', '1']);
    assert.equal(bare(derivation.symbolic.plain), 'Σ −2·(observed − predicted)');
    assert.equal(equationText(derivation, 1), 'predicted = y1·w3 + y2·w4 + *b3*');
    assert.equal(
      bare(derivation.factors[1].reason),
      'y1·w3 and y2·w4 do not contain b3, so they are constant and their derivative is 0; b3 itself has derivative 1',
    );
    assert.equal(derivation.sum.toFixed(4), '1.8996');
    assert.equal(derivation.move!.next.toFixed(4), '-0.1900');
  });

  it('derives a neuron, which does not move', () => {
    for (const name of ['x1', 'dSSR/dx1']) {
      const derivation = derive(articleState(), name);
      assert.equal(derivation.kind, 'neuron');
      assert.equal(derivation.target, 'dSSR/dx1');
      assert.deepEqual(derivation.paths[0].nodes, ['SSR', 'predicted', 'y1', 'x1']);
      assert.equal(derivation.move, null);
      assert.equal(derivation.check, null);
      assertClose(derivation.sum, 0.3654, 1e-3);
    }
    assert.equal(derive(articleState(), 'predicted').symbolic.plain, 'Σ −2·(⟨observed⟩ − ⟨predicted⟩)');
  });

  it('rejects a name that is of nothing', () => {
    for (const name of ['w8', 'y1', 'x3', 'dose', 'dCE/dw1', '', 'W[1][3,1]', 'δ[1][1]']) {
      assert.throws(() => derive(articleState(), name), RangeError, name);
    }
    assert.throws(() => derive(articleState(), 'w8'), /There is no dSSR\/dw8/);
  });

  it('adds the l2 term of a weight, and of no bias', () => {
    const state = articleState({ settings: { l2: 0.01 } });
    const weight = derive(state, 'w3');
    assert.deepEqual(weight.l2, { coefficient: 0.01, term: 0.01 * 0.36 });
    assert.equal(weight.gradient, weight.sum + 0.01 * 0.36);
    assert.deepEqual(
      weight.move!.lines.map(({ name, formula }) => `${name} = ${bare(formula.plain)}`),
      [
        'derivative with l2 = dSSR/dw3 + l2·w3',
        'step size = derivative with l2 × learning rate',
        'new w3 = old w3 − step size',
      ],
    );
    assert.equal(weight.move!.next, 0.36 - weight.gradient * 0.1);
    // The loss shown has no l2 term, so the check is of the sum alone.
    assert.equal(weight.check!.analytic, weight.sum);
    const bias = derive(state, 'b3');
    assert.equal(bias.l2, null);
    assert.equal(bias.gradient, bias.sum);
  });

  describe('two paths that meet', () => {
    const derivation = derive(twoPathState(), 'w1');

    it('has a letter per path and per factor that differs, and none for those that are shared', () => {
      assert.equal(derivation.pathCount, 2);
      assert.deepEqual(badges(derivation), ['1', '2a', '2b', '3a', '3b', '4a', '4b', '5', '6']);
      assert.deepEqual(
        derivation.paths.map(({ letter, nodes }) => [letter, nodes.join(' ')]),
        [
          ['a', 'SSR predicted y3 x3 y1 x1 w1'],
          ['b', 'SSR predicted y4 x4 y1 x1 w1'],
        ],
      );
      assert.equal(
        bare(derivation.symbolic.plain),
        'Σ −2·(observed − predicted)·(w7·sigmoid(x3)·w3 + w8·sigmoid(x4)·w5)·sigmoid(x1)·dose',
      );
    });

    it('has the numbers of the design', () => {
      const [{ factorValues, pathProducts, product, predicted }] = derivation.samples;
      assert.deepEqual(fixed(factorValues, 3), [
        '0.232',
        '0.600',
        '1.100',
        '0.630',
        '0.525',
        '0.900',
        '-0.700',
        '0.550',
        '0.500',
      ]);
      assert.deepEqual(fixed(pathProducts), ['0.0217', '-0.0258']);
      assert.equal(product.toFixed(4), '-0.0041');
      assert.equal(predicted[0].toFixed(3), '1.116');
    });

    it('shares the derivatives at both neurons and where they meet', () => {
      assert.deepEqual(
        derivation.shared.map(({ name, slots, count }) => [name, slots.length, count]),
        [
          ['dSSR/dpredicted', 1, 13],
          ['dSSR/dx3', 3, 7],
          ['dSSR/dx4', 3, 7],
          ['dSSR/dx1', 5, 2],
        ],
      );
    });
  });

  it('takes sums apart where all paths go through one neuron', () => {
    const layer = (units: number) => ({ units, activation: 'identity', bias: false }) as const;
    const state = randomState(
      { inputs: 1, layers: [layer(1), layer(2), layer(1), layer(2), layer(1)], loss: 'ssr' },
      2,
      5,
    );
    const derivation = derive(state, 'w1');
    assert.equal(derivation.paths.length, 4);
    assert.equal(bare(derivation.symbolic.plain), 'Σ −2·(observed − predicted)·(w8·w6 + w9·w7)·(w4·w2 + w5·w3)·in1');
  });

  describe('switches forms', () => {
    const through = (units: number, outputs = 1): Shape => ({
      inputs: 1,
      layers: [
        { units: 1, activation: 'tanh' },
        { units, activation: 'tanh' },
        { units: outputs, activation: 'identity' },
      ],
      loss: 'ssr',
    });

    it('at 8 paths', () => {
      assert.equal(derive(randomState(through(8), 2, 1), 'w1').form, 'paths');
      assert.equal(derive(randomState(through(8), 2, 1), 'w1').paths.length, 8);
      const nine = derive(randomState(through(9), 2, 1), 'w1');
      assert.equal(nine.form, 'recursive');
      assert.equal(nine.pathCount, 9);
      assert.equal(derive(randomState(through(9), 2, 1), 'w2').form, 'paths');
      assert.equal(derive(randomState(through(8), 2, 1), 'w1', { maxPaths: 7 }).form, 'recursive');
      assert.equal(derive(randomState(through(4, 2), 2, 1), 'w1').paths[7].letter, 'h');
    });

    it('at 200 parameters', () => {
      const wide = (inputs: number): Shape => ({ inputs, layers: [{ units: 2, activation: 'identity' }], loss: 'mse' });
      assert.equal(buildNetwork(wide(99)).parameterCount, 200);
      assert.equal(derive(randomState(wide(99), 2, 1), 'w1').form, 'paths');
      assert.equal(derive(randomState(wide(99), 2, 1), 'w1').name, 'w1');
      assert.equal(derive(randomState(wide(100), 2, 1), 'w1').form, 'matrix');
      assert.equal(derive(randomState(wide(100), 2, 1), 'w1').name, 'W[1][1,1]');
    });

    it('writes one step of the recursion, and names what it is made of', () => {
      const derivation = derive(randomState(through(9), 3, 1), 'w1');
      assert.equal(derivation.opens.length, 9);
      assert.deepEqual(derivation.opens.slice(0, 2), ['dSSR/dx2', 'dSSR/dx3']);
      assert.deepEqual(
        derivation.factors.map(({ key }) => key),
        ['dSSR/dy1', 'dy1/dx1', 'dx1/dw1'],
      );
      assert.ok(bare(derivation.symbolic.plain).startsWith('Σ (dSSR/dx2·w2 + dSSR/dx3·w3 + '));
      assert.match(
        bare(derivation.factors[0].reason),
        /^y1 reaches the loss through x2, x3, .* and x10, and the ways add up$/,
      );
      for (const name of derivation.opens) assert.equal(derive(randomState(through(9), 3, 1), name).target, name);
    });

    it('counts paths beyond 2^53 as Infinity', () => {
      const layers = Array.from({ length: 20 }, () => ({ units: 10, activation: 'tanh', bias: false }) as const);
      const state = randomState({ inputs: 1, layers, loss: 'ssr' }, 1, 1);
      assert.equal(derive(state, 'w1', { check: false }).pathCount, Infinity);
      assert.equal(derive(state, 'W[15][1,1]', { check: false }).pathCount, 10 ** 5);
    });
  });

  describe('the matrix form', () => {
    const shape: Shape = {
      inputs: 30,
      layers: [
        { units: 16, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'crossEntropy',
    };
    const state = randomState(shape, 4, 3);

    it('goes from δ of the last layer to the one entry asked about', () => {
      const derivation = derive(state, 'W[1][5,14]');
      assert.equal(derivation.target, 'dCE/dW[1][5,14]');
      assert.deepEqual(
        derivation.matrixSteps!.map(({ name, slot, formula, rows, columns }) => [
          name,
          slot,
          bare(formula.plain),
          rows,
          columns,
        ]),
        [
          ['δ[2]', 1, '(predicted − observed)/n', 3, 1],
          ['δ[1]', 2, '(W[2]ᵀ·δ[2]) ⊙ ReLU′(z[1])', 16, 1],
          ['dCE/dW[1]', 3, 'Σ δ[1]·a[0]ᵀ', 16, 30],
        ],
      );
      assert.deepEqual(derivation.opens, ['δ[2][1]', 'δ[2][2]', 'δ[2][3]']);
      assert.deepEqual(
        derivation.factors.map(({ key }) => key),
        ['dCE/dz[1][5]', 'dz[1][5]/dW[1][5,14]'],
      );
      assert.equal(
        symbols(derivation).join(' · '),
        '(δ[2][1]·W[2][1,5] + δ[2][2]·W[2][2,5] + δ[2][3]·W[2][3,5])·(1 if z[1][5] > 0 else 0) · a[0][14]',
      );
    });

    it('shortens long equations around the active term, and counts what it leaves out', () => {
      const { factors } = derive(state, 'W[1][5,14]');
      const text = bare(factors[1].equation.map(({ plain }) => plain).join(''));
      assert.equal(text, 'z[1][5] = … + a[0][13]·W[1][5,13] + a[0][14]·W[1][5,14] + a[0][15]·W[1][5,15] + … + b[1][5]');
      assert.equal(
        bare(factors[1].reason),
        'the other 29 products and b[1][5] do not contain W[1][5,14], so they are constant and their derivative is 0',
      );
      const first = derive(state, 'W[1][5,1]').factors[1];
      assert.equal(
        bare(first.equation.map(({ plain }) => plain).join('')),
        'z[1][5] = a[0][1]·W[1][5,1] + a[0][2]·W[1][5,2] + … + b[1][5]',
      );
    });

    it('says why for every line', () => {
      const [last, hidden, weights] = derive(state, 'W[1][5,14]').matrixSteps!.map(({ reason }) => bare(reason));
      assert.equal(last, losses.crossEntropy.reason);
      assert.equal(
        hidden,
        'W[2]ᵀ adds up the 3 ways from each neuron to the loss; ReLU is flat up to 0 and rises with slope 1 above it',
      );
      assert.equal(weights, 'each row is what the layer reads, times one number of δ');
      const tanh = {
        ...shape,
        layers: [shape.layers[0], { units: 3, activation: 'tanh' as const }],
        loss: 'mse' as const,
      };
      const [separate] = derive(randomState(tanh, 1, 1), 'W[2][1,1]').matrixSteps!;
      assert.equal(bare(separate.formula.plain), '−2·(observed − predicted)/n ⊙ tanh′(z[2])');
      assert.equal(separate.reason, `${losses.mse.reason}; the slope of tanh is 1 − tanh²`);
    });

    it('counts the products where there is no bias', () => {
      const layers = [{ units: 16, activation: 'relu', bias: false }, shape.layers[1]] as const;
      const { reason } = derive(randomState({ ...shape, layers }, 1, 1), 'W[1][5,14]').factors[1];
      assert.equal(
        bare(reason),
        'the other 29 products do not contain W[1][5,14], so they are constant and their derivative is 0',
      );
    });

    it('lists at most 50 names', () => {
      const wide: Shape = {
        inputs: 60,
        layers: [
          { units: 2, activation: 'tanh' },
          { units: 60, activation: 'tanh' },
          { units: 1, activation: 'identity' },
        ],
        loss: 'mse',
      };
      const { opens, shared } = derive(randomState(wide, 1, 1), 'W[1][2,60]');
      assert.equal(opens.length, 50);
      assert.deepEqual([shared[0].count, shared[0].direct.length], [61, 50]);
      const [last] = derive(randomState(wide, 1, 1), 'b[3][1]').shared;
      assert.deepEqual([last.count, last.deeper.length], [2 * 61 + 60 * 3 + 61, 50]);
      assert.equal(last.deeper[0], 'W[1][1,1]');
    });

    it('derives biases and neurons', () => {
      assert.deepEqual(
        derive(state, 'b[2][3]').matrixSteps!.map(({ name }) => name),
        ['δ[2]', 'dCE/db[2]'],
      );
      const neuron = derive(state, 'δ[1][5]');
      assert.equal(neuron.name, 'z[1][5]');
      assert.equal(neuron.target, 'δ[1][5]');
      assert.deepEqual(
        neuron.matrixSteps!.map(({ name }) => name),
        ['δ[2]', 'δ[1]'],
      );
    });
  });

  describe('softmax and binary cross-entropy', () => {
    const fused: readonly [loss: Shape['loss'], activation: 'sigmoid' | 'softmax', units: number, reason: RegExp][] = [
      ['binaryCrossEntropy', 'sigmoid', 1, /through the sigmoid .* the mean divides by n, the samples$/],
      ['crossEntropy', 'softmax', 3, /through the softmax .* the mean divides by n, the samples$/],
    ];
    for (const [loss, activation, units, reason] of fused) {
      it(`${loss} differentiates loss and ${activation} in one step`, () => {
        const layers = [
          { units: 2, activation: 'tanh' },
          { units, activation },
        ] as const;
        const state = randomState({ inputs: 1, layers, loss }, 4, 2);
        const derivation = derive(state, 'w3');
        const z = units > 1 ? 'z1' : 'z';
        assert.equal(derivation.factors[0].key, `d${losses[loss].short}/d${z}`);
        assert.match(bare(derivation.factors[0].symbol.plain), /^\(predicted1? − observed1?\)\/n$/);
        assert.match(derivation.factors[0].reason, reason);
        assert.equal(derivation.samples[0].values.n, 4);
        assert.deepEqual(derivation.shared[0].name, `d${losses[loss].short}/d${z}`);
      });
    }

    it('says of other outputs’ terms that they are constant, unless a softmax binds them', () => {
      const output = (activation: 'sigmoid' | 'softmax', loss: Shape['loss']) =>
        derive(randomState({ inputs: 1, layers: [{ units: 2, activation }], loss }, 2, 2), 'w2').factors[0];
      const bce = output('sigmoid', 'binaryCrossEntropy');
      assert.match(
        bare(bce.reason),
        /; −1\/n·Σ\(observed1·.* does not contain z2, so it is constant and its derivative is 0$/,
      );
      assert.deepEqual(
        bce.equation.map(({ role }) => role),
        ['left', 'operator', 'constant', 'operator', 'active'],
      );
      const ce = output('softmax', 'crossEntropy');
      assert.ok(ce.equation.every(({ role }) => role !== 'constant'));
    });
  });

  describe('samples', () => {
    const state = randomState({ inputs: 1, layers: [{ units: 1, activation: 'tanh' }], loss: 'ssr' }, 20, 4);

    it('shows those with the largest products in batch order, and sums all', () => {
      const all = derive(state, 'w1', { maxSamples: 20 });
      const some = derive(state, 'w1');
      assert.equal(all.samples.length, 20);
      assert.equal(some.samples.length, 8);
      assert.equal(some.sum, all.sum);
      assert.equal(some.sampleCount, 20);
      const sizes = all.samples.map(({ product }) => Math.abs(product)).sort((a, b) => b - a);
      assert.ok(some.samples.every(({ product }) => Math.abs(product) >= sizes[7]));
      const positions = some.samples.map(({ position }) => position);
      assert.deepEqual(
        positions,
        [...positions].sort((a, b) => a - b),
      );
      assertClose(
        all.samples.reduce((sum, { product }) => sum + product, 0),
        all.sum,
        1e-14,
      );
    });

    it('includes the positions asked for', () => {
      const all = derive(state, 'w1', { maxSamples: 20 });
      const smallest = all.samples.reduce((a, b) => (Math.abs(a.product) < Math.abs(b.product) ? a : b)).position;
      const some = derive(state, 'w1', { include: [smallest, 99] });
      assert.equal(some.samples.length, 8);
      assert.ok(some.samples.some(({ position }) => position === smallest));
      assert.deepEqual(some.shared[0].values.length, 8);
    });

    it('shows what is no longer a number before all else', () => {
      const data = { ...state.data, outputs: state.data.outputs.with(13, NaN) };
      const { samples, sum } = derive({ ...state, data }, 'w1', { maxSamples: 1 });
      assert.deepEqual(
        samples.map(({ position }) => position),
        [13],
      );
      assert.ok(Number.isNaN(sum));
    });

    it('follows the rows of the batch', () => {
      const batch = derive({ ...state, rows: Int32Array.of(7, 3) }, 'w1');
      assert.deepEqual(
        batch.samples.map(({ position, row }) => [position, row]),
        [
          [0, 7],
          [1, 3],
        ],
      );
      assert.deepEqual(batch.samples[0].inputs, [state.data.inputs[7]]);
    });
  });

  describe('of random networks', () => {
    const names = (state: UpdateState): string[] => [...state.network.parameters()].map(({ name }) => name);

    it('paths, recursion, kernel and central differences give one number', () => {
      fc.assert(
        fc.property(shapes, fc.integer({ min: 1, max: 3 }), fc.nat(1000), (shape, count, seed) => {
          const state = randomState(shape, count, seed);
          const kernel = createKernel(state.network, state.trainable, count);
          kernel.gradient(state.parameters, state.data, state.rows);
          for (const name of names(state)) {
            const paths = derive(state, name, { maxPaths: 1000 });
            const recursive = derive(state, name, { maxPaths: 0, check: false });
            const expected = kernel.gradients[state.network.parameterByName(name)!.offset];
            assert.equal(paths.paths.length, paths.pathCount);
            for (const derivation of [paths, recursive]) {
              assertClose(derivation.sum, expected, 1e-11, `${name} kernel`);
              const products = derivation.samples.reduce((sum, { product }) => sum + product, 0);
              assertClose(products, expected, 1e-11, `${name} products`);
            }
            const { check } = paths;
            // A difference of losses is worth about 1e-10 absolutely; more cannot be asked of it.
            if (check!.corner === undefined) assertClose(check!.numeric, expected, 1e-6, `${name} check`, 1e-2);
          }
        }),
        { seed: 4, numRuns: 100 },
      );
    });

    it('every symbol is calculated from the values given with it, and so is the whole sum', () => {
      fc.assert(
        fc.property(shapes, fc.nat(1000), fc.constantFrom(0, 8), (shape, seed, maxPaths) => {
          const state = randomState(shape, 2, seed);
          for (const name of names(state)) {
            const { factors, samples, symbolic } = derive(state, name, { maxPaths, check: false });
            for (const { factorValues, product, values } of samples) {
              for (const [index, { symbol, key }] of factors.entries()) {
                assertClose(calculated(symbol, values), factorValues[index], 1e-9, `${key} = ${symbol.plain}`);
              }
              assertClose(calculated(symbolic, values), product, 1e-9, symbolic.plain);
            }
          }
        }),
        { seed: 5, numRuns: 60 },
      );
    });

    it('every constant part of an equation is named in the reason, and only what varies is active', () => {
      fc.assert(
        fc.property(shapes, fc.nat(1000), (shape, seed) => {
          const state = randomState(shape, 1, seed);
          for (const name of names(state)) {
            for (const { equation, reason, denominator, key } of derive(state, name, { check: false }).factors) {
              const parts = equation.map(({ plain, role }) => ({ plain, role }));
              for (const { plain, role } of parts) {
                if (role === 'constant') assert.ok(reason.includes(plain), `${key}: ${plain} in "${reason}"`);
                if (role === 'constant') assert.ok(!plain.includes(`⟨${denominator}⟩`), `${key}: ${plain}`);
              }
              assert.equal(parts.filter(({ role }) => role === 'active').length > 0, true);
              assert.equal(
                reason.includes('constant'),
                parts.some(({ role }) => role === 'constant'),
              );
              assert.notEqual(reason, '');
            }
          }
        }),
        { seed: 6, numRuns: 100 },
      );
    });

    it('is the same from a tape’s values', () => {
      const state = randomState(
        {
          inputs: 2,
          layers: [
            { units: 3, activation: 'tanh' },
            { units: 1, activation: 'identity' },
          ],
          loss: 'mse',
        },
        3,
        1,
        0.5,
      );
      const tape = new Tape(state);
      for (const name of names(state)) {
        const values = (position: number) => tape.valuesAt(position);
        assert.deepEqual(derive(state, name, { values }), derive(state, name));
      }
    });
  });

  it('leaves the check out where it is not wanted', () => {
    assert.equal(derive(articleState(), 'w1', { check: false }).check, null);
  });

  it('computes what a tape did not need', () => {
    const state = articleState({ trainable: Uint8Array.of(0, 0, 0, 0, 1, 1, 1) });
    const tape = new Tape(state);
    const derivation = derive(state, 'w1', { values: (position) => tape.valuesAt(position) });
    assert.equal(derivation.sum, derive(articleState(), 'w1').sum);
  });

  it('tells networks with the same trainable parameters apart', () => {
    const trainable = new Uint8Array(4).fill(1);
    const texts = (['tanh', 'sigmoid'] as const).map((activation) => {
      const layers = [
        { units: 1, activation },
        { units: 1, activation: 'identity' },
      ] as const;
      const state = randomState({ inputs: 1, layers, loss: 'ssr' }, 1, 1);
      return symbols(derive({ ...state, trainable }, 'w1'))[2];
    });
    assert.deepEqual(texts, ['(1 − y1²)', 'y1·(1 − y1)']);
  });

  it('moves as every optimizer does, to the bit', () => {
    for (const type of optimizerNames) {
      const first = articleState({ settings: { type, l2: 0.02, weightDecay: 0.01 } });
      const slots = first.optimizer.state.map((slot, i) => slot.map((_, j) => 0.1 * (i + 1) + 0.01 * j));
      const state = { ...first, optimizer: { ...first.optimizer, step: 4, state: slots } };
      const tape = new Tape(state);
      for (const { name, offset } of state.network.parameters()) {
        assert.equal(derive(state, name).move!.next, tape.newValues[offset], `${type} ${name}`);
      }
      assert.equal(optimizers[type].state.length, slots.length);
    }
  });
});
