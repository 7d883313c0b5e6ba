/** As much of a network as can be read from a file that may be half written: what the checks and look-ups go by. */

import {
  type ArrayNode,
  isArray,
  itemCount,
  type JsonNode,
  type NumbersNode,
  type ObjectNode,
  propertyOf,
} from './json/tree';
import type { Path, Range } from './problems';

/** An entry of `inputs` or `outputs`. */
export interface ColumnReference {
  readonly column: string;
  /** false: a number column; true: the categories found, sorted; else these categories. */
  readonly oneHot: boolean | readonly string[];
  /** Those given, with their quotes. */
  readonly categories: readonly { readonly name: string; readonly range: Range }[];
  /** The column's name with its quotes. */
  readonly nameRange: Range;
  /** The whole entry. */
  readonly range: Range;
  readonly path: Path;
}

export type DatasetReference =
  | {
      readonly kind: 'file';
      /** As written, relative to the network file. */
      readonly path: string;
      readonly delimiter?: string;
      readonly header: boolean;
      readonly columns?: readonly string[];
      readonly pathRange: Range;
      readonly range: Range;
    }
  | { readonly kind: 'inline'; readonly node: ObjectNode; readonly range: Range };

export interface LayerOutline {
  readonly index: number;
  readonly node: ObjectNode;
  readonly activation: string | null;
  readonly activationRange: Range;
  /** Number of neurons, from weights, units or biases, in this order; null where none of them says. */
  readonly units: number | null;
  readonly unitsNode: JsonNode | undefined;
  readonly weights: ArrayNode | NumbersNode | undefined;
  readonly biases: ArrayNode | NumbersNode | undefined;
  readonly bias: boolean;
}

export interface Outline {
  readonly root: ObjectNode;
  readonly dataset: DatasetReference | null;
  readonly inputs: readonly ColumnReference[];
  readonly outputs: readonly ColumnReference[];
  readonly layers: readonly LayerOutline[];
  /** Names of the input features (`dose`, `species=setosa`); null where only the data can tell. */
  readonly inputFeatures: readonly string[] | null;
  readonly outputFeatures: readonly string[] | null;
}

/** null where the text is no object at all. */
export function readOutline(root: JsonNode | null): Outline | null {
  if (root?.type !== 'object') return null;
  const inputs = readColumns(root, 'inputs');
  const outputs = readColumns(root, 'outputs');
  const layers = propertyOf(root, 'layers')?.value;
  return {
    root,
    dataset: readDataset(propertyOf(root, 'dataset')?.value),
    inputs: inputs ?? [],
    outputs: outputs ?? [],
    layers: layers?.type === 'array' ? layers.items.map(readLayer) : [],
    inputFeatures: inputs && featureNames(inputs),
    outputFeatures: outputs && featureNames(outputs),
  };
}

/** What the features of columns are called; null where a one-hot column leaves its categories to the data. */
export function featureNames(columns: readonly ColumnReference[]): string[] | null {
  const names = columns.map(({ column, oneHot }) => {
    if (oneHot === true) return null;
    return oneHot === false ? [column] : oneHot.map((category) => `${column}=${category}`);
  });
  return names.includes(null) ? null : names.flatMap((name) => name ?? []);
}

/** null where the list is missing or one of its entries cannot be read. */
function readColumns(root: ObjectNode, key: 'inputs' | 'outputs'): ColumnReference[] | null {
  const list = propertyOf(root, key)?.value;
  if (list?.type !== 'array' || list.items.length === 0) return null;
  const columns = list.items.map((item, index) => readColumn(item, [key, index]));
  return columns.every((column) => column !== null) ? columns : null;
}

function readColumn(node: JsonNode, path: Path): ColumnReference | null {
  const name = node.type === 'string' ? node : propertyOf(node, 'column')?.value;
  if (name?.type !== 'string') return null;
  const oneHot = propertyOf(node, 'oneHot')?.value;
  const categories =
    oneHot?.type === 'array'
      ? oneHot.items.flatMap((item) => (item.type === 'string' ? { name: item.value, range: rangeOf(item) } : []))
      : [];
  const names = categories.map((category) => category.name);
  return {
    column: name.value,
    oneHot: oneHot?.type === 'boolean' ? oneHot.value : names.length > 0 ? names : false,
    categories,
    nameRange: rangeOf(name),
    range: rangeOf(node),
    path,
  };
}

function readDataset(node: JsonNode | undefined): DatasetReference | null {
  if (!node) return null;
  const range = rangeOf(node);
  if (node.type === 'string') return { kind: 'file', path: node.value, header: true, pathRange: range, range };
  if (node.type !== 'object') return null;
  const file = propertyOf(node, 'file')?.value;
  if (file?.type !== 'string') return propertyOf(node, 'rows') ? { kind: 'inline', node, range } : null;
  const delimiter = propertyOf(node, 'delimiter')?.value;
  const header = propertyOf(node, 'header')?.value;
  const columns = propertyOf(node, 'columns')?.value;
  const names =
    columns?.type === 'array' ? columns.items.flatMap((item) => (item.type === 'string' ? item.value : [])) : [];
  return {
    kind: 'file',
    path: file.value,
    ...(delimiter?.type === 'string' && delimiter.value.length === 1 && { delimiter: delimiter.value }),
    header: header?.type === 'boolean' ? header.value : true,
    ...(names.length > 0 && { columns: names }),
    pathRange: rangeOf(file),
    range,
  };
}

function readLayer(node: JsonNode, index: number): LayerOutline {
  // A layer that is no object still counts, so that those after it keep their numbers.
  const layer: ObjectNode = node.type === 'object' ? node : { type: 'object', properties: [], ...rangeOf(node) };
  const activation = propertyOf(layer, 'activation')?.value;
  const weights = listAt(layer, 'weights');
  const biases = listAt(layer, 'biases');
  const unitsNode = propertyOf(layer, 'units')?.value;
  const units =
    unitsNode?.type === 'number' && Number.isInteger(unitsNode.value) && unitsNode.value > 0 ? unitsNode.value : null;
  const bias = propertyOf(layer, 'bias')?.value;
  const rows = weights?.type === 'array' && weights.items.length > 0 ? weights.items.length : null;
  return {
    index,
    node: layer,
    activation: activation?.type === 'string' ? activation.value : null,
    activationRange: rangeOf(activation ?? layer),
    // Weights that are one flat list do not tell: their problem is reported, and no other is made up from it.
    units:
      weights?.type === 'numbers'
        ? null
        : (rows ?? units ?? (biases && itemCount(biases) > 0 ? itemCount(biases) : null)),
    unitsNode,
    weights,
    biases,
    bias: !(bias?.type === 'boolean' && !bias.value),
  };
}

function listAt(owner: ObjectNode, key: string): ArrayNode | NumbersNode | undefined {
  const value = propertyOf(owner, key)?.value;
  return isArray(value) ? value : undefined;
}

function rangeOf({ offset, length }: Range): Range {
  return { offset, length };
}
