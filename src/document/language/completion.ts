/** What can be written at a place of a network file, beside what its JSON schema says: names that files and data give. */

import { getLocation } from 'jsonc-parser';
import type { Network } from '../../core/network';
import { summarizeColumn, summaryWords } from '../dataset/statistics';
import { columnIndex, type Table } from '../dataset/table';
import { spacedJson } from '../json/edits';
import { nodeAtPath } from '../json/tree';
import type { LoadedNetwork } from '../loadSetup';
import { networkSnippet } from '../names/snippet';
import type { Range } from '../problems';
import { categoriesOf } from '../setup/features';
import { sketchNetwork } from '../sketch';
import { parameterWords, snippetText } from './completionWords';

export interface Completion {
  readonly label: string;
  readonly kind: 'file' | 'column' | 'category' | 'parameter' | 'snippet';
  readonly detail: string;
  /** Markdown-free text; '' for none. */
  readonly documentation: string;
  /** JSON, or a snippet where `kind` says so. */
  readonly insert: string;
  /** What it replaces. */
  readonly range: Range;
}

export interface DataFile {
  /** Relative to the network file. */
  readonly path: string;
  readonly detail: string;
}

type Loaded = Pick<LoadedNetwork, 'parsed' | 'table' | 'setup'>;

/** Parameters offered at most. */
const MOST_PARAMETERS = 500;

type Item = Omit<Completion, 'range'>;
interface Place {
  readonly loaded: Loaded;
  readonly indices: readonly number[];
  readonly files: readonly DataFile[];
}

/** By path with # for an index. */
const rows: Readonly<Record<string, (place: Place) => Item[]>> = {
  dataset: datasetItems,
  'dataset/file': datasetItems,
  'inputs/#': (place) => columnItems(place, true),
  'outputs/#': (place) => columnItems(place, true),
  'inputs/#/column': (place) => columnItems(place, false),
  'outputs/#/column': (place) => columnItems(place, false),
  'inputs/#/oneHot/#': (place) => categoryItems(place, 'inputs'),
  'outputs/#/oneHot/#': (place) => categoryItems(place, 'outputs'),
  'layers/#/neurons/#': labelItems,
  'trainable/#': parameterItems,
};

/**
 * @param files The data files there are; asked for only where a path may stand.
 * @returns nothing where only the schema can tell
 */
