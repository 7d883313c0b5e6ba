/** What the measurements share. */

export function quantile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];
}

export function milliseconds(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}
