/** A network file laid out for reading: indented, its matrices with one row a line and their numbers in columns. */

import { applyEdits, createScanner, format as formatJson } from 'jsonc-parser';
import { isArray, type JsonNode, nodeAtPath, parseJson, propertyOf } from '../json/tree';
import type { Range, TextEdit } from '../problems';

export interface FormatOptions {
  readonly tabSize: number;
  readonly insertSpaces: boolean;
}

/** A matrix that stands on one line stays there up to this width. */
const LINE_WIDTH = 100;

const lineBreakOf = (text: string): string => (text.includes('\r\n') ? '\r\n' : '\n');

function tableEdits(root: JsonNode | null, text: string, { insertSpaces, tabSize }: FormatOptions): TextEdit[] {
  const unit = insertSpaces ? ' '.repeat(tabSize) : '\t';
  return tables(root).flatMap((table) => layout(table, text, unit, lineBreakOf(text)) ?? []);
}

/** Where a matrix is broken into lines, what follows on its line moves: once more brings that to rest, too. */
const MOST_ROUNDS = 5;

/** The whole text, laid out; null where it cannot be read as JSON. Line breaks between properties stay as they are. */
export function formatNetwork(text: string, options: FormatOptions): string | null {
  const { root, errors } = parseJson(text);
  if (root === null || errors.length > 0) return null;
  let result = text;
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const next = laidOut(result, options);
    if (next === result) break;
    result = next;
  }
  return result;
}

function laidOut(text: string, options: FormatOptions): string {
  const eol = lineBreakOf(text);
  const spaced = formatJson(text, undefined, { ...options, eol, keepLines: true, insertFinalNewline: true });
  const indented = withoutInnerBlanks(applyEdits(text, spaced));
  return tableEdits(parseJson(indented).root, indented, options)
    .sort((a, b) => b.offset - a.offset)
    .reduce(
      (result, { offset, length, text: to }) => result.slice(0, offset) + to + result.slice(offset + length),
      indented,
    );
}

/** The matrices and lists of numbers that a part of the text touches, laid out where they stand. */
export function formatTables(text: string, within: Range, options: FormatOptions): TextEdit[] {
  const { root, errors } = parseJson(text);
  return errors.length > 0 ? [] : tableEdits(root, text, options).filter((edit) => touches(edit, within));
}

const touches = (a: Range, b: Range): boolean => a.offset <= b.offset + b.length && b.offset <= a.offset + a.length;

/** `[1, 2]` for `[ 1, 2 ]`: the formatter of jsonc-parser, where it keeps lines, puts blanks inside all brackets. */
function withoutInnerBlanks(text: string): string {
  const scanner = createScanner(text);
  let result = '';
  let before = '';
  let blank = '';
  for (;;) {
    scanner.scan();
    const token = text.slice(scanner.getTokenOffset(), scanner.getTokenOffset() + scanner.getTokenLength());
    if (token !== '' && token.trim() === '' && !/[\r\n]/.test(token)) {
      blank = token;
      continue;
    }
    result += (before === '[' && !token.startsWith('/')) || (token === ']' && !/[\r\n]/.test(before)) ? '' : blank;
    if (token === '') return result;
    result += token;
    [before, blank] = [token, ''];
  }
}

interface Table {
  readonly node: JsonNode;
  /** Its numbers stand in columns. */
  readonly isMatrix: boolean;
}

/** Matrices and lists of numbers: weights and biases of layers, rows of data. */
function tables(root: JsonNode | null): Table[] {
  const layers = nodeAtPath(root, ['layers']);
  const found = (node: JsonNode | undefined, isMatrix: boolean): Table[] => (isArray(node) ? [{ node, isMatrix }] : []);
  return [
    ...(layers?.type === 'array' ? layers.items : []).flatMap((layer) => [
      ...found(propertyOf(layer, 'weights')?.value, true),
      ...found(propertyOf(layer, 'biases')?.value, false),
    ]),
    ...found(nodeAtPath(root, ['dataset', 'rows']), false),
  ];
}

/** The edit that lays a matrix out; null where something stands in it that is no plain cell, such as a comment. */
function layout({ node, isMatrix }: Table, text: string, unit: string, eol: string): TextEdit | null {
  const written = text.slice(node.offset, node.offset + node.length);
  const isList = node.type === 'numbers';
  const rows = isList
    ? [cellsOf(node, text)]
    : node.type === 'array'
      ? node.items.map((row) => cellsOf(row, text))
      : [];
  if (rows.length === 0 || rows.some((row) => row === null) || hasComment(node, written, text)) return null;
  const cells = rows as string[][];
  const oneLine = cells.map((row) => `[${row.join(', ')}]`).join(', ');
  const lineStart = text.lastIndexOf('\n', node.offset) + 1;
  const place = { offset: node.offset, length: node.length };
  if (isList) return { ...place, text: oneLine };
  const broken = /[\r\n]/.test(written) && cells.length > 1;
  const indent = /^[ \t]*/.exec(text.slice(lineStart))![0];
  // Of the width before it only the indent counts: the rest of the line may be laid out anew itself.
  if (!broken && indent.length + oneLine.length <= LINE_WIDTH) return { ...place, text: `[${oneLine}]` };
  const lines = aligned(cells, isMatrix).map((row) => `${indent}${unit}[${row.join(', ')}]`);
  return { ...place, text: `[${eol}${lines.join(`,${eol}`)}${eol}${indent}]` };
}

/** As written; null where the row holds more than plain values. */
function cellsOf(row: JsonNode, text: string): string[] | null {
  if (row.type === 'numbers') return Array.from(row.offsets, (offset, i) => text.slice(offset, row.ends[i]));
  if (row.type !== 'array' || row.items.some((item) => item.type === 'object' || isArray(item))) return null;
  return row.items.map(({ offset, length }) => text.slice(offset, offset + length));
}

/** Whether there is more between the values than brackets, commas and blanks. */
function hasComment(node: JsonNode, written: string, text: string): boolean {
  if (!/\/[/*]/.test(written)) return false;
  return /\/[/*]/.test(withoutStrings(node, text));
}

function withoutStrings(node: JsonNode, text: string): string {
  return text.slice(node.offset, node.offset + node.length).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
}

/** Right-aligned, column by column, where all cells are numbers. */
function aligned(rows: readonly (readonly string[])[], numbers: boolean): readonly (readonly string[])[] {
  if (!numbers) return rows;
  const widths: number[] = [];
  for (const row of rows) row.forEach((cell, i) => (widths[i] = Math.max(widths[i] ?? 0, cell.length)));
  return rows.map((row) => row.map((cell, i) => cell.padStart(widths[i])));
}
