/** The numbers of a derivation, sample by sample: factors, the product of each path, and which samples to show. */

import { type LinkNumbers, linkRules } from './chainLinks';
import type { Chain } from './derivationChain';
import type { SampleTerm } from './derivationTypes';
import type { SampleValues } from './samplePass';

/**
 * Positions of the samples to show, in batch order: all where there are at most `limit`, else `include` and those with
 * the largest |contribution|; values that are not numbers count as largest.
 */
export function chooseSamples(contributions: Float64Array, limit: number, include: readonly number[]): number[] {
  const count = contributions.length;
  if (count <= limit) return Array.from(contributions.keys());
  const chosen = new Set(include.filter((position) => position in contributions));
  const size = (position: number): number => {
    const magnitude = Math.abs(contributions[position]);
    return Number.isNaN(magnitude) ? Infinity : magnitude;
  };
  const bySize = Array.from(contributions.keys()).sort((a, b) =>
    size(a) === size(b) ? a - b : size(b) > size(a) ? 1 : -1,
  );
  for (const position of bySize) {
    if (chosen.size >= limit) break;
    chosen.add(position);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** 0 instead of −0. */
export const positiveZero = (value: number): number => value + 0;

export function sampleTerm(
  numbers: LinkNumbers,
  { links, paths }: Pick<Chain, 'links' | 'paths'>,
  position: number,
  sample: SampleValues,
): SampleTerm {
  const values: Record<string, number> = {};
  const factorValues = links.map(({ link }) => {
    const rule = linkRules[link.kind];
    rule.mention(numbers, link, sample, values);
    return positiveZero(rule.value(numbers, link, sample));
  });
  const pathProducts = paths.map((path) =>
    positiveZero(path.factors.reduce((product, index) => product * factorValues[index], 1)),
  );
  return {
    position,
    row: sample.row,
    inputs: Array.from(sample.inputs),
    observed: Array.from(sample.observed),
    predicted: Array.from(sample.activations[sample.activations.length - 1]),
    factorValues,
    pathProducts,
    product: pathProducts.reduce((sum, product) => sum + product),
    values,
  };
}
