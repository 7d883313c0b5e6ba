/** Data as columns of numbers, with the way back from a cell to its place in the text. */

import type { Range } from '../problems';
import type { ColumnSummary } from './statistics';

export interface Column {
  readonly name: string;
  /** One per row; NaN where the cell is not a finite number. None where the table was read elsewhere. */
  readonly numbers: Float64Array;
  /** How many cells are empty, and how many are something else than a number. */
  readonly missing: number;
  readonly others: number;
}

/** A cell in full, for problems and hovers. */
export interface Cell {
  readonly kind: 'number' | 'text' | 'missing' | 'overflow';
  /** As written, without quotes. */
  readonly text: string;
  /** Whether it stands in quotes that make it a text (JSON). */
  readonly quoted: boolean;
  readonly range: Range;
  /** Both from 1; the column is the cell's number in its line for CSV and TSV, the character for JSON. */
  readonly line: number;
  readonly column: number;
}

/** The text that a table was read from. Both ways are slow: for problems and one-hot columns only. */
export interface CellSource {
  cell(row: number, column: number): Cell;
  /** The text of each cell of a column, row by row; null where it is empty. */
  texts(column: number): Iterable<string | null>;
}

export interface Table {
  /** The file's name without folders, for messages; '' for data in the network file. */
  readonly name: string;
  /** Which text the ranges are in. */
  readonly file: 'network' | 'data';
  readonly columns: readonly Column[];
  readonly rowCount: number;
  readonly source: CellSource;
  /** Of each column, where the table was read elsewhere: its numbers stay there. */
  readonly summaries?: readonly ColumnSummary[];
}

export function columnIndex(table: Table, name: string): number {
  return table.columns.findIndex((column) => column.name === name);
}

/** Collects one column's cells; grows as needed. */
export class ColumnBuilder {
  #numbers = new Float64Array(64);
  #count = 0;
  #missing = 0;
  #others = 0;

  number(value: number): void {
    if (!Number.isFinite(value)) this.#others++;
    this.#push(Number.isFinite(value) ? value : NaN);
  }

  missing(): void {
    this.#missing++;
    this.#push(NaN);
  }

  finish(name: string): Column {
    return { name, numbers: this.#numbers.slice(0, this.#count), missing: this.#missing, others: this.#others };
  }

  #push(value: number): void {
    if (this.#count === this.#numbers.length) {
      const grown = new Float64Array(this.#count * 2);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.#count++] = value;
  }
}

/** The number that a trimmed cell of a text file holds: decimal point only; NaN where it is none, ±Infinity where too large. */
export function numberInText(cell: string): number {
  // Number() also takes 0x1F, 0b1, 0o7 and the word Infinity, which no table means.
  const second = cell.charCodeAt(1) | 32;
  if (cell === '' || second === 120 || second === 98 || second === 111 || cell.endsWith('y')) return NaN;
  return Number(cell);
}
