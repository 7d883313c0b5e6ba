import assert from 'node:assert/strict';
import { activations } from '../../../src/core/activations';
import { logSumExp, softmax } from '../../../src/core/stableFunctions';
import type { ActivationName } from '../../../src/core/names';
import { evaluateFormula } from './evaluateFormula';
import { activationNames, distance, elementwiseNames } from './sampleNetworks';

describe('activations', () => {
  describe('far from 0', () => {
    const rows: [ActivationName, number, number, number][] = [
      // name, x, value, slope
      ['identity', 1000, 1000, 1],
      ['relu', 1000, 1000, 1],
      ['relu', -1000, 0, 0],
      ['leakyRelu', -1000, -10, 0.01],
      ['elu', 1000, 1000, 1],
      ['elu', -1000, -1, 0],
      ['softplus', 1000, 1000, 1],
      ['softplus', -1000, 0, 0],
      ['sigmoid', 1000, 1, 0],
      ['sigmoid', -1000, 0, 0],
      ['tanh', 1000, 1, 0],
      ['tanh', -1000, -1, 0],
      ['silu', 1000, 1000, 1],
      ['silu', -1000, -0, 0],
      ['gelu', 1000, 1000, 1],
      ['gelu', -1000, -0, 0],
    ];
    for (const [name, x, value, slope] of rows) {
      it(`${name}(${x}) is ${value}, with slope ${slope}`, () => {
        const row = activations[name];
        assert.equal(row.value(x) + 0, value + 0);
        assert.equal(row.slope(x, row.value(x)) + 0, slope + 0);
      });
    }

    it('keeps the digits of small values', () => {
      // log(1 + e^−40) and 1/(1 + e^40) are e^−40 to 17 digits.
      assert.ok(Math.abs(activations.softplus.value(-40) / Math.exp(-40) - 1) < 1e-15);
      assert.ok(Math.abs(activations.sigmoid.value(-40) / Math.exp(-40) - 1) < 1e-15);
      // e^x − 1 = x + x²/2 + …
      assert.equal(activations.elu.value(-1e-12), -1e-12 + 0.5e-24);
    });

    it('lets NaN through, so that a diverged run is noticed', () => {
      for (const name of elementwiseNames) assert.ok(Number.isNaN(activations[name].value(NaN)), name);
    });
  });

  describe('published values', () => {
    // log 2, log(1 + e), 1/(1 + 1/e), tanh 1, 1/e − 1, Φ(1), Φ(−1), to 16 digits.
    const rows: [ActivationName, number, number][] = [
      ['softplus', 0, Math.LN2],
      ['softplus', 1, 1.3132616875182228],
      ['sigmoid', 0, 0.5],
      ['sigmoid', 1, 0.7310585786300049],
      ['tanh', 1, 0.7615941559557649],
      ['elu', -1, -0.6321205588285577],
      ['silu', 1, 0.7310585786300049],
      ['silu', -1, -0.2689414213699951],
      ['gelu', 1, 0.8413447460685429],
      ['gelu', -1, -0.15865525393145707],
      ['leakyRelu', -1, -0.01],
    ];
    for (const [name, x, value] of rows) {
      it(`${name}(${x}) is ${value}`, () => assert.ok(distance(activations[name].value(x), value) < 1e-15));
    }
  });

  describe('slopes at 0 of those with a kink are those of PyTorch', () => {
    const rows: [ActivationName, number][] = [
      ['relu', 0],
      ['leakyRelu', 0.01],
      ['elu', 1],
    ];
    for (const [name, slope] of rows) it(name, () => assert.equal(activations[name].slope(0, 0), slope));
  });

  describe('slopes agree with central differences', () => {
    // Fourth-order differences: truncation h⁴/30·f⁽⁵⁾ and rounding 2⁻⁵³/h are both below 10⁻¹¹ at h = 10⁻³.
    const h = 1e-3;
    for (const name of elementwiseNames) {
      it(name, () => {
        const { value, slope } = activations[name];
        for (let x = -12.005; x < 12; x += 0.11) {
          if (Math.abs(x) < 0.01) continue;
          const numeric = (8 * (value(x + h) - value(x - h)) - (value(x + 2 * h) - value(x - 2 * h))) / (12 * h);
          assert.ok(distance(slope(x, value(x)), numeric) < 1e-10, `at ${x}: ${slope(x, value(x))}, ${numeric}`);
        }
      });
    }
  });

  describe('values stay in the range told', () => {
    for (const name of elementwiseNames) {
      it(`${name}: ${activations[name].range}`, () => {
        const [low, high] = activations[name].range
          .replaceAll('−', '-')
          .replaceAll('∞', 'Infinity')
          .replaceAll('…', '')
          .slice(1, -1)
          .split(', ')
          .map(Number);
        let least = Infinity;
        let greatest = -Infinity;
        for (let x = -30; x <= 30; x += 0.01) {
          const y = activations[name].value(x);
          least = Math.min(least, y);
          greatest = Math.max(greatest, y);
        }
        // The minima of SiLU and GELU are given to three digits.
        assert.ok(least >= low - 1e-3 && greatest <= high, `${least} … ${greatest}`);
        if (Number.isFinite(low)) assert.ok(least < low + 1e-2, `${least} should come near ${low}`);
        if (Number.isFinite(high)) assert.ok(greatest > high - 1e-2, `${greatest} should come near ${high}`);
      });
    }
  });

  describe('softmax', () => {
    const of = (...z: number[]) => {
      const into = new Float64Array(z.length);
      softmax(z, 0, z.length, into);
      return [...into];
    };

    it('gives probabilities', () => {
      // e¹, e², e³ over their sum.
      const expected = [0.09003057317038046, 0.24472847105479764, 0.6652409557748218];
      of(1, 2, 3).forEach((value, i) => assert.ok(distance(value, expected[i]) < 1e-15));
    });

    it('does not overflow, and is the same for shifted inputs', () => {
      assert.deepEqual(of(1000, 1000), [0.5, 0.5]);
      assert.deepEqual(of(-1000, 1000), [0, 1]);
      assert.deepEqual(of(1001, 1002, 1003), of(1, 2, 3));
    });

    it('works on a slice and leaves the rest alone', () => {
      const into = Float64Array.of(7, 0, 0, 7);
      softmax([9, 0, 0, 9], 1, 2, into);
      assert.deepEqual([...into], [7, 0.5, 0.5, 7]);
    });

    it('has log Σ e^z beside it', () => {
      assert.equal(logSumExp([1000, 1000], 0, 2), 1000 + Math.LN2);
      assert.equal(logSumExp([5, -1000, 0, 0], 2, 2), Math.LN2);
    });

    it('cannot be asked for one number', () => {
      assert.throws(() => activations.softmax.value(1), /whole layer/);
      assert.throws(() => activations.softmax.slope(1, 1), /whole layer/);
    });
  });

  describe('formulas', () => {
    it('of softplus are those of the article', () => {
      const { softplus } = activations;
      assert.deepEqual(softplus.formula('x1'), { plain: 'log(1 + e^⟨x1⟩)', tex: '\\log(1 + e^{⟨x1⟩})' });
      assert.equal(softplus.call('x1').plain, 'softplus(⟨x1⟩)');
      assert.equal(softplus.slopeFormula('x1', 'y1').plain, 'sigmoid(⟨x1⟩)');
      assert.equal(softplus.reason, 'the slope of softplus is the sigmoid');
    });

    it('show the numbers that the functions compute', () => {
      const known = {
        sigmoid: (z: number) => 1 / (1 + Math.exp(-z)),
        erf: (z: number) => 2 * normalTable(z * Math.SQRT2) - 1,
        Φ: normalTable,
        φ: (z: number) => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI),
      };
      for (const name of elementwiseNames) {
        const { formula, slopeFormula, value, slope } = activations[name];
        for (const x of [-1.25, 0.75]) {
          const y = value(x);
          assert.ok(distance(evaluateFormula(formula('x'), { x }, known), y) < 1e-12, formula('x').plain);
          assert.ok(distance(evaluateFormula(slopeFormula('x', 'y'), { x, y }, known), slope(x, y)) < 1e-12, name);
        }
      }
    });

    it('mention the same names in plain text and in TeX', () => {
      const names = (text: string) => [...new Set(text.match(/⟨[^⟩]*⟩/g))].sort();
      for (const name of activationNames) {
        const { call, formula, slopeFormula } = activations[name];
        for (const { plain, tex } of [call('x1'), formula('x1'), slopeFormula('x1', 'y1')]) {
          assert.deepEqual(names(plain), names(tex), name);
          assert.ok(!tex.includes('−'), `TeX has its own minus sign: ${tex}`);
        }
      }
    });
  });
});

/** Φ(0.75) = 0.773372647623 and Φ(−1.25) = 0.105649773666, from statistical tables. */
function normalTable(z: number): number {
  return Math.abs(z - 0.75) < 1e-12 ? 0.7733726476231317 : 0.10564977366685535;
}
