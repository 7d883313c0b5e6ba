/** What a breakpoint on a line, or on a place of it, waits for: the operations that belong to what is written there. */

import type { Spot } from '../../core/operationPlace';
import type { Setup } from '../../core/setup';
import { isArray, itemCount, itemRange, type JsonNode, type NumbersNode } from '../../document/json/tree';
import type { Path, Range } from '../../document/problems';
import { layoutOf, union, watchedSpots, type Watched } from './operations';

export interface Location {
  readonly range: Range;
  /** What is waited for: `derivative and update of w3`. */
  readonly label: string;
  readonly watched: Watched;
  /** Whether its line is about it, whatever else stands there. */
  readonly leads?: boolean;
  /** Why there is nothing to wait for. */
  readonly problem?: string;
}

interface Context {
  readonly setup: Setup;
  readonly indices: readonly number[];
}

type Described = Omit<Location, 'range'>;

/** By path with # for an index; what has no row belongs to what is around it. */
const rows: Readonly<Record<string, (context: Context) => Described | null>> = {
  inputs: sampleBegins,
  dataset: sampleBegins,
  training: () => ({
    label: 'start of an update',
    watched: { start: true, inSample: [], afterSamples: [] },
  }),
  loss: ({ setup }) => {
    const spot: Spot = { kind: 'lossTerm', layer: -1, neuron: setup.network.lastLayer.units - 1, input: -1 };
    return { label: 'loss of a sample', watched: watchedSpots(setup, [spot]) };
  },
  optimizer: ({ setup }) => ({
    label: 'first step of the update phase',
    watched: { start: false, inSample: [], afterSamples: layoutOf(setup).afterSamples > 0 ? [0] : [] },
  }),
  'layers/#': layerPasses,
  'layers/#/activation': activationOf,
  'layers/#/weights/#/#': ({ setup, indices: [layer, neuron, input] }) => {
    const there = setup.network.layers.at(layer);
    if (!there || neuron >= there.units || input >= there.inputs) return null;
    return numberOf(setup, layer, neuron, input);
  },
  'layers/#/biases/#': ({ setup, indices: [layer, neuron] }) => {
    const there = setup.network.layers.at(layer);
    return there?.bias && neuron < there.units ? numberOf(setup, layer, neuron, -1) : null;
  },
};

function sampleBegins(): Described {
  return { label: 'first operation of a sample', watched: { start: false, inSample: [0], afterSamples: [] } };
}

function numberOf(setup: Setup, layer: number, neuron: number, input: number): Described {
  const { network, trainable } = setup;
  const parameter = input < 0 ? network.bias(layer, neuron) : network.weight(layer, neuron, input);
  const name = network.displayName(parameter);
  const spots = (['contribution', 'move'] as const).map((kind): Spot => ({ kind, layer, neuron, input }));
  const frozen = trainable[parameter.offset] === 0;
  return {
    label: `derivative and update of ${name}`,
    watched: watchedSpots(setup, spots),
    ...(frozen && { problem: `${name} is frozen: it has no derivative and is not updated.` }),
  };
}

/** The beginning of its forward pass, and of its backward pass. */
function layerPasses({ setup, indices: [index] }: Context): Described | null {
  const layer = setup.network.layers.at(index);
  if (!layer) return null;
  const spots = (kind: Spot['kind']): Spot[] =>
    Array.from({ length: layer.units }, (_, neuron) => ({ kind, layer: index, neuron, input: -1 }));
  const first = (kinds: readonly Spot['kind'][]): number[] =>
    watchedSpots(setup, kinds.flatMap(spots)).inSample.slice(0, 1);
  return {
    label: `forward and backward pass of layer ${index + 1}`,
    leads: true,
    watched: {
      start: false,
      inSample: [...first(['preActivation']), ...first(['activationDerivative', 'preDerivative'])],
      afterSamples: [],
    },
  };
}

