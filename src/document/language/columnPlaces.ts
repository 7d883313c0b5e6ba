/** Where the name of a column stands: in the network file, and in the header or the keys of its data file. */

import { cellRanges } from '../dataset/delimitedCells';
import { readRows } from '../dataset/delimitedRows';
import { formatOf } from '../dataset/paths';
import { type JsonNode, nodeAtPath, parseJson, propertyOf } from '../json/tree';
import type { LoadedData, LoadedNetwork } from '../loadSetup';
import type { Range } from '../problems';
import type { Occurrence } from './references';

/** Larger files are not read again for the places of a name. */
const MOST_TEXT = 5_000_000;

type Loaded = Pick<LoadedNetwork, 'parsed' | 'data'>;

/** Those of the network file first; the definition is where the data name it. */
export function columnPlaces({ parsed: { tree, outline }, data }: Loaded, column: string): Occurrence[] {
  const used = [...(outline?.inputs ?? []), ...(outline?.outputs ?? [])]
    .filter((reference) => reference.column === column)
    .map(({ nameRange }): Occurrence => ({ file: 'network', range: bare(nameRange), definition: false }));
  const listed = strings(nodeAtPath(tree, ['dataset', 'columns']), column).map((range): Occurrence => ({
    file: 'network',
    range,
    definition: true,
  }));
  const inData = data ? placesInData(data, column) : [];
  return [
    ...[...used, ...listed].sort((a, b) => a.range.offset - b.range.offset),
    ...inData.map((range): Occurrence => ({ file: 'data', range, definition: true })),
  ];
}

/** In the text of the data file, as `result.text` has it: with the quotes where there are any. */
export function placesInData({ reference, result }: LoadedData, column: string): Range[] {
  const { text } = result;
  if (text.length > MOST_TEXT) return [];
  const format = formatOf(reference.path);
  if (format?.kind === 'delimited') {
    return reference.header ? headerPlaces(text, reference.delimiter ?? format.delimiter, column) : [];
  }
  if (format?.kind === 'json') return jsonPlaces(parseJson(text).root, column);
  if (format?.kind !== 'lines') return [];
  const places: Range[] = [];
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    for (const { offset, length } of jsonPlaces(parseJson(line).root, column)) {
      places.push({ offset: index + offset, length });
    }
  }
  return places;
}

/** A name in the data, and its place there: with the quotes where there are any. */
export interface NamedPlace {
  readonly column: string;
  readonly range: Range;
}

/** The column whose name stands at an offset of the data file's text, or ends there; null where none does. */
export function columnInData({ reference, result: { text } }: LoadedData, offset: number): NamedPlace | null {
  const format = formatOf(reference.path);
  const places =
    format?.kind === 'delimited'
      ? reference.header
        ? header(text, reference.delimiter ?? format.delimiter)
        : []
      : format?.kind === 'json'
        ? jsonNames(parseJson(text).root)
        : namesOfLine(text, offset);
  return places.find(({ column, range }) => column !== '' && touches(range, offset)) ?? null;
}

const touches = (range: Range, offset: number): boolean =>
  range.offset <= offset && offset <= range.offset + range.length;

function namesOfLine(text: string, offset: number): NamedPlace[] {
  const start = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  const line = /^[^\r\n]*/.exec(text.slice(start))![0];
  return jsonNames(parseJson(line).root).map(({ column, range }) => ({
    column,
    range: { offset: start + range.offset, length: range.length },
  }));
}

/** The keys of one object or of a list of them, or the names in `columns`. */
function jsonNames(root: JsonNode | null): NamedPlace[] {
  if (root?.type === 'array') return root.items.flatMap(keysOf);
  const listed = propertyOf(root, 'columns')?.value;
  if (listed?.type !== 'array') return keysOf(root);
  return listed.items.flatMap((item) => (item.type === 'string' ? { column: item.value, range: bare(item) } : []));
}

function keysOf(node: JsonNode | null): NamedPlace[] {
  if (node?.type !== 'object') return [];
  return node.properties.map(({ key, keyRange }) => ({ column: key, range: bare(keyRange) }));
}

/** Of the first row that is not blank: all its cells, '' for one without a name. */
function header(text: string, delimiter: string): NamedPlace[] {
  const places: NamedPlace[] = [];
  readRows(text, delimiter, null, (cells, start, end) => {
    const ranges = cellRanges(text, start, end, delimiter);
    cells.forEach((cell, index) => {
      if (index < ranges.length) places.push({ column: cell.trim(), range: trimmed(text, ranges[index]) });
    });
    return false;
  });
  return places;
}

function headerPlaces(text: string, delimiter: string, column: string): Range[] {
  return header(text, delimiter).flatMap((cell) => (cell.column === column ? cell.range : []));
}

/** Without the blanks around it. */
function trimmed(text: string, { offset, length }: Range): Range {
  const cell = text.slice(offset, offset + length);
  return { offset: offset + cell.length - cell.trimStart().length, length: cell.trim().length };
}

/** The keys of a list of objects, or the names in `columns`. */
function jsonPlaces(root: JsonNode | null, column: string): Range[] {
  if (root?.type === 'array') return root.items.flatMap((item) => keys(item, column));
  if (root?.type !== 'object') return [];
  const listed = propertyOf(root, 'columns')?.value;
  return listed ? strings(listed, column) : keys(root, column);
}

function keys(node: JsonNode, column: string): Range[] {
  const property = propertyOf(node, column);
  return property ? [bare(property.keyRange)] : [];
}

function strings(list: JsonNode | undefined, text: string): Range[] {
  if (list?.type !== 'array') return [];
  return list.items.filter((item) => item.type === 'string' && item.value === text).map(bare);
}

const bare = ({ offset, length }: Range): Range => ({ offset, length });
