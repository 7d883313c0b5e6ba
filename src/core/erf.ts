/** The error function and the normal distribution in double precision, for GELU. */

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const ONE_OVER_ROOT_TWO_PI = 1 / Math.sqrt(2 * Math.PI);

/** From here on the continued fraction needs fewer steps than the series. */
const FRACTION_FROM = 2;

/** Steps of the continued fraction, enough for the last bit at FRACTION_FROM. */
const FRACTION_STEPS = 60;

/** erf x = 2/√π ∫₀ˣ e^(−t²) dt, to within 10⁻¹⁵. */
export function erf(x: number): number {
  const distance = Math.abs(x);
  const value = distance < FRACTION_FROM ? series(distance) : 1 - fraction(distance);
  return x < 0 ? -value : value;
}

/** erfc x = 1 − erf x, without cancellation for large x (absolute error below 10⁻¹⁵). */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < FRACTION_FROM ? 1 - series(x) : fraction(x);
}

/** Φ(x): the probability that a standard normal number is below x. */
export function normalCdf(x: number): number {
  return 0.5 * erfc(-x * Math.SQRT1_2);
}

/** φ(x) = e^(−x²/2)/√(2π): the density of the standard normal distribution. */
export function normalDensity(x: number): number {
  return ONE_OVER_ROOT_TWO_PI * Math.exp(-0.5 * x * x);
}

/**
 * erf x = 2/√π · e^(−x²) Σ 2ⁿ x^(2n+1) / (1·3·…·(2n+1)) for x ≥ 0. All terms are positive, so nothing cancels.
 * Abramowitz and Stegun, Handbook of Mathematical Functions, 7.1.6.
 */
function series(x: number): number {
  const square = x * x;
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * 1e-17; n++) {
    term *= (2 * square) / (2 * n + 1);
    sum += term;
  }
  return TWO_OVER_ROOT_PI * expMinusSquare(x) * sum;
}

/**
 * erfc x = e^(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))) for x ≥ FRACTION_FROM, from the inside out.
 * Abramowitz and Stegun 7.1.14.
 */
function fraction(x: number): number {
  if (x === Infinity) return 0;
  let tail = x;
  for (let n = FRACTION_STEPS; n > 0; n--) tail = x + (0.5 * n) / tail;
  return (0.5 * TWO_OVER_ROOT_PI * expMinusSquare(x)) / tail;
}

/** e^(−x²) without the rounding error of x²: the square of a 24-bit s is exact, and x² = s² + (x − s)(x + s). */
function expMinusSquare(x: number): number {
  const s = Math.fround(x);
  return Math.exp(-s * s) * Math.exp((s - x) * (s + x));
}
