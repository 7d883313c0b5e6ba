/** The source of straight-line code for one network: made from its shapes and the rules' names, never from its texts. */

import { inlineActivations, inlineLosses } from './inlineRules';
import { losses } from './losses';
import type { Layer, Network } from './network';

/**
 * Local variables: p… parameters, g… their derivatives, a…_… activations and z…_… pre-activations by layer and neuron,
 * e…_… what an activation's value and slope share, d…_… dL/dz, o… observed, sum: the loss without its scale.
 * Layers count from 0 and the inputs are layer −1: `a_3` is the fourth input.
 */
const local = (kind: string, layer: number, neuron: number) => `${kind}${layer < 0 ? '' : layer}_${neuron}`;
const z = (layer: number, neuron: number) => local('z', layer, neuron);
const a = (layer: number, neuron: number) => local('a', layer, neuron);
const e = (layer: number, neuron: number) => local('e', layer, neuron);
const d = (layer: number, neuron: number) => local('d', layer, neuron);
const p = (offset: number) => `p${offset}`;
const g = (offset: number) => `g${offset}`;

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/**
 * The body of a function of (p, inputs, outputs, rows, scale, g) that returns the loss of the rows without its scale and,
 * with `trainable`, puts the derivatives of trainable parameters into g. `value` and `slope`: arrays of functions by
 * layer, for activations that cannot be written inline.
 */
export function functionBody(network: Network, trainable: Uint8Array | null): string {
  const { layers, parameterCount } = network;
  const trained = trainable ? numbers(parameterCount).filter((offset) => trainable[offset] !== 0) : [];
  const lowest = trained.length > 0 ? layers.findLastIndex(({ weightOffset }) => weightOffset <= trained[0]) : Infinity;
  return [
    ...numbers(parameterCount).map((offset) => `const ${p(offset)} = p[${offset}];`),
    ...trained.map((offset) => `let ${g(offset)} = 0;`),
    'let sum = 0;',
    'for (let i = 0; i < rows.length; i++) {',
    ...samplesValues(network),
    ...layers.flatMap(forward),
    ...lossTerms(network),
    ...layers
      .toReversed()
      .flatMap((layer) => (layer.index < lowest ? [] : backward(network, layer, lowest, trainable!))),
    '}',
    ...trained.map((offset) => `g[${offset}] = ${g(offset)};`),
    'return sum;',
  ].join('\n');
}

function samplesValues({ inputs, outputs }: Network): string[] {
  const read = (name: (i: number) => string, array: string, count: number) =>
    numbers(count).map((i) => `const ${name(i)} = ${array}[rows[i] * ${count} + ${i}];`);
  return [...read((i) => a(-1, i), 'inputs', inputs.length), ...read((i) => `o${i}`, 'outputs', outputs.length)];
}

function forward(layer: Layer): string[] {
  const { index, units } = layer;
  const sums = numbers(units).map((neuron) => `const ${z(index, neuron)} = ${weightedSum(layer, neuron)};`);
  return [
    ...sums,
    ...(layer.activation === 'softmax' ? softmax(layer) : numbers(units).flatMap((j) => activate(layer, j))),
  ];
}

function weightedSum({ index, inputs, weightOffset, biasOffset }: Layer, neuron: number): string {
  const terms = numbers(inputs).map((input) => `${p(weightOffset + neuron * inputs + input)} * ${a(index - 1, input)}`);
  return (biasOffset < 0 ? terms : [...terms, p(biasOffset + neuron)]).join(' + ');
}

function activate({ index, activation }: Layer, neuron: number): string[] {
  const [x, y, shared] = [z(index, neuron), a(index, neuron), e(index, neuron)];
  if (activation === 'identity') return [`const ${y} = ${x};`];
  const rule = inlineActivations[activation];
  if (!rule) return [`const ${y} = value[${index}](${x});`];
  return [...(rule.share ? [rule.share(shared, x)] : []), `const ${y} = ${rule.value(x, shared)};`];
}

/** As stableFunctions.ts has it: e^(z − largest) over their sum; `logSumExp` for the loss. */
function softmax({ index, units }: Layer): string[] {
  const all = numbers(units);
  return [
    `let largest = ${z(index, 0)};`,
    ...all.slice(1).map((j) => `if (${z(index, j)} > largest) largest = ${z(index, j)};`),
    ...all.map((j) => `const ${e(index, j)} = Math.exp(${z(index, j)} - largest);`),
    `const powers = ${all.map((j) => e(index, j)).join(' + ')};`,
    ...all.map((j) => `const ${a(index, j)} = ${e(index, j)} / powers;`),
    'const logSumExp = largest + Math.log(powers);',
  ];
}

function lossTerms({ loss, lastLayer: { index, units } }: Network): string[] {
  const { term } = inlineLosses[loss];
  return numbers(units).map((j) => `sum += ${term(`o${j}`, a(index, j), z(index, j), 'logSumExp')};`);
}

/** dL/dz of a layer, and what it adds to the derivatives of the layer's parameters. */
function backward(network: Network, layer: Layer, lowest: number, trainable: Uint8Array): string[] {
  const { index, units, inputs, weightOffset, biasOffset } = layer;
  return numbers(units).flatMap((neuron) => {
    const delta = d(index, neuron);
    const adds: string[] = [];
    for (const input of numbers(inputs)) {
      const offset = weightOffset + neuron * inputs + input;
      if (trainable[offset] !== 0) adds.push(`${g(offset)} += ${delta} * ${a(index - 1, input)};`);
    }
    if (biasOffset >= 0 && trainable[biasOffset + neuron] !== 0) adds.push(`${g(biasOffset + neuron)} += ${delta};`);
    // In the lowest layer that is trained, only neurons with something to train need theirs.
    if (adds.length === 0 && index === lowest) return [];
    return [`const ${delta} = ${deltaOf(network, layer, neuron)};`, ...adds];
  });
}

function deltaOf(network: Network, layer: Layer, neuron: number): string {
  const { index, activation } = layer;
  const above = network.layers.at(index + 1);
  if (!above) {
    const { fusedWith, mean } = losses[network.loss];
    const factor = inlineLosses[network.loss].slope(`o${neuron}`, a(index, neuron));
    const scaled = mean === 'none' ? factor : `${factor} * scale`;
    return fusedWith !== null || activation === 'identity' ? scaled : `${scaled} * ${slope(layer, neuron)}`;
  }
  const terms = numbers(above.units).map(
    (k) => `${d(above.index, k)} * ${p(above.weightOffset + k * above.inputs + neuron)}`,
  );
  return activation === 'identity' ? terms.join(' + ') : `(${terms.join(' + ')}) * ${slope(layer, neuron)}`;
}

function slope({ index, activation }: Layer, neuron: number): string {
  const [x, y, shared] = [z(index, neuron), a(index, neuron), e(index, neuron)];
  return inlineActivations[activation]?.slope(x, y, shared) ?? `slope[${index}](${x}, ${y})`;
}
