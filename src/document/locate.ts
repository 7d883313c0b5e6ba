/** From a place in a network file to what stands there, and from a parameter to the place of its number. */

import type { Network, Parameter } from '../core/network';
import { isArray, itemAt, type JsonNode, nodeAtPath, type NumbersNode, plainValue } from './json/tree';
import type { ParsedNetwork } from './parse';
import type { Path, Range } from './problems';
import { sketchNetwork } from './sketch';

interface Place {
  /** Of the value, or of the key in quotes. */
  readonly range: Range;
  readonly path: Path;
}

/** Everything that can be hovered. Layers, neurons and inputs are 0-based; names are as written, valid or not. */
export type Located = Place &
  (
    | {
        readonly kind: 'weight';
        readonly layer: number;
        readonly neuron: number;
        readonly input: number;
        readonly value: number;
        readonly parameter: Parameter | null;
      }
    | {
        readonly kind: 'bias';
        readonly layer: number;
        readonly neuron: number;
        readonly value: number;
        readonly parameter: Parameter | null;
      }
    | { readonly kind: 'activation'; readonly layer: number; readonly name: string }
    | { readonly kind: 'init'; readonly layer: number; readonly name: string }
    | { readonly kind: 'neuron'; readonly layer: number; readonly neuron: number; readonly label: string }
    | { readonly kind: 'layerSetting'; readonly layer: number; readonly property: string; readonly value: unknown }
    | { readonly kind: 'layer'; readonly layer: number }
    | { readonly kind: 'loss'; readonly name: string }
    | { readonly kind: 'optimizer'; readonly name: string }
    | { readonly kind: 'optimizerSetting'; readonly property: string; readonly value: unknown }
    | { readonly kind: 'dataset' }
    | { readonly kind: 'datasetSetting'; readonly property: string; readonly value: unknown }
    | { readonly kind: 'cell'; readonly row: number; readonly column: number; readonly value: unknown }
    | {
        readonly kind: 'column';
        readonly role: 'input' | 'output' | 'data';
        readonly index: number;
        readonly column: string;
      }
    | {
        readonly kind: 'category';
        readonly role: 'input' | 'output';
        readonly index: number;
        readonly column: string;
        readonly category: string;
      }
    | {
        readonly kind: 'trainable';
        readonly index: number;
        readonly name: string;
        readonly parameter: Parameter | null;
      }
    | { readonly kind: 'trainingSetting'; readonly property: string; readonly value: unknown }
    | { readonly kind: 'name'; readonly value: string }
    /** The key of a property: `path` ends with it. */
    | { readonly kind: 'property'; readonly property: string; readonly layer: number | null }
    /** Anything else: a bracket, a blank in a list, an unknown value. */
    | { readonly kind: 'other' }
  );

/** Where the value at a path stands; null where there is none. */
export function locate(tree: JsonNode | null, path: Path): Range | null {
  const node = nodeAtPath(tree, path);
  return node ? { offset: node.offset, length: node.length } : null;
}

/**
 * What stands at an offset: the innermost value or key that the character at it belongs to; null outside of the network
 * and on blanks and comments around it.
 * @param network For the names of parameters where the file alone cannot know them (one-hot columns by the data).
 */
export function nodeAt(
  parsed: Pick<ParsedNetwork, 'tree' | 'document' | 'outline'>,
  offset: number,
  network?: Network | null,
): Located | null {
  const found = parsed.tree && innermost(parsed.tree, [], offset);
  if (!found) return null;
  const { node, key, path } = found;
  const layer = path[0] === 'layers' && typeof path[1] === 'number' ? path[1] : null;
  if (key) return { kind: 'property', property: String(path[path.length - 1]), layer, range: key, path };
  const range = { offset: node.offset, length: node.length };
  const pattern = path.map((step) => (typeof step === 'number' ? '#' : step)).join('/');
  const described = describe(pattern, path, node, parsed.tree, network ?? networkOf(parsed));
  return { ...described, range, path };
}

/**
 * Where the number of a parameter stands; null where it is drawn, or starts at 0 without being written.
 * @param offset Index into the flat parameter array of `network`.
 */
export function rangeOfParameter(
  parsed: Pick<ParsedNetwork, 'tree' | 'document' | 'outline'>,
  offset: number,
  network: Network | null = networkOf(parsed),
): Range | null {
  if (!network || offset < 0 || offset >= network.parameterCount) return null;
  const { kind, layer, neuron, input } = network.parameterAt(offset);
  return locate(
    parsed.tree,
    kind === 'weight' ? ['layers', layer, 'weights', neuron, input] : ['layers', layer, 'biases', neuron],
  );
}

/** In a file with errors, as far as its layers can be made out. */
function networkOf({ document, outline }: Pick<ParsedNetwork, 'document' | 'outline'>): Network | null {
  return document?.network ?? (outline && sketchNetwork(outline));
}

interface Found {
  readonly node: JsonNode;
  readonly path: Path;
  /** Set where the offset is on the key of the property that `path` ends with. */
  readonly key: Range | null;
}

function innermost(node: JsonNode, path: Path, offset: number): Found | null {
  if (!within(node, offset)) return null;
  if (node.type === 'object') {
    for (const { key, keyRange, value } of node.properties) {
      if (within(keyRange, offset)) return { node: value, path: [...path, key], key: { ...keyRange } };
      const inner = innermost(value, [...path, key], offset);
      if (inner) return inner;
    }
  } else if (node.type === 'array') {
    for (const [index, item] of node.items.entries()) {
      const inner = innermost(item, [...path, index], offset);
      if (inner) return inner;
    }
  } else if (node.type === 'numbers') {
    const index = numberAt(node, offset);
    if (index !== null) return { node: itemAt(node, index)!, path: [...path, index], key: null };
  }
  return { node, path, key: null };
}

