/** What a column holds, in numbers, for hovers and normalization. */

import { count, number } from '../words';
import type { Column, Table } from './table';

export interface Spread {
  readonly count: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  /** Population standard deviation: divided by the count, not by one less. */
  readonly deviation: number;
}

export interface ColumnSummary {
  readonly name: string;
  /** text where at least one cell is something else than a number. */
  readonly type: 'number' | 'text' | 'empty';
  readonly rowCount: number;
  readonly missing: number;
  /** Of the numbers; null where there is none. */
  readonly spread: Spread | null;
  /** Counts of equal parts of [min, max]; empty where the column is text. */
  readonly histogram: readonly number[];
  /** Of text columns: the most frequent categories first, at most 20, and how many there are in all. */
  readonly categories: readonly { readonly name: string; readonly count: number }[];
  readonly categoryCount: number;
  /** The first cells, as written; '' where empty. */
  readonly first: readonly string[];
}

const HISTOGRAM_PARTS = 10;
const CATEGORIES_SHOWN = 20;
const FIRST_ROWS = 5;

/** Of the finite numbers of a column, at `rows` where given; null where there is none. */
export function spreadOf({ numbers }: Pick<Column, 'numbers'>, rows?: Int32Array): Spread | null {
  const total = rows?.length ?? numbers.length;
  let [n, min, max, mean, squares] = [0, Infinity, -Infinity, 0, 0];
  for (let index = 0; index < total; index++) {
    const value = numbers[rows ? rows[index] : index];
    if (Number.isNaN(value)) continue;
    n++;
    if (value < min) min = value;
    if (value > max) max = value;
    // Welford's method: no cancellation where the mean is large against the deviation.
    const before = value - mean;
    mean += before / n;
    squares += before * (value - mean);
  }
  return n === 0 ? null : { count: n, min, max, mean, deviation: Math.sqrt(squares / n) };
}

export function summarizeColumn(table: Table, index: number): ColumnSummary {
  if (table.summaries) return table.summaries[index];
  const column = table.columns[index];
  const type = column.others > 0 ? 'text' : column.missing === table.rowCount ? 'empty' : 'number';
  const spread = spreadOf(column);
  const categories = type === 'text' ? countCategories(table, index) : [];
  return {
    name: column.name,
    type,
    rowCount: table.rowCount,
    missing: column.missing,
    spread,
    histogram: type === 'number' && spread ? histogramOf(column.numbers, spread) : [],
    categories: categories.slice(0, CATEGORIES_SHOWN),
    categoryCount: categories.length,
    first: Array.from({ length: Math.min(FIRST_ROWS, table.rowCount) }, (_, row) => table.source.cell(row, index).text),
  };
}

/** One line for people: `150 rows, 5 columns (sepalLength, …)`. */
export function tableWords(table: Table): string {
  return `${count(table.rowCount, 'row')}, ${count(table.columns.length, 'column')}`;
}

/** `0 to 1, mean 0.5`, or the categories. */
export function summaryWords({ type, spread, categories, categoryCount, missing }: ColumnSummary): string {
  const empty = missing > 0 ? `, ${missing} empty` : '';
  if (type === 'empty') return 'empty';
  if (type === 'number' && spread) {
    const digits = (value: number) => number(Number(value.toPrecision(4)));
    return `${digits(spread.min)} to ${digits(spread.max)}, mean ${digits(spread.mean)}${empty}`;
  }
  const shown = categories.slice(0, 6).map(({ name, count: times }) => `${name} (${times})`);
  return `${count(categoryCount, 'category', 'categories')}: ${shown.join(', ')}${categoryCount > 6 ? ', …' : ''}${empty}`;
}

function countCategories(table: Table, index: number): { name: string; count: number }[] {
  const counts = new Map<string, number>();
  for (const text of table.source.texts(index)) if (text !== null) counts.set(text, (counts.get(text) ?? 0) + 1);
  return [...counts]
    .map(([name, times]) => ({ name, count: times }))
    .sort((a, b) => b.count - a.count || compare(a.name, b.name));
}

/** By code units, the same on every machine whatever its language. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function histogramOf(numbers: Float64Array, { min, max }: Spread): number[] {
  const counts = new Array<number>(HISTOGRAM_PARTS).fill(0);
  const last = HISTOGRAM_PARTS - 1;
  // So that a width beyond the largest double does not overflow.
  const step = max / HISTOGRAM_PARTS - min / HISTOGRAM_PARTS;
  const edge = (part: number): number => min * (1 - part / HISTOGRAM_PARTS) + max * (part / HISTOGRAM_PARTS);
  for (const value of numbers) {
    if (Number.isNaN(value)) continue;
    const near = step === 0 ? 0 : Math.floor(value / step - min / step);
    let part = Math.max(0, Math.min(near, last));
    // A value on an edge belongs to the part above it: the division may have missed that by its rounding.
    if (part > 0 && value < edge(part)) part--;
    else if (part < last && step > 0 && value >= edge(part + 1)) part++;
    counts[part]++;
  }
  return counts;
}
