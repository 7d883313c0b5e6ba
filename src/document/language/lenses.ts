/** What stands above a network and above each of its layers: what can be done with it, and its shape. */

import type { Layer, Network } from '../../core/network';
import type { Outline } from '../outline';
import type { Range } from '../problems';
import { count } from '../words';
import { layerWords } from './symbols';

export type LensAction = 'open' | 'run' | 'checkGradients' | 'select';

export interface Lens {
  readonly range: Range;
  readonly title: string;
  readonly action: LensAction;
  /** Of `select`: the parameter that the stepper is to show. */
  readonly parameter?: string;
}

/** Parameters named one by one. */
const MOST_NAMES = 4;

/** @param network null where the file does not tell it: then layers have no lens. */
export function lensesOf({ root, layers }: Outline, network: Network | null): Lens[] {
  const range = { offset: root.offset, length: 1 };
  const size = network
    ? `: ${count(network.layers.length, 'layer')}, ${count(network.parameterCount, 'parameter')}`
    : '';
  return [
    { range, title: `$(debug-step-into) Step through${size}`, action: 'open' },
    { range, title: '$(play) Train', action: 'run' },
    { range, title: '$(check-all) Check derivatives', action: 'checkGradients' },
    ...layers.flatMap((layer): Lens[] => {
      const shape = network?.layers.at(layer.index);
      if (!network || !shape) return [];
      const { offset } = layer.node;
      const title = `Layer ${layer.index + 1}: ${layerWords(layer, shape)} · ${parameterWords(network, shape)}`;
      const parameter = network.weight(shape.index, 0, 0).name;
      return [{ range: { offset, length: 1 }, title, action: 'select', parameter }];
    }),
  ];
}

/** `4 parameters (w1, w2, b1, b2)`, `100480 parameters (W[1], b[1])`. */
function parameterWords(network: Network, { index, units, inputs, bias, weightOffset }: Layer): string {
  const total = units * (inputs + (bias ? 1 : 0));
  const all = count(total, 'parameter');
  if (network.matrixForm) return `${all} (W[${index + 1}]${bias ? `, b[${index + 1}]` : ''})`;
  if (total > MOST_NAMES) {
    const [first, last] = [network.parameterAt(weightOffset), network.parameterAt(weightOffset + units * inputs - 1)];
    const biases = bias ? `, ${rangeWords(network.bias(index, 0).name, network.bias(index, units - 1).name)}` : '';
    return `${all} (${rangeWords(first.name, last.name)}${biases})`;
  }
  const names = Array.from({ length: total }, (_, i) => network.parameterAt(weightOffset + i).name);
  return `${all} (${names.join(', ')})`;
}

const rangeWords = (first: string, last: string): string => (first === last ? first : `${first} to ${last}`);
