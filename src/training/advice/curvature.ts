/** The largest curvature of a loss: the largest eigenvalue of its Hessian, from gradients alone. */

/** Writes the gradient at some parameters `[n]` into `into` `[n]`; 0 where a parameter is frozen. */
export type GradientAt = (parameters: Float64Array, into: Float64Array) => void;

/** Iterations at most; each costs two gradients. */
const MOST_ITERATIONS = 200;
/** Relative change of the eigenvalue at which it counts as found. */
const TOLERANCE = 1e-5;

/**
 * Power iteration (von Mises) on Hessian-vector products by central differences, Hv ≈ (g(p + εv) − g(p − εv)) / 2ε
 * (Pearlmutter, "Fast exact multiplication by the Hessian", 1994, has the exact form). It finds the eigenvalue of the
 * largest size; where that is negative, it goes on with the matrix shifted by it, whose largest is the one wanted.
 * @param trainable 1 or 0 by flat offset: the Hessian is that of the trainable parameters.
 * @returns NaN where the gradient is no number near `at`; yields after every iteration
 */
export function* largestCurvature(
  gradientAt: GradientAt,
  at: Float64Array,
  trainable: Uint8Array,
): Generator<void, number> {
  const product = hessianProduct(gradientAt, at);
  const first = yield* dominant(product, at.length, trainable, 0);
  if (!(first < 0)) return first;
  return (yield* dominant(product, at.length, trainable, -first)) + first;
}

type Product = (v: Float64Array, into: Float64Array) => void;

function hessianProduct(gradientAt: GradientAt, at: Float64Array): Product {
  const size = Math.max(1, norm(at));
  // The error of the difference grows with ε², that of round-off falls with 1/ε.
  const epsilon = 1e-5 * size;
  const point = new Float64Array(at.length);
  const below = new Float64Array(at.length);
  return (v, into) => {
    for (let i = 0; i < at.length; i++) point[i] = at[i] - epsilon * v[i];
    gradientAt(point, below);
    for (let i = 0; i < at.length; i++) point[i] = at[i] + epsilon * v[i];
    gradientAt(point, into);
    for (let i = 0; i < at.length; i++) into[i] = (into[i] - below[i]) / (2 * epsilon);
  };
}

/** The eigenvalue of the largest size of H + shift·I. */
function* dominant(product: Product, length: number, trainable: Uint8Array, shift: number): Generator<void, number> {
  // Any start will do that has a part in the wanted direction; unequal numbers are not orthogonal to what is symmetric.
  const v = Float64Array.from({ length }, (_, i) => (trainable[i] === 0 ? 0 : 1 + 0.3 * Math.sin(i + 1)));
  scale(v, 1 / norm(v));
  const next = new Float64Array(length);
  let eigenvalue = 0;
  for (let iteration = 0; iteration < MOST_ITERATIONS; iteration++) {
    yield;
    product(v, next);
    for (let i = 0; i < length; i++) next[i] += shift * v[i];
    const before = eigenvalue;
    eigenvalue = dot(v, next);
    const size = norm(next);
    if (!(size > 0) || Number.isNaN(eigenvalue)) return eigenvalue;
    for (let i = 0; i < length; i++) v[i] = next[i] / size;
    if (Math.abs(eigenvalue - before) <= TOLERANCE * Math.abs(eigenvalue)) break;
  }
  return eigenvalue;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function norm(a: Float64Array): number {
  return Math.sqrt(dot(a, a));
}

function scale(a: Float64Array, factor: number): void {
  for (let i = 0; i < a.length; i++) a[i] *= factor;
}
