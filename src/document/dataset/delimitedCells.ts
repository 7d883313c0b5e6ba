/** From a cell of a CSV or TSV table back to its place in the text. */

import type { Range } from '../problems';
import { lineAt, lineBreakOf } from './dataProblems';
import { readRows } from './delimitedRows';
import { isPlain } from './plainRows';
import { type Cell, type CellSource, numberInText } from './table';

/** Where the cells of a row stand, quotes included; the same rules as papaparse. */
export function cellRanges(text: string, start: number, end: number, delimiter: string): Range[] {
  while (end > start && (text[end - 1] === '\n' || text[end - 1] === '\r')) end--;
  const ranges: Range[] = [];
  let offset = start;
  for (;;) {
    let from = offset;
    if (text[offset] === '"') from = closingQuote(text, offset, end, delimiter);
    const next = text.indexOf(delimiter, from);
    const stop = next < 0 || next >= end ? end : next;
    ranges.push({ offset, length: stop - offset });
    if (stop === end) return ranges;
    offset = stop + delimiter.length;
  }
}

/** Just behind the quote that closes a cell: the first one that is not doubled and is followed by the cell's end. */
function closingQuote(text: string, open: number, end: number, delimiter: string): number {
  let at = open;
  while ((at = text.indexOf('"', at + 1)) >= 0 && at < end) {
    if (text[at + 1] === '"') {
      at++;
      continue;
    }
    let after = at + 1;
    while (after < end && text[after] !== delimiter && text[after].trim() === '') after++;
    if (after >= end || text[after] === delimiter) return at + 1;
  }
  return end;
}

export class DelimitedSource implements CellSource {
  readonly #text: string;
  readonly #delimiter: string;
  readonly #starts: Float64Array;

  constructor(text: string, delimiter: string, starts: readonly number[]) {
    this.#text = text;
    this.#delimiter = delimiter;
    this.#starts = Float64Array.from(starts);
  }

  cell(row: number, column: number): Cell {
    const start = this.#starts[row];
    const range = cellRanges(this.#text, start, this.#rowEnd(start), this.#delimiter)[column];
    const written = this.#text.slice(range.offset, range.offset + range.length).trim();
    const quoted = written.startsWith('"');
    const text = quoted ? written.slice(1, -1).replaceAll('""', '"').trim() : written;
    const value = numberInText(text);
    return {
      kind: text === '' ? 'missing' : Number.isNaN(value) ? 'text' : Number.isFinite(value) ? 'number' : 'overflow',
      text,
      quoted: false,
      range,
      line: lineAt(this.#text, start),
      column: column + 1,
    };
  }

  *texts(column: number): Generator<string | null> {
    // A second reading: text is kept only where it is asked for.
    if (isPlain(this.#text, this.#delimiter)) {
      for (const start of this.#starts) yield this.#plainCell(start, column);
      return;
    }
    const texts: (string | null)[] = [];
    let next = 0;
    readRows(this.#text, this.#delimiter, null, (cells, start) => {
      if (start !== this.#starts[next]) return true;
      next++;
      texts.push(cells[column].trim() || null);
      return next < this.#starts.length;
    });
    yield* texts;
  }

  #plainCell(start: number, column: number): string | null {
    const stop = this.#text.indexOf(lineBreakOf(this.#text), start);
    let from = start;
    for (let before = 0; before < column; before++) from = this.#text.indexOf(this.#delimiter, from) + 1;
    const rest = this.#text.slice(from, stop < 0 ? this.#text.length : stop);
    const next = rest.indexOf(this.#delimiter);
    return (next < 0 ? rest : rest.slice(0, next)).trim() || null;
  }

  /** Where the row ends that starts there: at the next line break outside quotes. */
  #rowEnd(start: number): number {
    const lineBreak = lineBreakOf(this.#text);
    let end = start;
    let quotes = 0;
    do {
      const next = this.#text.indexOf(lineBreak, end);
      const stop = next < 0 ? this.#text.length : next + 1;
      for (let at = this.#text.indexOf('"', end); at >= 0 && at < stop; at = this.#text.indexOf('"', at + 1)) quotes++;
      end = stop;
    } while (quotes % 2 === 1 && end < this.#text.length);
    return end;
  }
}
