/** Rows of a CSV or TSV text that has no quotes: numbers come from their digits, without a string in between. */

import { lineBreakOf } from './dataProblems';
import { type ColumnBuilder, numberInText } from './table';

/** Where the numbers of rows go. */
export interface PlainRows {
  /** One for each column; empty until the first row has told how many there are. */
  readonly builders: readonly ColumnBuilder[];
  /** Where each row that was taken starts. */
  readonly starts: number[];
}

/** Rows between two words on how far it has come. */
const REPORT_EVERY = 1 << 14;

const [ZERO, NINE, POINT, MINUS, BLANK, RETURN] = [...'09.- \r'].map((character) => character.charCodeAt(0));

/** Exact as doubles, so that an integer below 2⁵³ divided by one of them is the double nearest to the decimal. */
const powersOfTen = Float64Array.from({ length: 23 }, (_, power) => Number(`1e${power}`));

/** Whether the text can be read so: the same result as with papaparse, in a fraction of its time. */
export function isPlain(text: string, delimiter: string): boolean {
  return /^[^\d. \r-]$/.test(delimiter) && !text.includes('"');
}

/**
 * Reads every row that is not blank. The first one, and those with another number of cells, are left to `onRow`, which
 * gets what `readRows` would give it; the reading stops where that returns false.
 * @param rows asked for again after each call of `onRow`
 */
export function readPlainRows(
  text: string,
  delimiter: string,
  rows: () => PlainRows,
  onRow: (cells: string[], start: number, end: number) => boolean,
  onProgress: (offset: number) => void = () => undefined,
): void {
  const lineBreak = lineBreakOf(text);
  let { builders, starts } = rows();
  let line = new PlainLine(text, delimiter, builders.length);
  let read = 0;
  for (let start = 0; start < text.length;) {
    const found = text.indexOf(lineBreak, start);
    const stop = found < 0 ? text.length : found;
    const end = Math.min(stop + 1, text.length);
    const width = line.read(start, stop);
    if (width === builders.length && !line.blank) {
      starts.push(start);
      for (let column = 0; column < width; column++) {
        if (line.empty[column] === 1) builders[column].missing();
        else builders[column].number(line.values[column]);
      }
    } else if (!line.blank) {
      if (!onRow(text.slice(start, stop).split(delimiter), start, end)) return;
      ({ builders, starts } = rows());
      if (builders.length !== line.values.length) line = new PlainLine(text, delimiter, builders.length);
    }
    start = end;
    if (++read % REPORT_EVERY === 0) onProgress(start);
  }
}

/** The cells of one line at a time. */
class PlainLine {
  /** NaN where a cell is no number, ±Infinity where it is too large. */
  readonly values: Float64Array;
  /** 1 where a cell is empty. */
  readonly empty: Uint8Array;
  /** Nothing but blanks. */
  blank = true;
  readonly #text: string;
  readonly #delimiter: number;

  constructor(text: string, delimiter: string, width: number) {
    this.#text = text;
    this.#delimiter = delimiter.charCodeAt(0);
    this.values = new Float64Array(width);
    this.empty = new Uint8Array(width);
  }

  /** @returns how many cells there are, of which only as many are kept as there is room for */
  read(start: number, stop: number): number {
    const text = this.#text;
    const delimiter = this.#delimiter;
    let cells = 0;
    this.blank = false;
    for (let at = start; ; at++) {
      const from = at;
      let code = at < stop ? text.charCodeAt(at) : delimiter;
      const negative = code === MINUS;
      if (negative) code = ++at < stop ? text.charCodeAt(at) : delimiter;
      let mantissa = 0;
      let digits = 0;
      let decimals = 0;
      for (; code >= ZERO && code <= NINE; digits++) {
        mantissa = mantissa * 10 + (code - ZERO);
        code = ++at < stop ? text.charCodeAt(at) : delimiter;
      }
      if (code === POINT) {
        code = ++at < stop ? text.charCodeAt(at) : delimiter;
        for (; code >= ZERO && code <= NINE; decimals++) {
          mantissa = mantissa * 10 + (code - ZERO);
          code = ++at < stop ? text.charCodeAt(at) : delimiter;
        }
      }
      while (code === BLANK || code === RETURN) {
        code = ++at < stop ? text.charCodeAt(at) : delimiter;
      }
      const isShort = mantissa <= Number.MAX_SAFE_INTEGER && decimals < powersOfTen.length;
      if (code === delimiter && digits + decimals > 0 && isShort) {
        if (cells < this.values.length) {
          const value = decimals === 0 ? mantissa : mantissa / powersOfTen[decimals];
          this.values[cells] = negative ? -value : value;
          this.empty[cells] = 0;
        }
      } else {
        while (at < stop && text.charCodeAt(at) !== delimiter) at++;
        this.#other(text.slice(from, at).trim(), cells, at >= stop);
      }
      cells++;
      if (at >= stop) return cells;
    }
  }

  /** A cell that is not a plain short number. */
  #other(cell: string, index: number, isLast: boolean): void {
    if (index === 0 && isLast && cell === '') this.blank = true;
    if (index >= this.values.length) return;
    this.empty[index] = cell === '' ? 1 : 0;
    this.values[index] = cell === '' ? NaN : numberInText(cell);
  }
}
