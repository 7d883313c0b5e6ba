import assert from 'node:assert/strict';
import { type Loss, losses, lossScale, MEAN_COUNT_NAME, meanCount } from '../../../src/core/losses';
import type { LossName } from '../../../src/core/names';
import { sigmoid } from '../../../src/core/stableFunctions';
import { assertTemplates, evaluateFormula } from './evaluateFormula';
import { distance, elementwiseNames, lossNames } from './sampleNetworks';

const residualLosses = lossNames.filter((name) => losses[name].ofResidual !== null);

/** A term from observed and predicted alone, where the loss reads no logit. */
const termOf = (loss: Loss, observed: number, predicted: number) => loss.term(observed, predicted, NaN, NaN);

describe('losses', () => {
  describe('terms and slopes', () => {
    const rows: [LossName, number, number, number, number][] = [
      // name, observed, predicted, term, slope
      ['ssr', 1, 0.25, 0.5625, -1.5],
      ['ssr', 0, 0.25, 0.0625, 0.5],
      ['halfSsr', 1, 0.25, 0.28125, -0.75],
      ['mse', 1, 0.25, 0.5625, -1.5],
      ['mae', 1, 0.25, 0.75, -1],
      ['mae', 0, 0.25, 0.25, 1],
      ['huber', 1, 0.25, 0.28125, -0.75],
      ['huber', 3, 0, 2.5, -1],
      ['huber', 0, 3, 2.5, 1],
      ['huber', 1, 0, 0.5, -1],
    ];
    for (const [name, observed, predicted, term, slope] of rows) {
      it(`${name}: observed ${observed}, predicted ${predicted}`, () => {
        assert.equal(termOf(losses[name], observed, predicted), term);
        assert.equal(losses[name].slope(observed, predicted), slope);
      });
    }

    it('the slope of mae is 0 where observed and predicted are equal, as in PyTorch', () => {
      assert.equal(losses.mae.slope(2, 2) + 0, 0);
    });
  });

  describe('how terms are averaged: samples 5, outputs 3', () => {
    const rows: [LossName, number][] = [
      ['ssr', 1],
      ['halfSsr', 1],
      ['mse', 15],
      ['mae', 15],
      ['huber', 15],
      ['binaryCrossEntropy', 5],
      ['crossEntropy', 5],
    ];
    for (const [name, count] of rows) {
      it(`${name}: 1/${count}`, () => {
        assert.equal(meanCount(losses[name], 5, 3), count);
        assert.equal(lossScale(losses[name], 5, 3), 1 / count);
      });
    }
  });

  describe('cross-entropies through logits', () => {
    const { binaryCrossEntropy, crossEntropy } = losses;

    it('binary: equal the textbook form where that can be calculated', () => {
      for (const z of [-3, -0.5, 0, 2]) {
        for (const observed of [0, 0.3, 1]) {
          const p = sigmoid(z);
          const textbook = -(observed * Math.log(p) + (1 - observed) * Math.log(1 - p));
          assert.ok(distance(binaryCrossEntropy.term(observed, p, z, NaN), textbook) < 1e-15);
        }
      }
    });

    it('binary: neither overflow nor lose small values', () => {
      assert.equal(binaryCrossEntropy.term(1, 0, -1000, NaN), 1000);
      assert.equal(binaryCrossEntropy.term(0, 1, 1000, NaN), 1000);
      assert.equal(binaryCrossEntropy.term(1, 1, 1000, NaN), 0);
      const term = binaryCrossEntropy.term(0, sigmoid(-40), -40, NaN);
      assert.ok(Math.abs(term / Math.exp(-40) - 1) < 1e-15);
    });

    it('of classes: −log of the probability of the observed one', () => {
      assert.ok(distance(crossEntropy.term(1, 0.25, 0, Math.log(4)), Math.log(4)) < 1e-15);
      assert.equal(crossEntropy.term(0, 0.25, 0, Math.log(4)), 0);
      assert.equal(crossEntropy.term(0, 0, -Infinity, 0), 0);
      assert.equal(crossEntropy.term(1, 0, -1000, 1000), 2000);
    });
  });

  describe('what they go with', () => {
    const rows: [LossName, readonly string[]][] = [
      ...residualLosses.map((name): [LossName, readonly string[]] => [name, elementwiseNames]),
      ['binaryCrossEntropy', ['sigmoid']],
      ['crossEntropy', ['softmax']],
    ];
    for (const [name, activations] of rows) {
      it(`${name}: ${activations.join(', ')}`, () => {
        assert.deepEqual([...losses[name].goesWith].sort(), [...activations].sort());
      });
    }
  });

  describe('formulas', () => {
    const rows: [LossName, string, string, string][] = [
      // name, whole, derivative, derivative of the residual
      ['ssr', 'Σ(⟨o⟩ − ⟨p⟩)²', '−2·(⟨o⟩ − ⟨p⟩)', '−2·⟨residual⟩'],
      ['halfSsr', '½Σ(⟨o⟩ − ⟨p⟩)²', '−(⟨o⟩ − ⟨p⟩)', '−⟨residual⟩'],
      ['mse', '1/⟨n⟩·Σ(⟨o⟩ − ⟨p⟩)²', '−2·(⟨o⟩ − ⟨p⟩)/⟨n⟩', '−2·⟨residual⟩/⟨n⟩'],
      ['mae', '1/⟨n⟩·Σ|⟨o⟩ − ⟨p⟩|', '−sign(⟨o⟩ − ⟨p⟩)/⟨n⟩', '−sign(⟨residual⟩)/⟨n⟩'],
      ['huber', '1/⟨n⟩·Σhuber(⟨o⟩ − ⟨p⟩)', '−clip(⟨o⟩ − ⟨p⟩)/⟨n⟩', '−clip(⟨residual⟩)/⟨n⟩'],
    ];
    for (const [name, whole, derivative, ofResidual] of rows) {
      it(`${name}: ${whole}`, () => {
        assert.equal(losses[name].formula('o', 'p').plain, whole);
        assert.equal(losses[name].slopeFormula('o', 'p').plain, derivative);
        assert.equal(losses[name].ofResidual!.slope('residual').plain, ofResidual);
      });
    }

    const known = {
      huber: (r: number) => (Math.abs(r) <= 1 ? 0.5 * r * r : Math.abs(r) - 0.5),
      clip: (r: number) => Math.max(-1, Math.min(1, r)),
    };
    for (const name of residualLosses) {
      it(`${name}: show the numbers that the functions compute`, () => {
        const loss = losses[name];
        for (const [o, p] of [
          [1, 0.25],
          [0.5, 3.25],
          [-2, -2.75],
        ]) {
          const n = loss.mean === 'none' ? 1 : 15;
          const names = { o, p, residual: o - p, [MEAN_COUNT_NAME]: n };
          const value = (formula: ReturnType<Loss['formula']>) => evaluateFormula(formula, names, known);
          assert.ok(distance(value(loss.formula('o', 'p')), termOf(loss, o, p) / n) < 1e-15);
          assert.ok(distance(value(loss.termFormula('o', 'p')), termOf(loss, o, p) / n) < 1e-15);
          assert.ok(distance(value(loss.slopeFormula('o', 'p')), loss.slope(o, p) / n) < 1e-15);
          assert.ok(distance(value(loss.ofResidual!.term('residual')), termOf(loss, o, p) / n) < 1e-15);
          assert.ok(distance(value(loss.ofResidual!.slope('residual')), loss.slope(o, p) / n) < 1e-15);
        }
      });
    }

    it('of the cross-entropies show the numbers that the functions compute', () => {
      const [o, p, n] = [0.25, 0.4, 5];
      const logit = Math.log(p / (1 - p));
      const { binaryCrossEntropy, crossEntropy } = losses;
      for (const formula of [binaryCrossEntropy.formula('o', 'p'), binaryCrossEntropy.termFormula('o', 'p')]) {
        assert.ok(
          distance(evaluateFormula(formula, { o, p, n }), binaryCrossEntropy.term(o, p, logit, NaN) / n) < 1e-15,
        );
      }
      for (const formula of [crossEntropy.formula('o', 'p'), crossEntropy.termFormula('o', 'p')]) {
        assert.ok(distance(evaluateFormula(formula, { o, p, n }), crossEntropy.term(o, p, Math.log(p), 0) / n) < 1e-15);
      }
      for (const loss of [binaryCrossEntropy, crossEntropy]) {
        assert.equal(loss.slopeFormula('o', 'p').plain, '(⟨p⟩ − ⟨o⟩)/⟨n⟩');
        assert.ok(distance(evaluateFormula(loss.slopeFormula('o', 'p'), { o, p, n }), loss.slope(o, p) / n) < 1e-15);
      }
    });

    it('mention the same names in plain text and in TeX', () => {
      for (const name of lossNames) {
        const { formula, termFormula, slopeFormula, ofResidual } = losses[name];
        for (const write of [formula, termFormula, slopeFormula]) assertTemplates(write('o', 'p'));
        if (ofResidual) for (const write of [ofResidual.term, ofResidual.slope]) assertTemplates(write('residual'));
      }
    });
  });
});
