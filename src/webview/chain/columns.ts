/** The grid that the formula and the samples share: one column per factor, with operators between. */

import type { Derivation, Factor, SampleTerm } from '../../core/derivationTypes';
import { filled, moreDecimals, plainText, sampleLabel, uni } from '../format';

export interface Grid {
  /** In percent: the label, then factor and operator in turn, the product last. */
  readonly widths: readonly number[];
  /** What everything takes in type of full size, in pixels. */
  readonly wanted: number;
}

/** In pixels: a digit, an operator between two factors, and a product with four decimals. */
export const DIGIT = 7.3;
const OPERATOR = 11;
const PRODUCT = 64;

/** @param inputs names of the columns that are read: a sample is labelled with them */
export function gridOf({ samples }: Derivation, factors: readonly Factor[], inputs: readonly string[]): Grid {
  const labels = samples.map((term) => sampleLabel(inputs, term.inputs, term.row).length);
  const label = Math.max(66, 32 + 5.9 * Math.max(0, ...labels));
  const columns = [label, ...factors.flatMap((factor) => [widthOf(factor, samples), OPERATOR])];
  columns.push(PRODUCT + moreDecimals() * DIGIT);
  const wanted = columns.reduce((sum, column) => sum + column, 0);
  return { widths: columns.map((column) => (100 * column) / wanted), wanted };
}

/** How many pixels a factor's widest line takes: its fraction, its name in the heading, its symbol, its numbers. */
function widthOf(factor: Factor, samples: readonly SampleTerm[]): number {
  const { numerator, denominator, key, symbol } = factor;
  const fraction = 9 * (1 + Math.max(...[numerator, denominator].map((name) => typeset(uni(name))))) + 24;
  const heading = 6.7 * Math.max(...headingLines(uni(key)).map(({ length }) => length)) + 20;
  const symbols = 6.8 * typeset(plainText(symbol)) + 4;
  const longest = Math.max(0, ...samples.map((term) => substituted(symbol, term).length));
  // An even number, so that the columns rarely move when numbers change.
  const numbers = 6.45 * 2 * Math.ceil(longest / 2) + 4;
  return Math.max(56 + moreDecimals() * DIGIT, fraction, heading, symbols, numbers);
}

/** How many letters a text takes when typeset: `W⁽²⁾[1,1]` is a letter with a 2 above and a 1,1 below it. */
const typeset = (text: string): number =>
  text.replace(/[⁽⁾⁰¹²³⁴⁵⁶⁷⁸⁹]*\[[\d,]+\]/g, 'xx').replace(/[₀-₉]+/g, 'x').length;

/** More letters than this are written as two lines. */
const LONG_HEADING = 15;

/** The name of a factor in the heading: a long one breaks before its slash. */
export function headingLines(name: string): string[] {
  const slash = name.indexOf('/');
  return name.length <= LONG_HEADING || slash < 0 ? [name] : [name.slice(0, slash), name.slice(slash)];
}

/** `−2·(1 − 0.4881)`; a single negative number stands in brackets, since it is a factor. */
export function substituted(symbol: Derivation['symbolic'], term: SampleTerm): string {
  const text = filled(symbol, term.values);
  return /^−[\d.·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+$/.test(text) ? `(${text})` : text;
}
