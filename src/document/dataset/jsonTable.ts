/** A .json data file to a table: an array of objects, an array of arrays with names given, or columns and rows. */

import { parseJson } from '../json/parseJson';
import { syntaxProblems } from '../json/syntax';
import { isArray, itemAt, itemCount, type JsonNode, nodeAtPath, plainValue, propertyOf } from '../json/tree';
import type { Path, Range } from '../problems';
import { count, list, quote, thereAre } from '../words';
import type { DataProblems } from './dataProblems';
import type { TableResult } from './parseDataset';
import { columnsOf, ValueSource } from './values';

type Row = Readonly<Record<string, unknown>> | readonly unknown[];

export function parseJsonTable(
  text: string,
  name: string,
  given: readonly string[] | undefined,
  problems: DataProblems,
): TableResult {
  const value = readValue(text, problems);
  if (value === undefined) return { table: null };
  // Only a problem needs the places of cells, so that most files are read without making a tree.
  let tree: JsonNode | null | undefined;
  const nodeAt = (path: Path): JsonNode | undefined => nodeAtPath((tree ??= parseJson(text).root), path);

  const shaped = readShape(value);
  if (!shaped) {
    problems.whole('dataset-shape', 'must hold an array of objects, or { "columns": […], "rows": [[…], …] }.');
    return { table: null };
  }
  const rowAt = (row: number): Range => nodeAt([...shaped.path, row]) ?? { offset: 0, length: 0 };
  return tableOfRows(text, name, shaped.rows, shaped.columns ?? given, problems, rowAt, (row, key) =>
    nodeAt([...shaped.path, row, key]),
  );
}

/** The file's value; undefined, and the problems told, where it is no JSON. Comments and trailing commas may stand. */
function readValue(text: string, problems: DataProblems): unknown {
  try {
    return JSON.parse(text);
  } catch {
    const json = parseJson(text);
    for (const { code, message, range } of syntaxProblems(json)) problems.character(code, message, range);
    return json.errors.length > 0 || !json.root ? undefined : plainValue(json.root);
  }
}

/** Where the rows are, and what names come with them. */
function readShape(value: unknown): { rows: readonly unknown[]; path: Path; columns?: readonly string[] } | null {
  if (Array.isArray(value)) return { rows: value, path: [] };
  if (typeof value !== 'object' || value === null) return null;
  const { columns, rows } = value as Record<string, unknown>;
  if (!Array.isArray(columns) || !Array.isArray(rows) || !columns.every((column) => typeof column === 'string'))
    return null;
  return { rows, path: ['rows'], columns };
}

/**
 * Rows of objects or of lists as a table. Rows of another kind, and lists of another length, are told of and left out.
 * @param given names for lists
 * @param nodeAt the place of a cell, by row and property or index
 */
export function tableOfRows(
  text: string,
  name: string,
  rows: readonly unknown[],
  given: readonly string[] | undefined,
  problems: DataProblems,
  rowAt: (row: number) => Range,
  nodeAt: (row: number, key: string | number) => JsonNode | undefined,
): TableResult {
  if (rows.length === 0) {
    problems.whole('dataset-no-rows', 'has no rows.');
    return { table: null };
  }
  const lists = Array.isArray(rows[0]);
  if (lists && !given) {
    problems.whole(
      'dataset-no-names',
      'has rows without names: say what they are called with "columns": ["…"] in \'dataset\'.',
    );
    return { table: null };
  }
  const names = lists ? (given ?? []) : keysOf(rows);
  const twice = lists ? names.find((candidate, index) => names.indexOf(candidate) !== index) : undefined;
  if (twice !== undefined) {
    problems.whole('column-name-twice', `has two columns called ${quote(twice)}.`);
    return { table: null };
  }
  const kept: number[] = [];
  rows.forEach((row, index) => {
    const wrong = lists ? wrongList(row, names) : wrongObject(row);
    if (wrong === null) kept.push(index);
    else if (problems.full) problems.hide(1);
    else problems.line('row-length', wrong, rowAt(index));
  });
  if (kept.length === 0) return { table: null };
  const key = (column: number) => (lists ? column : names[column]);
  const value = (row: number, column: number): unknown =>
    (rows[kept[row]] as Record<string | number, unknown>)[key(column)];
  const source = new ValueSource(text, kept.length, value, (row, column) => ({
    node: nodeAt(kept[row], key(column)),
    row: rowAt(kept[row]),
  }));
  return {
    table: { name, file: 'data', columns: columnsOf(names, kept.length, value), rowCount: kept.length, source },
  };
}

/** The keys of all objects, in the order in which they first appear. */
function keysOf(rows: readonly unknown[]): string[] {
  const keys = new Set<string>();
  for (const row of rows) {
    if (wrongObject(row) === null) for (const key of Object.keys(row as Row)) keys.add(key);
  }
  return [...keys];
}

function wrongList(row: unknown, names: readonly string[]): string | null {
  if (!Array.isArray(row)) return 'a list is expected here, as the rows before it are.';
  if (row.length === names.length) return null;
  return `this row has ${count(row.length, 'cell')}; ${thereAre(names.length, 'column')} (${list(names, 6)}).`;
}

function wrongObject(row: unknown): string | null {
  const object = typeof row === 'object' && row !== null && !Array.isArray(row);
  return object ? null : 'an object { "column": value, … } is expected here.';
}

/** The table of `{ "columns": …, "rows": … }` in a network file. */
export function inlineTable(node: JsonNode, text: string): TableResult {
  const columns = propertyOf(node, 'columns')?.value;
  const rows = propertyOf(node, 'rows')?.value;
  if (columns?.type !== 'array' || !isArray(rows)) return { table: null };
  const names = columns.items.map((item) => (item.type === 'string' ? item.value : ''));
  const kept: number[] = [];
  for (let index = 0; index < itemCount(rows); index++) {
    const row = itemAt(rows, index);
    if (isArray(row) && itemCount(row) === names.length) kept.push(index);
  }
  if (kept.length === 0) return { table: null };
  const cellAt = (row: number, column: number) => {
    const list = itemAt(rows, kept[row]);
    return { node: isArray(list) ? itemAt(list, column) : undefined, row: list ?? rows };
  };
  const value = (row: number, column: number): unknown => {
    const { node: cell } = cellAt(row, column);
    return cell && plainValue(cell);
  };
  const source = new ValueSource(text, kept.length, value, cellAt);
  return {
    table: { name: '', file: 'network', columns: columnsOf(names, kept.length, value), rowCount: kept.length, source },
  };
}
