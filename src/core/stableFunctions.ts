/** Functions of the field that overflow or cancel when written naively, in forms that do not. */

/**
 * 1 / (1 + e^−x), and e^x / (1 + e^x) up to 0: nothing overflows, and small results keep all their digits. The power is
 * the one that softplus takes, so that the two can share it.
 */
export function sigmoid(x: number): number {
  const power = Math.exp(x > 0 ? -x : x);
  return (x > 0 ? 1 : power) / (1 + power);
}

/** log(1 + e^x): x itself for large x, e^x for very negative x. */
export function softplus(x: number): number {
  return (x > 0 ? x : 0) + Math.log1p(Math.exp(x > 0 ? -x : x));
}

/** log Σ e^z over z[from] … z[from + count − 1], with the largest taken out so that nothing overflows. */
export function logSumExp(z: ArrayLike<number>, from: number, count: number): number {
  let max = z[from];
  for (let i = from + 1; i < from + count; i++) if (z[i] > max) max = z[i];
  let sum = 0;
  for (let i = from; i < from + count; i++) sum += Math.exp(z[i] - max);
  return max + Math.log(sum);
}

/** e^z_k / Σ e^z over a slice of z into the same slice of `into`; their sum is 1. */
export function softmax(z: ArrayLike<number>, from: number, count: number, into: Float64Array): void {
  let max = z[from];
  for (let i = from + 1; i < from + count; i++) if (z[i] > max) max = z[i];
  let sum = 0;
  for (let i = from; i < from + count; i++) {
    const e = Math.exp(z[i] - max);
    into[i] = e;
    sum += e;
  }
  for (let i = from; i < from + count; i++) into[i] /= sum;
}
