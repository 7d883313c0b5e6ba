/** The grid that the formula and the samples share: one column per factor, with operators between. */

import type { Factor } from '../../core/derivationTypes';
import { plainText, uni } from '../format';

export interface Grid {
  /** In percent: the label, then factor and operator in turn, the product last. */
  readonly widths: readonly number[];
  /** In pixels: narrower than this, the grid is scrolled sideways, so that nothing stands on anything else. */
  readonly least: number;
}

/** In pixels: an operator between two factors, and the product. */
const OPERATOR = 11;
const PRODUCT = 60;

/** @param label how many letters stand beside a sample's number */
export function gridOf(factors: readonly Factor[], label: number): Grid {
  const wants = factors.map(wanted);
  const columns = [Math.max(66, 32 + 5.9 * label), ...wants.flatMap((want) => [want, OPERATOR]), PRODUCT];
  const least = columns.reduce((sum, column) => sum + column, 0);
  return { widths: columns.map((column) => (100 * column) / least), least };
}

/** What a name takes when its number stands in its place: `−0.3443`. */
const NUMBER = 7;

/** How many pixels a factor's widest line has at the smaller of the two sizes of type (the query in the style sheet). */
function wanted(factor: Factor): number {
  const fraction = 8.4 * Math.max(uni(factor.numerator).length, uni(factor.denominator).length) + 24;
  const heading = 6.2 * uni(factor.key).length + 20;
  const symbol = 6.3 * plainText(factor.symbol).length + 4;
  const numbers = 6.4 * factor.symbol.plain.replace(/⟨[^⟩]*⟩/g, 'x'.repeat(NUMBER)).length + 4;
  return Math.max(56, fraction, heading, symbol, numbers);
}
