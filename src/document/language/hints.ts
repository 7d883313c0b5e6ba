/** What is shown between the numbers of a network file: whose they are, and what a run has made of them. */

import type { Network, Parameter } from '../../core/network';
import { isArray, itemCount, itemRange, type JsonNode, nodeAtPath } from '../json/tree';
import type { ParsedNetwork } from '../parse';
import type { Range } from '../problems';

/** A parameter whose number is written in the file. */
export interface WrittenParameter {
  readonly parameter: Parameter;
  readonly range: Range;
  readonly value: number;
}

/**
 * The written parameters whose numbers lie within a range, in the order of the text of each layer; at most `limit`.
 * @param network As the file has it: rows and numbers beyond its shape are left out.
 */
export function writtenParameters(
  { tree, text }: Pick<ParsedNetwork, 'tree' | 'text'>,
  network: Network,
  within: Range,
  limit: number,
): WrittenParameter[] {
  const found: WrittenParameter[] = [];
  const layers = nodeAtPath(tree, ['layers']);
  if (layers?.type !== 'array') return found;
  const add = (list: JsonNode | undefined, count: number, parameterAt: (index: number) => Parameter): void => {
    if (!isArray(list) || !overlaps(list, within)) return;
    for (let index = 0; index < Math.min(itemCount(list), count) && found.length < limit; index++) {
      const range = itemRange(list, index);
      if (!overlaps(range, within)) continue;
      const value = list.type === 'numbers' ? list.values[index] : numberOf(list.items[index]);
      const { offset, length } = range;
      // `.63` and `-3.5e` are read as if they were numbers, for what is said of them.
      if (value === null || Number(text.slice(offset, offset + length)) !== value) continue;
      found.push({ parameter: parameterAt(index), range: { offset, length }, value });
    }
  };
  for (const { index, units, inputs, bias } of network.layers) {
    const layer = layers.items.at(index);
    if (!layer || !overlaps(layer, within)) continue;
    for (let neuron = 0; neuron < units; neuron++) {
      const row = nodeAtPath(layer, ['weights', neuron]);
      add(row, inputs, (input) => network.weight(index, neuron, input));
    }
    if (bias) add(nodeAtPath(layer, ['biases']), units, (neuron) => network.bias(index, neuron));
  }
  return found;
}

function numberOf(node: JsonNode): number | null {
  return node.type === 'number' ? node.value : null;
}

function overlaps(a: Range, b: Range): boolean {
  return a.offset < b.offset + b.length && b.offset < a.offset + a.length;
}
