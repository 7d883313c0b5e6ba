// Formulas with names set, with numbers in their place, evaluated from the shown digits, and spoken.
import assert from 'node:assert/strict';
import katex from 'katex';
import { activations } from '../../../src/core/activations';
import type { Formula } from '../../../src/core/formula';
import { losses } from '../../../src/core/losses';
import { equalsSign, evaluateShown } from '../../../src/explain/evaluate';
import {
  markdownText,
  namesIn,
  spokenFormula,
  texFormula,
  unicodeText,
  withNumbers,
} from '../../../src/explain/formula';

const formula = (plain: string, tex = plain): Formula => ({ plain, tex });

const slope = losses.ssr.slopeFormula('observed', 'predicted');

describe('formulas', () => {
  it('sets names', () => {
    assert.equal(unicodeText('⟨y2⟩·⟨w4⟩ and ⟨b3⟩ do not contain ⟨w3⟩'), 'y₂·w₄ and b₃ do not contain w₃');
    assert.equal(markdownText('⟨my_column⟩·⟨w1⟩'), 'my\\_column·w₁');
    assert.equal(texFormula(formula('⟨y1⟩·⟨w3⟩', '⟨y1⟩ \\cdot ⟨w3⟩')), 'y_{1} \\cdot w_{3}');
    assert.deepEqual(namesIn(formula('⟨y1⟩·⟨w3⟩ + ⟨y1⟩')), ['y1', 'w3']);
  });

  const numbers: readonly [Formula, Record<string, number>, string, string][] = [
    [slope, { observed: 1, predicted: 0.48812 }, '−2·(1 − 0.4881)', '-2 \\cdot (1 - 0.4881)'],
    [slope, { observed: 1, predicted: -0.5 }, '−2·(1 − (−0.5))', '-2 \\cdot (1 - (-0.5))'],
    [slope, { predicted: -0.5 }, '−2·(observed − (−0.5))', '-2 \\cdot (\\text{observed} - (-0.5))'],
    [formula('⟨w3⟩'), { w3: -0.34429 }, '−0.3443', '-0.3443'],
    [formula('⟨w3⟩²', '⟨w3⟩^2'), { w3: -3 }, '(−3)²', '(-3)^2'],
    [formula('⟨w3⟩²', '⟨w3⟩^2'), { w3: 4.2e7 }, '(4.2·10⁷)²', '(4.2 \\cdot 10^{7})^2'],
    [formula('e^⟨x1⟩', 'e^{⟨x1⟩}'), { x1: -1 }, 'e^(−1)', 'e^{-1}'],
    [formula('|⟨x1⟩|'), { x1: -1 }, '|−1|', '|-1|'],
    [
      formula('⟨dose⟩·⟨w1⟩ + ⟨b1⟩', '⟨dose⟩ \\cdot ⟨w1⟩ + ⟨b1⟩'),
      { dose: 0.5, w1: -3.3311, b1: -1.5012 },
      '0.5·(−3.3311) + (−1.5012)',
      '0.5 \\cdot (-3.3311) + (-1.5012)',
    ],
  ];
  for (const [template, values, plain, tex] of numbers) {
    it(`puts numbers into ${template.plain}: ${plain}`, () => {
      assert.deepEqual(withNumbers(template, values), { plain, tex });
    });
  }

  const evaluated: readonly [string, number | undefined][] = [
    ['−2·(1 − 0.4881)', -1.0238],
    ['sigmoid(0)', 0.5],
    ['1 − 2 − 3', -4],
    ['8/2/2', 2],
    ['−2²', -4],
    ['(−2)²', 4],
    ['2·10⁻³', 0.002],
    ['e^(−1)', Math.exp(-1)],
    ['½·(3 − 1)²', 2],
    ['|1 − 3|', 2],
    ['(1 if −0.5 > 0 else 0.01)', 0.01],
    ['max(0, −3)', 0],
    ['huber(3)', 2.5],
    ['−clip(3)', -1],
    ['√4', 2],
    ['Infinity − Infinity', NaN],
    ['Σ 2', undefined],
    ['2·w₃', undefined],
    ['(2', undefined],
    ['2 2', undefined],
  ];
  for (const [expression, value] of evaluated) {
    it(`evaluates ${expression} to ${value}`, () => {
      const actual = evaluateShown(expression);
      if (value === undefined || Number.isNaN(value)) assert.deepEqual(actual, value);
      else assert.ok(Math.abs(actual! - value) < 1e-12, String(actual));
    });
  }

  it('compares the shown digits', () => {
    assert.equal(equalsSign('−2·(1 − 0.4881)', '−1.0238'), '=');
    assert.equal(equalsSign('3.3311 − (−0.0027)', '3.3339'), '≈');
    assert.equal(equalsSign('2·w₃', '0.6886'), '≈');
  });

  // The texts and the functions of the core's tables hold each other to account.
  for (const [name, activation] of Object.entries(activations).filter(([, { vector }]) => !vector)) {
    it(`finds the values of ${name} and its slope in their formulas`, () => {
      for (const x of [-2.5, -0.25, 0.75, 3]) {
        const y = activation.value(x);
        const close = (template: Formula, value: number): void => {
          // Shown with so many decimals that rounding cannot hide a wrong term.
          const shown = withNumbers(template, { x, y }, { decimals: 14 }).plain;
          const actual = evaluateShown(shown);
          assert.ok(actual !== undefined && Math.abs(actual - value) < 1e-12, `${shown} is not ${value}`);
        };
        close(activation.call('x'), y);
        close(activation.formula('x'), y);
        close(activation.slopeFormula('x', 'y'), activation.slope(x, y));
      }
    });
  }

  for (const [name, loss] of Object.entries(losses)) {
    it(`finds the terms of ${name} and their slope in their formulas`, () => {
      for (const [observed, predicted] of [
        [1, 0.25],
        [0, 0.875],
        [0.5, 0.125],
      ] as const) {
        const values = { observed, predicted, n: 4 };
        const logit = Math.log(predicted / (1 - predicted));
        const logSumExp = logit - Math.log(predicted);
        const scale = loss.mean === 'none' ? 1 : 1 / 4;
        const rows = [
          [loss.termFormula('observed', 'predicted'), loss.term(observed, predicted, logit, logSumExp) * scale],
          [loss.slopeFormula('observed', 'predicted'), loss.slope(observed, predicted) * scale],
        ] as const;
        for (const [template, value] of rows) {
          const shown = withNumbers(template, values, { decimals: 14 }).plain;
          const actual = evaluateShown(shown);
          assert.ok(actual !== undefined && Math.abs(actual - value) < 1e-12, `${shown} is ${actual}, not ${value}`);
        }
      }
    });
  }

  it('writes TeX that KaTeX sets, for every row of the tables', () => {
    const all = [
      ...Object.values(activations).flatMap((row) => [row.call('x1'), row.formula('x1'), row.slopeFormula('x1', 'y1')]),
      ...Object.values(losses).flatMap((row) => [
        row.formula('observed', 'predicted'),
        row.termFormula('observed', 'predicted'),
        row.slopeFormula('observed', 'predicted'),
      ]),
    ];
    for (const template of all) {
      assert.doesNotThrow(() => katex.renderToString(texFormula(template), { throwOnError: true }), template.tex);
    }
  });

  const spoken: readonly [Formula, string][] = [
    [slope, 'minus 2 times, open bracket, observed minus predicted, close bracket'],
    [
      formula('⟨dSSR/dw3⟩ = Σ ⟨dSSR/dpredicted⟩ · ⟨dpredicted/dw3⟩'),
      'd SSR over d w 3 equals the sum of d SSR over d predicted times d predicted over d w 3',
    ],
    [formula('⟨a/b (mg)⟩·⟨w1⟩²'), 'a/b (mg) times w 1 squared'],
    [formula('sigmoid(⟨x1⟩)'), 'sigmoid, open bracket, x 1, close bracket'],
  ];
  for (const [template, words] of spoken) {
    it(`says ${template.plain}`, () => assert.equal(spokenFormula(template), words));
  }
});