/** The number whose text holds the offset, by bisection: layers may have hundreds of thousands. */
function numberAt({ offsets, ends }: NumbersNode, offset: number): number | null {
  let [low, high] = [0, offsets.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (offsets[middle] <= offset) low = middle;
    else high = middle - 1;
  }
  return offsets[low] <= offset && offset < ends[low] ? low : null;
}

function within({ offset: start, length }: Range, offset: number): boolean {
  return start <= offset && offset < start + length;
}

type Kind = Located extends infer L ? (L extends Place ? Omit<L, keyof Place> : never) : never;
type Context = {
  readonly indices: readonly number[];
  readonly node: JsonNode;
  readonly tree: JsonNode | null;
  readonly network: Network | null;
};

/** By path with # for an index; where a row gives null the value is not of the kind that belongs there. */
const rows: Readonly<Record<string, (context: Context) => Kind | null>> = {
  name: ({ node }) => (node.type === 'string' ? { kind: 'name', value: node.value } : null),
  loss: named('loss'),
  'optimizer/type': named('optimizer'),
  'layers/#': ({ indices: [layer] }) => ({ kind: 'layer', layer }),
  'layers/#/activation': named('activation'),
  'layers/#/init': named('init'),
  'layers/#/neurons/#': ({ indices: [layer, neuron], node }) =>
    node.type === 'string' ? { kind: 'neuron', layer, neuron, label: node.value } : null,
  'layers/#/weights/#/#': weightAt,
  'layers/#/biases/#': biasAt,
  dataset: () => ({ kind: 'dataset' }),
  'dataset/file': () => ({ kind: 'dataset' }),
  'dataset/columns/#': ({ indices: [index], node }) => columnAt('data', index, node),
  'dataset/rows/#/#': ({ indices: [row, column], node }) => ({ kind: 'cell', row, column, value: plainValue(node) }),
  'inputs/#': ({ indices: [index], node }) => columnAt('input', index, node),
  'outputs/#': ({ indices: [index], node }) => columnAt('output', index, node),
  'inputs/#/column': ({ indices: [index], node }) => columnAt('input', index, node),
  'outputs/#/column': ({ indices: [index], node }) => columnAt('output', index, node),
  'inputs/#/oneHot/#': (context) => categoryAt('input', context),
  'outputs/#/oneHot/#': (context) => categoryAt('output', context),
  'trainable/#': trainableAt,
};

/** Settings: one property deep in one of these. */
const settings: readonly (readonly [RegExp, (property: string, value: unknown, layer: number) => Kind])[] = [
  [/^layers\/#\/(units|bias)$/, (property, value, layer) => ({ kind: 'layerSetting', layer, property, value })],
  [/^optimizer\/([^/]+)$/, (property, value) => ({ kind: 'optimizerSetting', property, value })],
  [/^training\/(?:stopWhen\/)?([^/]+)$/, (property, value) => ({ kind: 'trainingSetting', property, value })],
  [
    /^dataset\/(delimiter|header|normalize|validation)$/,
    (property, value) => ({ kind: 'datasetSetting', property, value }),
  ],
];

function describe(pattern: string, path: Path, node: JsonNode, tree: JsonNode | null, network: Network | null): Kind {
  const indices = path.filter((step) => typeof step === 'number');
  const row = Object.hasOwn(rows, pattern) ? rows[pattern]({ indices, node, tree, network }) : null;
  if (row) return row;
  if (node.type !== 'object' && !isArray(node)) {
    for (const [shape, kind] of settings) {
      const match = shape.exec(pattern);
      if (match) return kind(match[1], plainValue(node), indices[0]);
    }
  }
  return { kind: 'other' };
}

function named(kind: 'loss' | 'optimizer' | 'activation' | 'init') {
  return ({ node, indices: [layer] }: Context): Kind | null =>
    node.type === 'string' ? ({ kind, name: node.value, ...(layer !== undefined && { layer }) } as Kind) : null;
}

function weightAt({ indices: [layer, neuron, input], node, network }: Context): Kind | null {
  if (node.type !== 'number') return null;
  const there = network?.layers[layer];
  const parameter = there && neuron < there.units && input < there.inputs ? network.weight(layer, neuron, input) : null;
  return { kind: 'weight', layer, neuron, input, value: node.value, parameter };
}

function biasAt({ indices: [layer, neuron], node, network }: Context): Kind | null {
  if (node.type !== 'number') return null;
  const there = network?.layers[layer];
  const parameter = there?.bias && neuron < there.units ? network!.bias(layer, neuron) : null;
  return { kind: 'bias', layer, neuron, value: node.value, parameter };
}

function columnAt(role: 'input' | 'output' | 'data', index: number, node: JsonNode): Kind | null {
  const name = node.type === 'string' ? node : nodeAtPath(node, ['column']);
  return name?.type === 'string' ? { kind: 'column', role, index, column: name.value } : null;
}

function categoryAt(role: 'input' | 'output', { indices: [index], node, tree }: Context): Kind | null {
  const column = nodeAtPath(tree, [`${role}s`, index, 'column']);
  if (node.type !== 'string' || column?.type !== 'string') return null;
  return { kind: 'category', role, index, column: column.value, category: node.value };
}

function trainableAt({ indices: [index], node, network }: Context): Kind | null {
  if (node.type !== 'string') return null;
  return { kind: 'trainable', index, name: node.value, parameter: network?.parameterByName(node.value) ?? null };
}
