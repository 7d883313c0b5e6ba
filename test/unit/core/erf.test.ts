import assert from 'node:assert/strict';
import { erf, erfc, normalCdf, normalDensity } from '../../../src/core/erf';

/** NIST Digital Library of Mathematical Functions, §7, and Abramowitz and Stegun, tables 7.1 and 7.3. */
const published: [number, number, number][] = [
  // x, erf x, erfc x
  [0, 0, 1],
  [0.1, 0.1124629160182849, 0.8875370839817152],
  [0.5, 0.5204998778130465, 0.4795001221869535],
  [1, 0.8427007929497149, 0.1572992070502851],
  [1.5, 0.9661051464753108, 0.033894853524689274],
  [2, 0.9953222650189527, 0.004677734981047266],
  [2.5, 0.9995930479825551, 0.0004069520174449589],
  [3, 0.9999779095030014, 2.2090496998585445e-5],
  [5, 0.9999999999984626, 1.5374597944280349e-12],
  [10, 1, 2.088487583762545e-45],
];

describe('erf', () => {
  for (const [x, value, complement] of published) {
    it(`erf(±${x}) and erfc(±${x})`, () => {
      assert.ok(Math.abs(erf(x) - value) < 1e-15, `${erf(x)}`);
      assert.ok(Math.abs(erf(-x) + value) < 1e-15);
      assert.ok(Math.abs(erfc(x) - complement) < 1e-15, `${erfc(x)}`);
      assert.ok(Math.abs(erfc(-x) - (1 + value)) < 1e-15);
      // Where the continued fraction takes over, small values keep their digits.
      if (x >= 2) assert.ok(Math.abs(erfc(x) / complement - 1) < 1e-14, `${erfc(x)}`);
    });
  }

  it('takes what is not finite', () => {
    assert.equal(erf(Infinity), 1);
    assert.equal(erf(-Infinity), -1);
    assert.equal(erfc(Infinity), 0);
    assert.ok(Number.isNaN(erf(NaN)));
  });

  it('gives the normal distribution', () => {
    // Φ(1.959963984540054) = 0.975: the 95 % interval.
    assert.ok(Math.abs(normalCdf(1.959963984540054) - 0.975) < 1e-15);
    assert.ok(Math.abs(normalCdf(-1.959963984540054) - 0.025) < 1e-15);
    assert.equal(normalCdf(0), 0.5);
    assert.ok(Math.abs(normalDensity(1) - 0.24197072451914337) < 1e-16);
  });
});
