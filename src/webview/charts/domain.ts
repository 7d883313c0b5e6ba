/** How many updates the timeline and the charts show: a round number that grows as the run does. */

const FEWEST = 10;
const factors = [1, 2, 5];

/** The first of 10, 20, 50, 100, 200, … that is not below. */
function roundUp(count: number): number {
  for (let power = FEWEST; ; power *= 10) {
    const factor = factors.find((candidate) => candidate * power >= count);
    if (factor !== undefined) return factor * power;
  }
}

/**
 * The last update of the shared axis, in finished updates.
 * @param reached the farthest that is to be seen
 * @param planned where Run stops: a run on its way there is not shown on a longer axis; null: nowhere
 */
export function domainEnd(reached: number, planned: number | null): number {
  const end = roundUp(reached);
  return planned !== null && reached <= planned ? Math.max(1, Math.min(end, planned)) : end;
}

/** The last update of a series; 0 where there is none. */
export function lastOf(series: { readonly update: Float64Array } | null | undefined): number {
  return series?.update.at(-1) ?? 0;
}
