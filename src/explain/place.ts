/** Where a parameter stands in its network, in words: `weight from y1 to predicted: layer 2, neuron 1, input 1`. */

import type { Network, Parameter } from '../core/network';

/** With names between ⟨ and ⟩. */
export function parameterPlace(network: Network, parameter: Parameter): string {
  const { layer, neuron, input } = parameter;
  const label = network.layers[layer].neurons?.[neuron];
  const target = `⟨${network.preActivationName(layer, neuron)}⟩${label ? ` (${label})` : ''}`;
  const where = `layer ${layer + 1}, neuron ${neuron + 1}`;
  if (parameter.kind === 'bias') return `bias of ${target}: ${where}`;
  const column = layer === 0 && network.matrixForm ? ` (${network.inputs[input]})` : '';
  return `weight from ⟨${network.inputName(layer, input)}⟩${column} to ${target}: ${where}, input ${input + 1}`;
}
