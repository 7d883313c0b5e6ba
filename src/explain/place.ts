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

/** `Layer 1: 2 neurons with 1 input each: 2 weights, w1 and w2, and 2 biases, b1 and b2.` */
export function layerWords(network: Network, index: number): string {
  const { units, inputs, bias } = network.layers[index];
  const count = (n: number, noun: string, plural = `${noun}s`): string => `${n} ${n === 1 ? noun : plural}`;
  const weights = names(network, units * inputs, (i) => network.weight(index, Math.floor(i / inputs), i % inputs));
  const biases = bias
    ? `${count(units, 'bias', 'biases')}, ${names(network, units, (neuron) => network.bias(index, neuron))}`
    : 'no biases';
  const sizes = `${count(units, 'neuron')} with ${count(inputs, 'input')}${units === 1 ? '' : ' each'}`;
  return `Layer ${index + 1}: ${sizes}. ${count(units * inputs, 'weight')}, ${weights}; ${biases}.`;
}

/** `w1 to w9`, `w1`. */
function names(network: Network, count: number, at: (index: number) => Parameter): string {
  const [first, last] = [at(0), at(count - 1)].map((parameter) => `⟨${network.displayName(parameter)}⟩`);
  return count === 1 ? first : `${first} ${count === 2 ? 'and' : 'to'} ${last}`;
}
