/** The grid that the formula and the samples share: one column per factor, with operators between. */

import type { Factor } from '../../core/derivationTypes';
import { plainText, uni } from '../format';

/** Columns as percentages: the label, then factor and operator in turn, the product last. */
export function columnWidths(factors: readonly Factor[]): number[] {
  const label = factors.length > 3 ? 12.4 : 15;
  const product = factors.length > 5 ? 9 : factors.length > 2 ? 10 : 18;
  const operator = 1.6;
  const room = 100 - label - product - operator * factors.length;
  const wants = factors.map(wanted);
  const total = wants.reduce((sum, want) => sum + want, 0);
  return [label, ...wants.flatMap((want) => [(room * want) / total, operator]), product];
}

/** What a name takes when its number stands in its place: `−0.3443`. */
const NUMBER = 6;

/** How many letters a factor's widest line has; a fraction's are larger than a symbol's. */
function wanted(factor: Factor): number {
  const fraction = 1.5 * Math.max(uni(factor.numerator).length, uni(factor.denominator).length) + 5;
  const heading = uni(factor.key).length + 3;
  const numbers = 1.15 * factor.symbol.plain.replace(/⟨[^⟩]*⟩/g, 'x'.repeat(NUMBER)).length;
  return Math.min(26, Math.max(10, 1.1 * plainText(factor.symbol).length, fraction, heading, numbers));
}
