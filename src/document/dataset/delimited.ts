/** CSV and TSV to a table: quoted cells, either line ending, blank lines skipped, each problem with its line. */

import type { Range } from '../problems';
import { count, list, quote, thereAre } from '../words';
import { type DataProblems, lineAt } from './dataProblems';
import { cellRanges, DelimitedSource } from './delimitedCells';
import { readRows } from './delimitedRows';
import type { TableResult } from './parseDataset';
import { isPlain, readPlainRows } from './plainRows';
import { ColumnBuilder, numberInText } from './table';

export interface DelimitedOptions {
  readonly delimiter: string;
  readonly header: boolean;
  /** Names for columns without a header. */
  readonly columns?: readonly string[] | undefined;
}

/** What may stand between cells instead, looked for where a line turns out to be one cell only. */
const OTHER_DELIMITERS = [';', '\t', '|', ','];

/**
 * A text that is not empty to a table. Wrong lines are told of and left out.
 * @param onProgress hears now and then how much of the text has been read
 */
export function parseDelimited(
  text: string,
  name: string,
  options: DelimitedOptions,
  problems: DataProblems,
  onProgress?: (offset: number) => void,
): TableResult {
  let names: readonly string[] | null = null;
  let builders: ColumnBuilder[] = [];
  let meantDelimiter: string | undefined;
  const starts: number[] = [];
  const lineOf = (start: number, end: number) => ({
    offset: start,
    length: text.slice(start, end).trimEnd().length,
  });

  const onRow = (cells: string[], start: number, end: number): boolean => {
    if (names === null) {
      meantDelimiter = otherDelimiter(cells, text.slice(start, end), options.delimiter);
      if (meantDelimiter !== undefined) {
        const message = `there is no ${delimiterName(options.delimiter)} in this line, but ${delimiterName(meantDelimiter)}: say so with "delimiter": ${JSON.stringify(meantDelimiter)} in 'dataset'.`;
        problems.line('dataset-delimiter', message, lineOf(start, end));
        return false;
      }
      names = options.header ? headerNames(cells) : columnNames(cells.length, options.columns);
      builders = names.map(() => new ColumnBuilder());
      if (options.header) {
        checkHeader(names, cells, cellRanges(text, start, end, options.delimiter), lineOf(start, end), text, problems);
        return true;
      }
      checkGivenNames(cells.length, options.columns, lineOf(start, end), problems);
    }
    if (cells.length !== names.length) {
      const message = `this line has ${count(cells.length, 'cell')}; the file has ${count(names.length, 'column')} (${list(names, 6)}).`;
      problems.line('row-length', message, lineOf(start, end));
      return true;
    }
    starts.push(start);
    for (let column = 0; column < cells.length; column++) {
      const cell = cells[column].trim();
      if (cell === '') builders[column].missing();
      else builders[column].number(numberInText(cell));
    }
    return true;
  };
  if (isPlain(text, options.delimiter)) {
    readPlainRows(text, options.delimiter, () => ({ builders, starts }), onRow, onProgress);
  } else {
    readRows(text, options.delimiter, problems, onRow, onProgress);
  }

  if (starts.length === 0 && problems.list.length === 0) {
    problems.whole('dataset-no-rows', 'has column names but no rows.');
  }
  if (starts.length === 0 || names === null) return { table: null, meantDelimiter };
  const found: readonly string[] = names;
  const columns = builders.map((builder, index) => builder.finish(found[index]));
  const source = new DelimitedSource(text, options.delimiter, starts);
  return { table: { name, file: 'data', columns, rowCount: starts.length, source } };
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
  ranges: readonly Range[],
  line: Range,
  text: string,
  problems: DataProblems,
): void {
  if (cells.every((cell) => Number.isFinite(numberInText(cell.trim())))) {
    const message =
      'column names are expected here, but all cells are numbers: say "header": false in \'dataset\' if the file has no names.';
    problems.line('dataset-header', message, line);
    return;
  }
  names.forEach((name, index) => {
    if (names.indexOf(name) === index) return;
    const cell = { line: lineAt(text, line.offset), column: index + 1, range: ranges[index] };
    problems.cell('column-name-twice', `two columns are called ${quote(name)}.`, cell);
  });
}

function checkGivenNames(
  width: number,
  given: readonly string[] | undefined,
  line: Range,
  problems: DataProblems,
): void {
  if (!given || given.length === width) return;
  const message = `${thereAre(width, 'cell')} in this line, but 'columns' has ${count(given.length, 'name')}.`;
  problems.line('columns-length', message, line);
}
