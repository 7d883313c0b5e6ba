/** CSV and TSV to a table: quoted cells, either line ending, blank lines skipped, each problem with its line. */

import Papa from 'papaparse';
import type { Range } from '../problems';
import { count, list, quote } from '../words';
import { type DataProblems, lineAt, lineBreakOf } from './dataProblems';
import type { TableResult } from './parseDataset';
import { type Cell, type CellSource, ColumnBuilder, numberInText } from './table';

export interface DelimitedOptions {
  readonly delimiter: string;
  readonly header: boolean;
  /** Names for columns without a header. */
  readonly columns?: readonly string[] | undefined;
}

/** What may stand between cells instead, looked for where a line turns out to be one cell only. */
const OTHER_DELIMITERS = [';', '\t', '|', ','];

export function parseDelimited(
  text: string,
  name: string,
  options: DelimitedOptions,
  problems: DataProblems,
): TableResult {
  let names: string[] | null = null;
  let builders: ColumnBuilder[] = [];
  let meant: string | undefined;
  const starts: number[] = [];

  readRows(text, options.delimiter, problems, (cells, start, end) => {
    if (names === null) {
      meant = otherDelimiter(cells, text.slice(start, end), options.delimiter);
      if (meant !== undefined) {
        const message = `there is no ${delimiterName(options.delimiter)} in this line, but ${delimiterName(meant)}: say so with "delimiter": ${JSON.stringify(meant)} in 'dataset'.`;
        problems.line('dataset-delimiter', message, { offset: start, length: visibleLength(text, start, end) });
        return false;
      }
      names = options.header ? headerNames(cells) : columnNames(cells.length, options.columns);
      builders = names.map(() => new ColumnBuilder());
      if (options.header) {
        checkHeader(names, cells, text, start, end, options, problems);
        return true;
      }
    }
    if (cells.length !== names.length) {
      const message = `this line has ${count(cells.length, 'cell')}; the file has ${count(names.length, 'column')} (${list(names, 6)}).`;
      problems.line('row-length', message, { offset: start, length: visibleLength(text, start, end) });
      return true;
    }
    starts.push(start);
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column].trim();
      if (cell === '') builders[column].missing();
      else builders[column].number(numberInText(cell));
    }
    return true;
  });

  if (names === null) {
    if (meant === undefined) problems.whole('dataset-empty', 'is empty.');
    return { table: null, meantDelimiter: meant };
  }
  const found: readonly string[] = names;
  if (options.columns && !options.header && options.columns.length !== found.length) {
    const message = `there are ${count(found.length, 'cell')} in a line, but 'columns' has ${count(options.columns.length, 'name')}.`;
    problems.line('columns-length', message, { offset: starts[0] ?? 0, length: 1 });
    return { table: null };
  }
  if (starts.length === 0 && problems.list.length === 0)
    problems.whole('dataset-no-rows', 'has column names but no rows.');
  if (starts.length === 0) return { table: null };
  const columns = builders.map((builder, index) => builder.finish(found[index]));
  const source = new DelimitedSource(text, options, starts);
  return { table: { name, file: 'data', columns, rowCount: starts.length, source } };
}

/**
 * Calls `onRow` for each row that is not blank with its cells and where it starts and ends (with its line break);
 * stops where that returns false.
 */
function readRows(
  text: string,
  delimiter: string,
  problems: DataProblems | null,
  onRow: (cells: string[], start: number, end: number) => boolean,
): void {
  let start = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    // Given, because its own guess takes one line ending for all; a carriage return left over is trimmed with the cell.
    newline: lineBreakOf(text),
    step: ({ data, errors, meta }, parser) => {
      const rowStart = start;
      start = meta.cursor;
      if (problems) for (const error of errors) reportQuotes(error, rowStart, text, problems);
      if (data.length === 1 && data[0].trim() === '') return;
      if (!onRow(data, rowStart, meta.cursor)) parser.abort();
    },
  });
}

function reportQuotes({ code, index }: Papa.ParseError, rowStart: number, text: string, problems: DataProblems): void {
  const offset = Math.min(Math.max((index ?? rowStart) - 1, rowStart), Math.max(0, text.length - 1));
  if (code === 'MissingQuotes') {
    problems.line('quotes-not-closed', 'a cell begins with a double quote that is never closed.', {
      offset,
      length: 1,
    });
  } else {
    const message = 'something follows the closing double quote of a cell. A quote inside quotes is written twice: "".';
    problems.line('quotes-malformed', message, { offset, length: 1 });
  }
}

/** The delimiter that the first line speaks for; undefined where it has the one given, or none. */
function otherDelimiter(cells: readonly string[], line: string, given: string): string | undefined {
  if (cells.length !== 1) return undefined;
  const counts = OTHER_DELIMITERS.map((delimiter) => ({ delimiter, times: line.split(delimiter).length - 1 }));
  const best = counts.filter(({ delimiter }) => delimiter !== given).sort((a, b) => b.times - a.times)[0];
  return best.times > 0 ? best.delimiter : undefined;
}

function delimiterName(delimiter: string): string {
  return delimiter === '\t' ? 'tab' : delimiter === ' ' ? 'blank' : `'${delimiter}'`;
}

/** A column without a name (an index written by pandas) gets one by its number. */
function headerNames(cells: readonly string[]): string[] {
  return cells.map((cell, index) => cell.trim() || `column${index + 1}`);
}

function columnNames(width: number, given: readonly string[] | undefined): string[] {
  return Array.from({ length: width }, (_, index) => given?.[index] ?? `column${index + 1}`);
}

function checkHeader(
  names: readonly string[],
  cells: readonly string[],
  text: string,
  start: number,
  end: number,
  options: DelimitedOptions,
  problems: DataProblems,
): void {
  const ranges = () => cellRanges(text, start, end, options.delimiter);
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    const cell = { line: lineAt(text, start), column: index + 1, range: ranges()[index] };
    problems.cell('column-name-twice', `two columns are called ${quote(name)}.`, cell);
  });
  if (cells.every((cell) => Number.isFinite(numberInText(cell.trim())))) {
    const range = { offset: start, length: visibleLength(text, start, end) };
    problems.line(
      'dataset-header',
      'column names are expected here, but all cells are numbers: say "header": false in \'dataset\' if the file has no names.',
      range,
    );
  }
}

function visibleLength(text: string, start: number, end: number): number {
  return text.slice(start, end).trimEnd().length;
}

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

class DelimitedSource implements CellSource {
  readonly #text: string;
  readonly #options: DelimitedOptions;
  readonly #starts: Float64Array;

  constructor(text: string, options: DelimitedOptions, starts: readonly number[]) {
    this.#text = text;
    this.#options = options;
    this.#starts = Float64Array.from(starts);
  }

  cell(row: number, column: number): Cell {
    const start = this.#starts[row];
    const range = cellRanges(this.#text, start, this.#rowEnd(start), this.#options.delimiter)[column];
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
    const texts: (string | null)[] = [];
    let next = 0;
    readRows(this.#text, this.#options.delimiter, null, (cells, start) => {
      if (start !== this.#starts[next]) return true;
      next++;
      texts.push(cells[column].trim() || null);
      return next < this.#starts.length;
    });
    yield* texts;
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
