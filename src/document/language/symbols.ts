/** A network file as an outline: data, columns, layers, neurons, parameters and settings, each with its place. */

import type { Layer, Network } from '../../core/network';
import { isArray, itemCount, itemRange, type JsonNode, nodeAtPath, propertyOf } from '../json/tree';
import type { ColumnReference, LayerOutline } from '../outline';
import type { ParsedNetwork } from '../parse';
import type { Range } from '../problems';
import { sketchNetwork } from '../sketch';
import { count, number } from '../words';

export type SymbolKind = 'data' | 'columns' | 'column' | 'layer' | 'neuron' | 'weight' | 'bias' | 'setting';

export interface NetworkSymbol {
  readonly name: string;
  readonly detail: string;
  readonly kind: SymbolKind;
  readonly range: Range;
  /** Inside `range`: where the cursor goes. */
  readonly selection: Range;
  readonly children: readonly NetworkSymbol[];
}

/** Parameters of a layer that are listed one by one; larger layers have their neurons only, then nothing. */
const MOST_PARAMETERS = 200;
const MOST_NEURONS = 200;

/** In the order of the text. */
export function symbolsOf(
  { tree, outline, document }: Pick<ParsedNetwork, 'tree' | 'outline' | 'document'>,
  known?: Network | null,
): NetworkSymbol[] {
  if (!outline || tree?.type !== 'object') return [];
  const network = known ?? document?.network ?? sketchNetwork(outline);
  const rows: Readonly<Record<string, (node: JsonNode) => Pick<NetworkSymbol, 'detail' | 'kind' | 'children'>>> = {
    dataset: () => ({
      detail: outline.dataset?.kind === 'file' ? outline.dataset.path : 'in this file',
      kind: 'data',
      children: [],
    }),
    inputs: () => columns(outline.inputs),
    outputs: () => columns(outline.outputs),
    layers: (node) => ({
      detail: network ? count(network.parameterCount, 'parameter') : '',
      kind: 'layer',
      children: outline.layers.flatMap((layer) => layerSymbol(layer, network, node)),
    }),
  };
  return tree.properties
    .filter(({ key }) => key !== '$schema' && key !== '')
    .map(({ key, keyRange, value }) => ({
      name: key,
      range: spanning(keyRange, value),
      selection: bare(keyRange),
      ...(Object.hasOwn(rows, key)
        ? rows[key](value)
        : { detail: settingDetail(value), kind: 'setting' as const, children: [] }),
    }));
}

/** `softplus, 1 → 2`: what a layer does and its shape; without its shape where the file does not tell it. */
export function layerWords(layer: LayerOutline, shape: Layer | undefined): string {
  const activation = layer.activation ?? 'no activation';
  if (shape) return `${activation}, ${shape.inputs} → ${shape.units}`;
  return layer.units === null ? activation : `${activation}, ${count(layer.units, 'neuron')}`;
}

function columns(references: readonly ColumnReference[]): Pick<NetworkSymbol, 'detail' | 'kind' | 'children'> {
  return {
    detail: references.map(({ column }) => column).join(', '),
    kind: 'columns',
    children: references
      .filter(({ column }) => column !== '')
      .map(({ column, oneHot, range, nameRange }) => ({
        name: column,
        detail: oneHot === false ? '' : 'one-hot',
        kind: 'column',
        range: bare(range),
        selection: bare(nameRange),
        children: [],
      })),
  };
}

function layerSymbol(layer: LayerOutline, network: Network | null, list: JsonNode): NetworkSymbol[] {
  // A layer that is no object has nothing to show.
  if (nodeAtPath(list, [layer.index])?.type !== 'object') return [];
  const shape = network?.layers[layer.index];
  return [
    {
      name: `Layer ${layer.index + 1}`,
      detail: layerWords(layer, shape),
      kind: 'layer',
      range: bare(layer.node),
      selection: bare(layer.activation === null ? layer.node : layer.activationRange),
      children: shape && network ? neurons(layer, network, shape) : [],
    },
  ];
}

/** One per row of weights, else one per bias or label: where something of the neuron is written. */
function neurons(layer: LayerOutline, network: Network, shape: Layer): NetworkSymbol[] {
  const labels = propertyOf(layer.node, 'neurons')?.value;
  const writtenWeights = layer.weights?.type === 'array' ? layer.weights : undefined;
  const places = writtenWeights ?? layer.biases ?? (isArray(labels) ? labels : undefined);
  if (!places) return [];
  const detailed = shape.units * (shape.inputs + 1) <= MOST_PARAMETERS;
  return Array.from({ length: Math.min(itemCount(places), shape.units, MOST_NEURONS) }, (_, neuron) => {
    const label = nodeAtPath(layer.node, ['neurons', neuron]);
    const [before, after] = [
      network.preActivationName(layer.index, neuron),
      network.activationName(layer.index, neuron),
    ];
    const children = detailed ? parameters(layer, network, shape, neuron) : [];
    const own = bare(itemRange(places, neuron));
    return {
      name:
        label?.type === 'string' && label.value !== '' ? label.value : before === after ? after : `${before}, ${after}`,
      detail: label?.type === 'string' && label.value !== '' ? `${before}, ${after}` : '',
      kind: 'neuron',
      // The biases stand elsewhere: VS Code wants children inside their parents, so a neuron has its row's weights only.
      range: own,
      selection: own,
      children: children.filter(({ range }) => inside(range, own)),
    };
  });
}

function parameters(layer: LayerOutline, network: Network, shape: Layer, neuron: number): NetworkSymbol[] {
  const row = layer.weights?.type === 'array' ? layer.weights.items[neuron] : undefined;
  const symbols: NetworkSymbol[] = [];
  const add = (name: string, kind: 'weight' | 'bias', node: JsonNode | undefined): void => {
    if (node?.type !== 'number') return;
    symbols.push({ name, detail: number(node.value), kind, range: bare(node), selection: bare(node), children: [] });
  };
  if (isArray(row)) {
    for (let input = 0; input < shape.inputs; input++) {
      add(network.displayName(network.weight(layer.index, neuron, input)), 'weight', nodeAtPath(row, [input]));
    }
  }
  if (shape.bias) {
    add(network.displayName(network.bias(layer.index, neuron)), 'bias', nodeAtPath(layer.node, ['biases', neuron]));
  }
  return symbols;
}

function settingDetail(node: JsonNode): string {
  if (node.type === 'string') return node.value;
  if (node.type === 'number') return number(node.value);
  const type = propertyOf(node, 'type')?.value;
  if (type?.type === 'string') return type.value;
  return node.type === 'array'
    ? node.items.flatMap((item) => (item.type === 'string' ? item.value : [])).join(', ')
    : '';
}

const bare = ({ offset, length }: Range): Range => ({ offset, length });

const inside = (inner: Range, outer: Range): boolean =>
  inner.offset >= outer.offset && inner.offset + inner.length <= outer.offset + outer.length;

function spanning(from: Range, to: Range): Range {
  return { offset: from.offset, length: Math.max(from.length, to.offset + to.length - from.offset) };
}
