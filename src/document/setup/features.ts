/** Columns of a table to features of a network: numbers as they are, categories one-hot; what does not fit is told. */

import { columnIndex, type Table } from '../dataset/table';
import { didYouMean } from '../names/didYouMean';
import type { ColumnReference } from '../outline';
import type { Problems } from '../problems';
import { list, quote } from '../words';
import type { CellProblems } from './cellProblems';
import { checkGivenCategories } from './givenCategories';
import { reportQuotedNumbers } from './quotedNumbers';

/** One number per sample of what the network reads or is to predict. */
export interface Feature {
  /** `dose`, `species=setosa`. */
  readonly name: string;
  readonly column: number;
  /** null: a number column. */
  readonly category: string | null;
  readonly values: Float64Array;
}

/** More categories than this make a one-hot column useless, and are most likely a mistake. */
const MAX_CATEGORIES = 1000;

/**
 * The features of `inputs` or `outputs`. Problems with column names go to `problems` (the network file), those with
 * cells to `cells`.
 * @returns null where a column cannot be used
 */
export function readFeatures(
  columns: readonly ColumnReference[],
  table: Table,
  problems: Problems,
  cells: CellProblems,
): Feature[] | null {
  const features = columns.map((reference) => {
    const index = columnIndex(table, reference.column);
    if (index < 0) {
      reportUnknownColumn(reference, table, problems);
      return null;
    }
    return reference.oneHot === false
      ? numberFeature(reference, table, index, problems, cells)
      : oneHotFeatures(reference, table, index, problems, cells);
  });
  return features.includes(null) ? null : features.flatMap((feature) => feature ?? []);
}

function reportUnknownColumn({ column, nameRange, path }: ColumnReference, table: Table, problems: Problems): void {
  const names = table.columns.map(({ name }) => name);
  const meant = didYouMean(column, names);
  const message = `${table.name || 'The dataset'} has no column ${quote(column)}. Its columns are ${list(names)}.${meant ? ` Did you mean '${meant}'?` : ''}`;
  const fix = meant
    ? { title: `Change to '${meant}'`, edits: [{ ...nameRange, text: JSON.stringify(meant) }] }
    : undefined;
  problems.error('unknown-column', message, nameRange, { path, fix });
}

function numberFeature(
  reference: ColumnReference,
  table: Table,
  index: number,
  problems: Problems,
  cells: CellProblems,
): Feature[] | null {
  const { name, numbers, missing, others } = table.columns[index];
  if (reportQuotedNumbers(table, index, cells)) return null;
  if (others > 0 && others + missing === table.rowCount && table.rowCount > 1) {
    const { nameRange, path } = reference;
    const oneHot = `{ "column": ${JSON.stringify(name)}, "oneHot": true }`;
    const fix = { title: 'Use one number per category', edits: [{ ...reference.range, text: oneHot }] };
    const message = `The column ${quote(name)} holds no numbers (${quote(table.source.cell(0, index).text)}, …): write ${oneHot} to have one number per category.`;
    problems.error('column-not-numeric', message, nameRange, { path, fix });
    return null;
  }
  if (missing + others > 0) {
    let bad = 0;
    for (let row = 0; row < numbers.length && bad < missing + others; row++) {
      if (!Number.isNaN(numbers[row])) continue;
      if (bad++ < cells.limit) cells.badNumber(table.source.cell(row, index), name);
      else cells.hide(1);
    }
    return null;
  }
  return [{ name, column: index, category: null, values: numbers }];
}

function oneHotFeatures(
  reference: ColumnReference,
  table: Table,
  index: number,
  problems: Problems,
  cells: CellProblems,
): Feature[] | null {
  const { name } = table.columns[index];
  const { oneHot } = reference;
  const texts = [...table.source.texts(index)];
  const categories = typeof oneHot === 'boolean' ? categoriesOf(texts) : oneHot;
  if (categories.length > MAX_CATEGORIES) {
    const message = `The column ${quote(name)} has ${categories.length} categories; at most ${MAX_CATEGORIES} can be told apart one-hot.`;
    problems.error('too-many-categories', message, reference.nameRange, { path: reference.path });
    return null;
  }
  const told =
    typeof oneHot === 'boolean' ? new Set<string>() : checkGivenCategories(reference, texts, categories, problems);
  const places = new Map(categories.map((category, place) => [category, place]));
  const features = categories.map((category) => ({
    name: `${name}=${category}`,
    column: index,
    category,
    values: new Float64Array(table.rowCount),
  }));
  let bad = 0;
  texts.forEach((text, row) => {
    const place = text === null ? undefined : places.get(text);
    if (place !== undefined) features[place].values[row] = 1;
    else if (text !== null && told.has(text)) return;
    else if (bad++ < cells.limit) cells.badCategory(table.source.cell(row, index), name, categories);
    else cells.hide(1);
  });
  return bad > 0 || told.size > 0 ? null : features;
}

/** Sorted: as numbers where all of them are, else by code units, the same on every machine. */
export function categoriesOf(texts: readonly (string | null)[]): string[] {
  const found = [...new Set(texts.filter((text) => text !== null))];
  const numeric = found.every((text) => text.trim() !== '' && Number.isFinite(Number(text)));
  return found.sort((a, b) => (numeric ? Number(a) - Number(b) : 0) || (a < b ? -1 : a > b ? 1 : 0));
}
