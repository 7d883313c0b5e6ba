// How numbers are shown, checked row by row against the rules of the format.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  briefNumber,
  compactNumber,
  equalsOrApprox,
  formatNumber,
  fullNumber,
  parseShown,
  roundsTo,
  texNumber,
  type NumberFormat,
} from '../../../src/explain/numbers';

describe('numbers', () => {
  const rows: readonly [number, string, NumberFormat?][] = [
    [0, '0.0000'],
    [-0, '0.0000'],
    [0.257611, '0.2576'],
    [-3.53, '−3.5300'],
    [1e-4, '0.0001'],
    [9.99e-5, '1.0·10⁻⁴'],
    [-3.04e-12, '−3.0·10⁻¹²'],
    [99999.9999, '99999.9999'],
    [99999.99999, '1.0·10⁵'],
    [4.2e7, '4.2·10⁷'],
    [-1.8e307, '−1.8·10³⁰⁷'],
    [Infinity, 'Infinity'],
    [-Infinity, '−Infinity'],
    [NaN, 'NaN'],
    [0.25, '+0.2500', { signed: true }],
    [-0.25, '−0.2500', { signed: true }],
    [0, '0.0000', { signed: true }],
    [1.23456789, '1.234568', { decimals: 6 }],
    [0.00004, '4.0·10⁻⁵', { decimals: 8 }],
    [0.0004, '4.0·10⁻⁴', { decimals: 3 }],
    [4.4e-11, '4·10⁻¹¹', { mantissa: 0 }],
  ];
  for (const [x, shown, format] of rows) {
    it(`shows ${Object.is(x, -0) ? '−0' : x} as ${shown}${format ? ` with ${JSON.stringify(format)}` : ''}`, () => {
      assert.equal(formatNumber(x, format), shown);
    });
  }

  it('never shows a minus in front of nothing but zeros', () => {
    fc.assert(
      fc.property(fc.double(), fc.integer({ min: 0, max: 10 }), (x, decimals) => {
        for (const shown of [
          formatNumber(x, { decimals }),
          compactNumber(x),
          briefNumber(x, { decimals }),
          fullNumber(x),
        ]) {
          assert.doesNotMatch(shown, /^−[0.]*$/);
          assert.doesNotMatch(shown, /-/);
        }
      }),
    );
  });

  it('rounds to what it shows', () => {
    fc.assert(
      // 1.8·10³⁰⁸, the largest numbers rounded up, is beyond the doubles, and so is a tenth of the smallest.
      fc.property(fc.double({ min: -1e308, max: 1e308, noNaN: true }), (x) => {
        fc.pre(x === 0 || Math.abs(x) > 1e-300);
        assert.ok(roundsTo(x, formatNumber(x)), formatNumber(x));
        assert.ok(roundsTo(x, briefNumber(x)), briefNumber(x));
      }),
    );
  });

  it('keeps every bit of a full number', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (x) => {
        assert.equal(parseShown(fullNumber(x)) + 0, x + 0);
      }),
    );
    assert.equal(fullNumber(-1.5e-7), '−1.5·10⁻⁷');
    assert.equal(fullNumber(0.1 + 0.2), '0.30000000000000004');
    assert.equal(fullNumber(-0), '0');
  });

  const brief: readonly [number, string][] = [
    [0.1, '0.1'],
    [-1.43, '−1.43'],
    [1, '1'],
    [0, '0'],
    [0.71868, '0.7187'],
    [0.50000001, '0.5000'],
    [100000, '1·10⁵'],
    [1e-7, '1·10⁻⁷'],
    [4.2e7, '4.2·10⁷'],
    [4.04e7, '4.0·10⁷'],
    [Infinity, 'Infinity'],
  ];
  for (const [x, shown] of brief) {
    it(`writes ${x} as ${shown} inside a formula`, () => assert.equal(briefNumber(x), shown));
  }

  const compact: readonly [number, string][] = [
    [0.16412, '0.164'],
    [-1.24061, '−1.241'],
    [0, '0.000'],
    [0.00042, '4·10⁻⁴'],
    [374.2891, '374.29'],
    [6567.94, '6567.9'],
    [46567.94, '46568'],
    [421234, '4.2·10⁵'],
  ];
  for (const [x, shown] of compact) {
    it(`writes ${x} as ${shown} in the diagram`, () => assert.equal(compactNumber(x), shown));
  }

  const tex: readonly [string, string][] = [
    ['−0.0027', '-0.0027'],
    ['4.2·10⁻¹²', '4.2 \\cdot 10^{-12}'],
    ['−Infinity', '-\\infty'],
    ['NaN', '\\text{NaN}'],
  ];
  for (const [shown, expected] of tex) it(`sets ${shown} in TeX`, () => assert.equal(texNumber(shown), expected));

  // The digits of the design's pictures, and cases where they do not add up.
  const equations: readonly [string[], '+' | '−' | '×' | '·' | '/', string, '=' | '≈'][] = [
    [['2.5761', '0.1'], '×', '0.2576', '='],
    [['3.3311', '−0.0027'], '−', '3.3339', '≈'],
    [['0.36', '0.2576'], '−', '0.1024', '='],
    [['−0.0271', '0.1'], '×', '−0.0027', '='],
    [['1.4374', '0.2146'], '·', '0.3084', '≈'],
    [['−1.0762', '0.8203'], '·', '−0.8828', '='],
    [['0.3', '4'], '×', '1', '≈'],
    [['6500.0000', '6500.0000'], '×', '4.2·10⁷', '='],
    [['1', '3'], '/', '0.3333', '='],
    [['Infinity', '1'], '+', 'Infinity', '='],
    [['Infinity', 'Infinity'], '−', 'NaN', '='],
  ];
  for (const [operands, operation, result, sign] of equations) {
    it(`says ${operands.join(` ${operation} `)} ${sign} ${result}`, () => {
      assert.equal(equalsOrApprox(operands, operation, result), sign);
    });
  }
});
