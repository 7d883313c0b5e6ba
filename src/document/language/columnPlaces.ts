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

/** In the first row that is not blank. */
function headerPlaces(text: string, delimiter: string, column: string): Range[] {
  const places: Range[] = [];
  readRows(text, delimiter, null, (cells, start, end) => {
    const ranges = cellRanges(text, start, end, delimiter);
    cells.forEach((cell, index) => {
      if (cell.trim() === column && index < ranges.length) places.push(trimmed(text, ranges[index]));
    });
    return false;
  });
  return places;
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
