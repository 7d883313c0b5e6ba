/** A column of JSON data whose numbers all stand in quotes: told once, at the first, and mended at once. */

import type { Table } from '../dataset/table';
import type { Fix } from '../problems';
import type { CellProblems } from './cellProblems';

const NUMBER = /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/;

/** A mend of more cells than this would take its time to be looked up. */
const MOST_MENDED = 1000;

/** @returns false, and nothing is told, where the column is another one */
export function reportQuotedNumbers(table: Table, index: number, cells: CellProblems): boolean {
  const { name, missing, others } = table.columns[index];
  if (others < 2 || others + missing !== table.rowCount) return false;
  const rows: number[] = [];
  let row = 0;
  for (const text of table.source.texts(index)) {
    if (text !== null) {
      if (!NUMBER.test(text)) return false;
      rows.push(row);
    }
    row++;
  }
  const first = table.source.cell(rows[0], index);
  if (!first.quoted) return false;
  const edits = rows.slice(0, MOST_MENDED).map((at) => {
    const { range, text } = table.source.cell(at, index);
    return { ...range, text };
  });
  const fix: Fix = { title: `Remove the quotes of the ${rows.length} numbers`, edits };
  cells.quotedNumbers(first, name, rows.length, rows.length > MOST_MENDED ? undefined : fix);
  return true;
}
