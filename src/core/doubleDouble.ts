/** Numbers of about 106 bits as unevaluated sums of two doubles, from IEEE basic operations alone (Dekker, 1971; Knuth). */

export interface DoubleDouble {
  readonly high: number;
  /** At most half a unit of the last place of `high`. */
  readonly low: number;
}

/** a + b without an error. */
function exactSum(a: number, b: number): DoubleDouble {
  const high = a + b;
  const rest = high - a;
  return { high, low: a - (high - rest) + (b - rest) };
}

/** Upper and lower half of the bits: products of halves are exact. */
function halves(a: number): [upper: number, lower: number] {
  const shifted = (2 ** 27 + 1) * a;
  const upper = shifted - (shifted - a);
  return [upper, a - upper];
}

/** a · b without an error. */
function exactProduct(a: number, b: number): DoubleDouble {
  const high = a * b;
  const [a1, a0] = halves(a);
  const [b1, b0] = halves(b);
  return { high, low: a1 * b1 - high + a1 * b0 + a0 * b1 + a0 * b0 };
}

export function exactly(value: number): DoubleDouble {
  return { high: value, low: 0 };
}

export function sum(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactSum(a.high, b.high);
  return exactSum(high, low + a.low + b.low);
}

export function product(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  const { high, low } = exactProduct(a.high, b.high);
  return exactSum(high, low + a.high * b.low + a.low * b.high);
}

/** By long division: three digits of 53 bits. */
export function quotient(a: DoubleDouble, b: DoubleDouble): DoubleDouble {
  let rest = a;
  let result = exactly(0);
  for (let digits = 0; digits < 3; digits++) {
    const digit = exactly(rest.high / b.high);
    rest = sum(rest, product(exactly(-digit.high), b));
    result = sum(result, digit);
  }
  return result;
}