/** The operations of every neuron's activation, and of its slope. */
function activationOf(context: Context): Described | null {
  const {
    setup,
    indices: [index],
  } = context;
  const layer = setup.network.layers.at(index);
  if (!layer) return null;
  const kinds = ['activation', 'preDerivative'] as const;
  const spots = Array.from({ length: layer.units }, (_, neuron) =>
    kinds.map((kind): Spot => ({ kind, layer: index, neuron, input: -1 })),
  ).flat();
  const watched = watchedSpots(setup, spots);
  if (layer.activation === 'identity') return null;
  return { label: `${layer.activation} of layer ${index + 1}, and its slope`, watched };
}

/** Everything in a part of the text that can be waited for, in the order of the text. */
export function locationsIn(tree: JsonNode | null, setup: Setup, within: Range): Location[] {
  const found: Location[] = [];
  if (tree) visit(tree, [], setup, within, found);
  return found.sort((a, b) => a.range.offset - b.range.offset);
}

/** What a breakpoint on a whole line waits for: a layer that begins there, else all that stands there. */
export function locationOfLine(tree: JsonNode | null, setup: Setup, line: Range): Location | null {
  const all = locationsIn(tree, setup, line);
  const leading = all.find(({ leads }) => leads) ?? (all.length === 1 ? all[0] : null);
  if (leading) return leading;
  if (all.length === 0) return enclosing(tree, setup, line);
  const learning = all.filter(({ problem }) => problem === undefined);
  if (learning.length === 0) return all[0];
  return {
    range: learning[0].range,
    label:
      learning.length > 3
        ? `${learning[0].label} … ${learning.at(-1)!.label}`
        : learning.map(({ label }) => label).join('; '),
    watched: union(learning.map(({ watched }) => watched)),
  };
}

/** Of a line that has nothing of its own, such as a layer's `units`: what is around it. */
function enclosing(node: JsonNode | null, setup: Setup, line: Range, path: Path = []): Location | null {
  if (!node || node.offset > line.offset || node.offset + node.length < line.offset + line.length) return null;
  const parts: readonly (readonly [string | number, JsonNode])[] =
    node.type === 'object'
      ? node.properties.map(({ key, value }) => [key, value] as const)
      : node.type === 'array'
        ? [...node.items.entries()]
        : [];
  for (const [step, part] of parts) {
    const inner = enclosing(part, setup, line, [...path, step]);
    if (inner) return inner;
  }
  const described = describe(path, setup);
  return described && { ...described, range: node };
}

function visit(node: JsonNode, path: Path, setup: Setup, within: Range, found: Location[]): void {
  const end = within.offset + within.length;
  if (node.offset >= end || node.offset + node.length <= within.offset) return;
  add(node, path, setup, within, found);
  if (node.type === 'object') {
    for (const { key, value } of node.properties) visit(value, [...path, key], setup, within, found);
  } else if (node.type === 'array') {
    node.items.forEach((item, index) => visit(item, [...path, index], setup, within, found));
  } else if (isArray(node)) {
    const [first, last] = numbersIn(node, within.offset, end);
    for (let index = first; index < last; index++) add(itemRange(node, index), [...path, index], setup, within, found);
  }
}

function add({ offset, length }: Range, path: Path, setup: Setup, within: Range, found: Location[]): void {
  if (offset < within.offset || offset >= within.offset + within.length) return;
  const described = describe(path, setup);
  if (described) found.push({ ...described, range: { offset, length } });
}

function describe(path: Path, setup: Setup): Described | null {
  const pattern = path.map((step) => (typeof step === 'number' ? '#' : step)).join('/');
  const indices = path.filter((step) => typeof step === 'number');
  return Object.hasOwn(rows, pattern) ? rows[pattern]({ setup, indices }) : null;
}

/** The numbers that begin in a part of the text: lists may have hundreds of thousands. */
function numbersIn(node: NumbersNode, from: number, to: number): [number, number] {
  const firstFrom = (offset: number): number => {
    let [low, high] = [0, itemCount(node)];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (node.offsets[middle] < offset) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return [firstFrom(from), firstFrom(to)];
}