export async function completionsAt(
  loaded: Loaded,
  offset: number,
  files: () => Promise<readonly DataFile[]>,
): Promise<Completion[]> {
  const { text } = loaded.parsed;
  const range = replacedRange(text, offset);
  if (loaded.parsed.tree?.type !== 'object' && isEmpty(text)) return [{ ...wholeFile, range: wordRange(text, offset) }];
  const { path, isAtPropertyKey, previousNode } = getLocation(text, offset);
  if (isAtPropertyKey) return [];
  const pattern = path.map((step) => (typeof step === 'number' ? '#' : step)).join('/');
  if (!Object.hasOwn(rows, pattern)) return [];
  // A list or an object that has begun, or a number, is not replaced by a name.
  if (!previousNode && /[[{]/.test(text[range.offset] ?? '')) return [];
  const indices = path.filter((step) => typeof step === 'number');
  const needsFiles = rows[pattern] === datasetItems;
  const items = rows[pattern]({ loaded, indices, files: needsFiles ? await files() : [] });
  return items.map((item) => ({ ...item, range }));
}

function datasetItems({ files }: Place): Item[] {
  return files.map(({ path, detail }) => ({
    label: path,
    kind: 'file',
    detail,
    documentation: '',
    insert: JSON.stringify(path),
  }));
}

/** Columns that neither inputs nor outputs name yet; those of text as one number per category. */
function columnItems({ loaded: { table, parsed } }: Place, whole: boolean): Item[] {
  if (!table) return [];
  const used = new Set([...(parsed.outline?.inputs ?? []), ...(parsed.outline?.outputs ?? [])].map((c) => c.column));
  return table.columns.flatMap(({ name }, index) => {
    if (used.has(name)) return [];
    const summary = summarizeColumn(table, index);
    const oneHot = whole && summary.type === 'text';
    return [
      {
        label: name,
        kind: 'column' as const,
        detail: summary.type === 'text' ? 'text column' : `${summary.type} column`,
        documentation: `${summaryWords(summary)}${oneHot ? '. Text becomes one number per category.' : ''}`,
        insert: oneHot ? spacedJson({ column: name, oneHot: true }) : JSON.stringify(name),
      },
    ];
  });
}

function categoryItems({ loaded: { table, parsed }, indices: [entry] }: Place, key: 'inputs' | 'outputs'): Item[] {
  const column = nodeAtPath(parsed.tree, [key, entry, 'column']);
  const given = nodeAtPath(parsed.tree, [key, entry, 'oneHot']);
  if (!table || column?.type !== 'string') return [];
  const used = given?.type === 'array' ? given.items.map((item) => (item.type === 'string' ? item.value : '')) : [];
  return categoryNames(table, column.value)
    .filter((name) => !used.includes(name))
    .map((name) => categoryItem(name, column.value));
}

/** The labels of the last layer are mostly the classes that it tells apart. */
function labelItems({ loaded: { table, parsed, setup }, indices: [layer] }: Place): Item[] {
  const { outline } = parsed;
  if (!table || !outline || layer !== outline.layers.length - 1) return [];
  const given = nodeAtPath(parsed.tree, ['layers', layer, 'neurons']);
  const used = given?.type === 'array' ? given.items.map((item) => (item.type === 'string' ? item.value : '')) : [];
  const names = outline.outputs.flatMap(({ column, oneHot }) =>
    oneHot === false
      ? []
      : (Array.isArray(oneHot) ? (oneHot as string[]) : categoryNames(table, column)).map((name) => ({ name, column })),
  );
  return setup || names.length > 0
    ? names.filter(({ name }) => !used.includes(name)).map(({ name, column }) => categoryItem(name, column))
    : [];
}

function categoryNames(table: Table, column: string): string[] {
  const index = columnIndex(table, column);
  return index < 0 ? [] : categoriesOf([...table.source.texts(index)]);
}

const categoryItem = (name: string, column: string): Item => ({
  label: name,
  kind: 'category',
  detail: `category of ${column}`,
  documentation: '',
  insert: JSON.stringify(name),
});

function parameterItems({ loaded: { parsed, setup } }: Place): Item[] {
  const network: Network | null =
    setup?.network ?? parsed.document?.network ?? (parsed.outline && sketchNetwork(parsed.outline));
  const given = nodeAtPath(parsed.tree, ['trainable']);
  const used = new Set(
    given?.type === 'array'
      ? given.items.map((item) => (item.type === 'string' ? network?.parameterByName(item.value)?.offset : -1))
      : [],
  );
  const items: Item[] = [];
  for (const parameter of network?.parameters() ?? []) {
    if (items.length >= MOST_PARAMETERS) break;
    if (used.has(parameter.offset)) continue;
    const { name, kind, offset } = parameter;
    const value = setup ? ` = ${setup.initial[offset] + 0}` : '';
    items.push({
      label: name,
      kind: 'parameter',
      detail: `${kind}${value}`.replace('-', '−'),
      documentation: parameterWords(network!, parameter),
      insert: JSON.stringify(name),
    });
  }
  return items;
}

const wholeFile: Item = {
  label: 'nn',
  kind: 'snippet',
  detail: networkSnippet.description,
  documentation: 'Data, inputs, outputs, two layers, loss, optimizer and training, with the places to fill in.',
  insert: snippetText(networkSnippet.body),
};

/** Nothing but blanks, comments and the beginning of a word. */
function isEmpty(text: string): boolean {
  return /^\w*$/.test(text.replaceAll(/\/\*[^]*?\*\/|\/\/[^\r\n]*/g, '').trim());
}

/** The text in quotes that the offset is in, closed or not; else the word before it. */
function replacedRange(text: string, offset: number): Range {
  const lineStart = Math.max(text.lastIndexOf('\n', offset - 1), text.lastIndexOf('\r', offset - 1)) + 1;
  let open = -1;
  for (let at = lineStart; at < offset; at++) {
    if (text[at] === '\\' && open >= 0) at++;
    else if (text[at] === '"') open = open < 0 ? at : -1;
  }
  if (open < 0) return wordRange(text, offset);
  const rest = /^(?:[^"\\\r\n]|\\.)*"/.exec(text.slice(offset));
  // A quote that only closes what follows on the line belongs to something else.
  const closes = rest && !/[,:\]}]/.test(rest[0]);
  return { offset: open, length: (closes ? offset + rest[0].length : offset) - open };
}

function wordRange(text: string, offset: number): Range {
  const before = /[\w$]*$/.exec(text.slice(Math.max(0, offset - 100), offset))![0].length;
  return { offset: offset - before, length: before };
}
