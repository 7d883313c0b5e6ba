/** What a column of the data holds, in one line, and how often which values come, in another. */

import { briefNumber, type NumberFormat } from './numbers';

/** A column as it was counted. */
export interface ColumnContents {
  /** text where at least one cell is something else than a number. */
  readonly type: 'number' | 'text' | 'empty';
  readonly rowCount: number;
  /** How many cells are empty. */
  readonly missing: number;
  /** Of the numbers; null where there is none. */
  readonly spread: { readonly min: number; readonly max: number; readonly mean: number } | null;
  /** Counts of equal parts of [min, max]. */
  readonly histogram: readonly number[];
  /** Of text columns, the most frequent first: some of them, and how many there are in all. */
  readonly categories: readonly { readonly name: string; readonly count: number }[];
  readonly categoryCount: number;
}

/** Categories that are named. */
export const MOST_CATEGORIES = 8;

const count = (n: number, noun: string, plural: string): string => `${n} ${n === 1 ? noun : plural}`;

/** `numbers from 4.3 to 7.9, mean 5.8433, no cell empty`. Plain text: names of categories are as the data have them. */
export function contentWords(column: ColumnContents, format?: NumberFormat): string {
  const { type, spread, categoryCount, rowCount, missing } = column;
  if (type === 'empty') return rowCount === 1 ? 'its one cell is empty' : `all ${rowCount} cells are empty`;
  const empty = missing === 0 ? 'no cell empty' : `${missing} of ${count(rowCount, 'cell', 'cells')} empty`;
  if (type === 'text' || !spread) return `text, ${count(categoryCount, 'category', 'categories')}, ${empty}`;
  const show = (x: number): string => briefNumber(x, format);
  const { min, max, mean } = spread;
  return min === max
    ? `numbers, all of them ${show(min)}, ${empty}`
    : `numbers from ${show(min)} to ${show(max)}, mean ${show(mean)}, ${empty}`;
}

/** The histogram in words; '' where there is none: `9, 23, … in ten equal parts from 4.3 to 7.9`. */
export function countWords(column: ColumnContents, format?: NumberFormat): string {
  const { spread, histogram, categories, categoryCount } = column;
  if (categories.length > 0) {
    const shown = categories.slice(0, MOST_CATEGORIES).map(({ name, count: times }) => `${name} ${times}`);
    const more = categoryCount - shown.length;
    return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
  }
  if (!spread || histogram.length === 0 || spread.min === spread.max) return '';
  const [min, max] = [spread.min, spread.max].map((x) => briefNumber(x, format));
  return `${histogram.join(', ')} in ${histogram.length} equal parts from ${min} to ${max}`;
}
