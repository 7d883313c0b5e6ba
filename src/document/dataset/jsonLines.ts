/** A .jsonl or .ndjson data file to a table: one object, or one list, per line. */

import { parseJson } from '../json/parseJson';
import { syntaxProblems } from '../json/syntax';
import { type JsonNode, nodeAtPath } from '../json/tree';
import type { Range } from '../problems';
import { type DataProblems, lineBreakOf } from './dataProblems';
import { tableOfRows } from './jsonTable';
import type { TableResult } from './parseDataset';

export function parseJsonLines(
  text: string,
  name: string,
  given: readonly string[] | undefined,
  problems: DataProblems,
): TableResult {
  const rows: unknown[] = [];
  const places: Range[] = [];
  for (const line of linesOf(text)) {
    const written = text.slice(line.offset, line.offset + line.length);
    try {
      rows.push(JSON.parse(written));
      places.push(line);
    } catch {
      reportLine(written, line, problems);
    }
  }
  if (rows.length === 0 && problems.list.length > 0) return { table: null };
  const nodeAt = (row: number, key: string | number): JsonNode | undefined => {
    const { offset, length } = places[row];
    const node = nodeAtPath(parseJson(text.slice(offset, offset + length)).root, [key]);
    return node && { ...node, offset: node.offset + offset };
  };
  return tableOfRows(text, name, rows, given, problems, (row) => places[row], nodeAt);
}

function reportLine(written: string, line: Range, problems: DataProblems): void {
  const found = syntaxProblems(parseJson(written));
  for (const { code, message, range } of found) {
    problems.character(code, message, { offset: line.offset + range.offset, length: range.length });
  }
  // What only strict JSON forbids: a comment, a trailing comma.
  if (found.length === 0)
    problems.line('syntax-symbol', 'this line is not JSON: comments and trailing commas may not stand here.', line);
}

/** The lines that are not blank, without blanks around them. */
function* linesOf(text: string): Generator<Range> {
  const lineBreak = lineBreakOf(text);
  for (let start = 0; start < text.length;) {
    const next = text.indexOf(lineBreak, start);
    const end = next < 0 ? text.length : next;
    const written = text.slice(start, end);
    const offset = start + (written.length - written.trimStart().length);
    if (written.trim() !== '') yield { offset, length: written.trim().length };
    start = end + 1;
  }
}
