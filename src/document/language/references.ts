/** From a name or a number of a network file to all places that mean the same parameter, column or neuron. */

import type { Network, Parameter } from '../../core/network';
import { type Located, nodeAt, rangeOfParameter } from '../locate';
import { isArray, itemRange, nodeAtPath, propertyOf } from '../json/tree';
import type { LoadedNetwork } from '../loadSetup';
import type { ParsedNetwork } from '../parse';
import type { Range } from '../problems';
import { sketchNetwork } from '../sketch';
import { columnPlaces } from './columnPlaces';

/** What can be looked up. */
export type Subject =
  | { readonly kind: 'parameter'; readonly parameter: Parameter; readonly network: Network }
  | { readonly kind: 'column'; readonly column: string }
  | { readonly kind: 'neuron'; readonly layer: number; readonly neuron: number };

export interface Occurrence {
  readonly file: 'network' | 'data';
  readonly range: Range;
  /** Where it is defined: the number of a parameter, the header or the list of names of a column. */
  readonly definition: boolean;
}

type Loaded = Pick<LoadedNetwork, 'parsed' | 'data' | 'setup'>;

/** What stands at an offset of the network file, and its own place; null where it is nothing that has a name. */
export function subjectAt({ parsed, setup }: Loaded, offset: number): { subject: Subject; range: Range } | null {
  const network = setup?.network ?? parsed.document?.network ?? (parsed.outline && sketchNetwork(parsed.outline));
  // Behind the last character of a word is still on it, for whoever asks with the cursor there.
  for (const at of [offset, offset - 1]) {
    const located = at < 0 ? null : nodeAt(parsed, at, network);
    const subject = located && subjectOf(located, network);
    if (subject) return { subject, range: nameRange(parsed, located) };
  }
  return null;
}

function subjectOf(located: Located, network: Network | null): Subject | null {
  switch (located.kind) {
    case 'weight':
    case 'bias':
    case 'trainable':
      return located.parameter && network ? { kind: 'parameter', parameter: located.parameter, network } : null;
    case 'column':
      return located.column === '' ? null : { kind: 'column', column: located.column };
    case 'neuron':
      return { kind: 'neuron', layer: located.layer, neuron: located.neuron };
    default:
      return null;
  }
}

/** Of a column given as an object, its name. */
function nameRange({ tree }: ParsedNetwork, { range, path }: Located): Range {
  const name = propertyOf(nodeAtPath(tree, path), 'column')?.value;
  return name ? { offset: name.offset, length: name.length } : range;
}

/** All places, those of the network file first, each once, in the order of the text. */
export function occurrencesOf(loaded: Loaded, subject: Subject): Occurrence[] {
  switch (subject.kind) {
    case 'parameter':
      return parameterPlaces(loaded.parsed, subject);
    case 'column':
      return columnPlaces(loaded, subject.column);
    case 'neuron':
      return neuronPlaces(loaded.parsed, subject);
  }
}

/** Its number, and its name in `trainable`, however it is written there. */
function parameterPlaces(
  parsed: ParsedNetwork,
  { parameter, network }: Extract<Subject, { kind: 'parameter' }>,
): Occurrence[] {
  const own = rangeOfParameter(parsed, parameter.offset, network);
  const trainable = nodeAtPath(parsed.tree, ['trainable']);
  const named =
    trainable?.type === 'array'
      ? trainable.items.filter(
          (item) => item.type === 'string' && network.parameterByName(item.value)?.offset === parameter.offset,
        )
      : [];
  return [
    ...(own ? [{ file: 'network' as const, range: own, definition: true }] : []),
    ...named.map(({ offset, length }) => ({
      file: 'network' as const,
      range: { offset, length },
      definition: false,
    })),
  ].sort((a, b) => a.range.offset - b.range.offset);
}

/** Its label, its row of weights and its bias. */
function neuronPlaces({ tree }: ParsedNetwork, { layer, neuron }: { layer: number; neuron: number }): Occurrence[] {
  const lists = ['neurons', 'weights', 'biases'] as const;
  return lists
    .flatMap((key): Occurrence[] => {
      const list = nodeAtPath(tree, ['layers', layer, key]);
      if (!isArray(list) || !nodeAtPath(list, [neuron])) return [];
      const { offset, length } = itemRange(list, neuron);
      return [{ file: 'network', range: { offset, length }, definition: key === 'weights' }];
    })
    .sort((a, b) => a.range.offset - b.range.offset);
}
