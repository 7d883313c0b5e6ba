/** The project's own tanh against one of 60 digits, and its inline form bit for bit. */
import assert from 'node:assert/strict';
import { Random } from '../../../src/core/random';
import { inlineTanh, tanh, tanhTable } from '../../../src/core/tanh';

const BITS = 200n;
const ONE = 1n << BITS;

/** A double as a fixed-point number of 200 bits behind the point; exact down to 2⁻²⁰⁰. */
function fixed(x: number): bigint {
  let exponent = 0;
  while (!Number.isInteger(x)) {
    x *= 2;
    exponent++;
  }
  return (BigInt(x) << BITS) >> BigInt(exponent);
}

/** e^x by its series, x halved until it is small and the result squared as often. */
function power(x: bigint): bigint {
  const halvings = 12n;
  const small = x >> halvings;
  let [term, result] = [ONE, ONE];
  for (let n = 1n; term !== 0n && n < 60n; n++) {
    term = (term * small) / (ONE * n);
    result += term;
  }
  for (let i = 0n; i < halvings; i++) result = (result * result) / ONE;
  return result;
}

/** For x ≥ 0. */
function exact(x: number): bigint {
  const twice = power(2n * fixed(x));
  return ((twice - ONE) * ONE) / (twice + ONE);
}

/** The distance of a double to the next larger one. */
function unit(y: number): number {
  const bits = new BigInt64Array(Float64Array.of(y).buffer);
  bits[0]++;
  return new Float64Array(bits.buffer)[0] - y;
}

const random = new Random(5);
const everywhere = [
  ...Array.from({ length: 1500 }, () => 22 * random.uniform()),
  ...Array.from({ length: 1500 }, () => random.uniform()),
  ...Array.from({ length: 1500 }, () => 0.05 * random.uniform()),
  ...Array.from({ length: 500 }, () => Math.exp(-30 * random.uniform())),
  // Halfway between points of the table, where the nearest one changes.
  ...Array.from({ length: 640 }, (_, k) => (k + 0.5) / 32),
];

describe('tanh', () => {
  it('is exact to less than one unit of the last place', () => {
    for (const x of everywhere) {
      const y = tanh(x);
      const error = Number(((fixed(y) - exact(x)) << 60n) / ONE) / 2 ** 60 / unit(y);
      assert.ok(Math.abs(error) < 0.8, `tanh ${x} is off by ${error} units`);
    }
  });

  it('is odd, and 1 at the end', () => {
    for (const x of everywhere) assert.equal(tanh(-x), -tanh(x));
    for (const x of [20, 50, 1e308, Infinity]) assert.deepEqual([tanh(x), tanh(-x)], [1, -1]);
    assert.equal(tanh(0), 0);
    assert.ok(Number.isNaN(tanh(NaN)));
  });

  it('never falls', () => {
    const sorted = everywhere.toSorted((a, b) => a - b);
    for (let i = 1; i < sorted.length; i++) assert.ok(tanh(sorted[i]) >= tanh(sorted[i - 1]), String(sorted[i]));
  });

  it('has the same bits inline', () => {
    // eslint-disable-next-line @typescript-eslint/no-implied-eval -- as the generated kernel makes it
    const inline = new Function('x', 'table', `${inlineTanh('y', 'x', 'table')} return x < 0 ? -y : y;`) as (
      x: number,
      table: Float64Array,
    ) => number;
    for (const x of [...everywhere, Infinity, NaN, 0, 1e-320]) {
      for (const signed of [x, -x]) assert.ok(Object.is(inline(signed, tanhTable()), tanh(signed)), String(signed));
    }
  });
});
