/** A table from JSON values: shared by .json, .jsonl and data in the network file. */

import type { JsonNode } from '../json/tree';
import type { Range } from '../problems';
import { lineAt, lineStart } from './dataProblems';
import { type Cell, type CellSource, type Column, ColumnBuilder } from './table';

/** Columns from rows of JSON values; undefined and null are empty cells. */
export function columnsOf(
  names: readonly string[],
  rowCount: number,
  value: (row: number, column: number) => unknown,
): Column[] {
  return names.map((name, column) => {
    const builder = new ColumnBuilder();
    for (let row = 0; row < rowCount; row++) {
      const cell = value(row, column);
      if (cell === null || cell === undefined) builder.missing();
      else builder.number(typeof cell === 'number' ? cell : NaN);
    }
    return builder.finish(name);
  });
}

/** The text of a cell, as a category; null where it is empty. */
export function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

/** Looks cells up in a JSON tree, which is made when the first is asked for. */
export class ValueSource implements CellSource {
  readonly #text: string;
  readonly #rowCount: number;
  readonly #value: (row: number, column: number) => unknown;
  readonly #node: (row: number, column: number) => { node: JsonNode | undefined; row: Range };

  /**
   * @param value of a cell
   * @param node the place of a cell and of its row: a cell that is missing is shown as its row
   */
  constructor(
    text: string,
    rowCount: number,
    value: (row: number, column: number) => unknown,
    node: (row: number, column: number) => { node: JsonNode | undefined; row: Range },
  ) {
    this.#text = text;
    this.#rowCount = rowCount;
    this.#value = value;
    this.#node = node;
  }

  cell(row: number, column: number): Cell {
    const { node, row: rowRange } = this.#node(row, column);
    const range = { offset: (node ?? rowRange).offset, length: (node ?? rowRange).length };
    const value = this.#value(row, column);
    return {
      kind: cellKind(value),
      text: typeof value === 'number' && !Number.isFinite(value) ? this.#written(range) : (textOf(value) ?? ''),
      quoted: typeof value === 'string',
      range,
      line: lineAt(this.#text, range.offset),
      column: range.offset - lineStart(this.#text, range.offset) + 1,
    };
  }

  *texts(column: number): Generator<string | null> {
    for (let row = 0; row < this.#rowCount; row++) yield textOf(this.#value(row, column));
  }

  #written({ offset, length }: Range): string {
    return this.#text.slice(offset, offset + length);
  }
}

function cellKind(value: unknown): Cell['kind'] {
  if (value === null || value === undefined) return 'missing';
  if (typeof value !== 'number') return 'text';
  return Number.isFinite(value) ? 'number' : 'overflow';
}
