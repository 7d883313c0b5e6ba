/** The rows of a CSV or TSV text, one after the other, with the problems of their quotes. */

import Papa from 'papaparse';
import { type DataProblems, lineBreakOf } from './dataProblems';

/** Rows between two words on how far it has come. */
const REPORT_EVERY = 1 << 14;

/**
 * Calls `onRow` for each row that is not blank with its cells and where it starts and ends (with its line break);
 * stops where that returns false.
 * @param problems where a row whose quotes are wrong is told of, once, and left out; null: it is given like any other
 */
export function readRows(
  text: string,
  delimiter: string,
  problems: DataProblems | null,
  onRow: (cells: string[], start: number, end: number) => boolean,
  onProgress: (offset: number) => void = () => undefined,
): void {
  let start = 0;
  let read = 0;
  Papa.parse<string[]>(text, {
    delimiter,
    // Given, because its own guess takes one line ending for all; a carriage return left over is trimmed with the cell.
    newline: lineBreakOf(text),
    step: ({ data, errors, meta }, parser) => {
      const rowStart = start;
      start = meta.cursor;
      if (++read % REPORT_EVERY === 0) onProgress(start);
      // What else seems wrong with such a row comes of its quotes, and so do their further errors.
      if (problems && errors.length > 0) return reportQuotes(errors[0], rowStart, text, problems);
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
