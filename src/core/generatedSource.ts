/** The source of straight-line code for one network: made from its shapes and the rules' names, never from its texts. */

import { inlineActivations, inlineLosses } from './inlineRules';
import { losses } from './losses';
import type { Layer, Network } from './network';

/**
 * Local variables: p… parameters and g… their derivatives, by offset; for each sample of a block, by layer, neuron and
 * sample, z… pre-activations, a… activations, e… what an activation's value and slope share, and d… dL/dz; o… observed.
 * Layers count from 0, and what the first one reads is a_…
 */
const local = (kind: string) => (layer: number, neuron: number, sample: number) =>
  `${kind}${layer < 0 ? '' : layer}_${neuron}_${sample}`;
const z = local('z');
const a = local('a');
const e = local('e');
const d = local('d');
const o = (output: number, sample: number) => `o${output}_${sample}`;
const p = (offset: number) => `p${offset}`;
const g = (offset: number) => `g${offset}`;

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

/** What the statements of one function depend on. */
interface Plan {
  readonly network: Network;
  /** null: only the loss is wanted. */
  readonly trainable: Uint8Array | null;
  /** The lowest layer that has a trainable parameter. */
  readonly lowest: number;
}

/**
 * The body of a function of (p, inputs, outputs, rows, scale, g) that returns the loss of the rows without its scale and,
 * with `trainable`, puts the derivatives of trainable parameters into g. Where activations cannot be written inline it
 * calls `value` and `slope`, arrays of functions by layer.
 *
 * Samples are taken in blocks, and each kind of operation is done for the whole block before the next: processors then
 * overlap what samples do not need from each other, which takes a third off where functions like exp take most of the time.
 * Every sum still runs over the samples in their order.
 * @param block samples in a block
 */
export function functionBody(network: Network, trainable: Uint8Array | null, block: number): string {
  const { layers, parameterCount } = network;
  const trained = trainable ? numbers(parameterCount).filter((offset) => trainable[offset] !== 0) : [];
  const lowest = trained.length > 0 ? layers.findLastIndex(({ weightOffset }) => weightOffset <= trained[0]) : Infinity;
  const plan: Plan = { network, trainable, lowest };
  return [
    ...numbers(parameterCount).map((offset) => `const ${p(offset)} = p[${offset}];`),
    ...trained.map((offset) => `let ${g(offset)} = 0;`),
    'let sum = 0;',
    'let i = 0;',
    ...(block > 1 ? samples(plan, block) : []),
    ...samples(plan, 1),
    ...trained.map((offset) => `g[${offset}] = ${g(offset)};`),
    'return sum;',
  ].join('\n');
}

/** A loop that takes as many blocks of samples as there are left. */
function samples(plan: Plan, block: number): string[] {
  const { layers } = plan.network;
  const each = numbers(block);
  const upwards = layers.flatMap((layer) => forward(layer, each));
  const downwards = layers.toReversed().flatMap((layer) => backward(plan, layer, each));
  return [
    `for (; i + ${block} <= rows.length; i += ${block}) {`,
    ...each.flatMap((sample) => read(plan.network, sample)),
    ...upwards,
    ...each.flatMap((sample) => lossTerms(plan.network, sample)),
    ...downwards,
    '}',
  ];
}

function read({ inputs, outputs }: Network, sample: number): string[] {
  const row = `rows[i + ${sample}]`;
  return [
    ...inputs.map((_, k) => `const ${a(-1, k, sample)} = inputs[${row} * ${inputs.length} + ${k}];`),
    ...outputs.map((_, k) => `const ${o(k, sample)} = outputs[${row} * ${outputs.length} + ${k}];`),
  ];
}

function forward(layer: Layer, each: readonly number[]): string[] {
  const { index, units, activation } = layer;
  const all = (statement: (neuron: number, sample: number) => string | undefined) =>
    each.flatMap((sample) => numbers(units).flatMap((neuron) => statement(neuron, sample) ?? []));
  const sums = all((neuron, sample) => `const ${z(index, neuron, sample)} = ${weightedSum(layer, neuron, sample)};`);
  if (activation === 'softmax') return [...sums, ...each.flatMap((sample) => softmax(layer, sample))];
  const rule = inlineActivations[activation];
  const value = (neuron: number, sample: number): string => {
    const x = z(index, neuron, sample);
    if (activation === 'identity') return x;
    return rule ? rule.value(x, e(index, neuron, sample)) : `value[${index}](${x})`;
  };
  return [
    ...sums,
    ...all((neuron, sample) => rule?.share?.(e(index, neuron, sample), z(index, neuron, sample))),
    ...all((neuron, sample) => `const ${a(index, neuron, sample)} = ${value(neuron, sample)};`),
  ];
}

function weightedSum({ index, inputs, weightOffset, biasOffset }: Layer, neuron: number, sample: number): string {
  const terms = numbers(inputs).map(
    (input) => `${p(weightOffset + neuron * inputs + input)} * ${a(index - 1, input, sample)}`,
  );
  return (biasOffset < 0 ? terms : [...terms, p(biasOffset + neuron)]).join(' + ');
}

/** As stableFunctions.ts has it: e^(z − largest) over their sum; its logarithm is for the loss. */
function softmax({ index, units }: Layer, sample: number): string[] {
  const all = numbers(units);
  const [x, power] = [z, e].map((name) => (neuron: number) => name(index, neuron, sample));
  const [largest, powers] = [`largest${sample}`, `powers${sample}`];
  return [
    `let ${largest} = ${x(0)};`,
    ...all.slice(1).map((j) => `if (${x(j)} > ${largest}) ${largest} = ${x(j)};`),
    ...all.map((j) => `const ${power(j)} = Math.exp(${x(j)} - ${largest});`),
    `const ${powers} = ${all.map(power).join(' + ')};`,
    ...all.map((j) => `const ${a(index, j, sample)} = ${power(j)} / ${powers};`),
    `const logSumExp${sample} = ${largest} + Math.log(${powers});`,
  ];
}

function lossTerms({ loss, lastLayer: { index, units } }: Network, sample: number): string[] {
  const { term } = inlineLosses[loss];
  const of = (j: number) => term(o(j, sample), a(index, j, sample), z(index, j, sample), `logSumExp${sample}`);
  return numbers(units).map((j) => `sum += ${of(j)};`);
}

/** dL/dz of a layer, and what it adds to the derivatives of the layer's parameters. */
function backward(plan: Plan, layer: Layer, each: readonly number[]): string[] {
  const { index, units, inputs, weightOffset, biasOffset } = layer;
  const { trainable, lowest } = plan;
  if (!trainable || index < lowest) return [];
  const trains = (offset: number) => trainable[offset] !== 0;
  const weights = (neuron: number) => numbers(inputs).filter((input) => trains(weightOffset + neuron * inputs + input));
  const bias = (neuron: number) => biasOffset >= 0 && trains(biasOffset + neuron);
  // In the lowest layer that is trained, only neurons with something to train need theirs.
  const needed = numbers(units).filter((neuron) => index > lowest || weights(neuron).length > 0 || bias(neuron));
  const deltas = each.flatMap((sample) =>
    needed.map((neuron) => `const ${d(index, neuron, sample)} = ${deltaOf(plan, layer, neuron, sample)};`),
  );
  const adds = each.flatMap((sample) =>
    needed.flatMap((neuron) => {
      const delta = d(index, neuron, sample);
      return [
        ...weights(neuron).map(
          (input) => `${g(weightOffset + neuron * inputs + input)} += ${delta} * ${a(index - 1, input, sample)};`,
        ),
        ...(bias(neuron) ? [`${g(biasOffset + neuron)} += ${delta};`] : []),
      ];
    }),
  );
  return [...deltas, ...adds];
}

function deltaOf({ network }: Plan, layer: Layer, neuron: number, sample: number): string {
  const { index, activation } = layer;
  const above = network.layers.at(index + 1);
  if (!above) {
    const { fusedWith, mean } = losses[network.loss];
    const factor = inlineLosses[network.loss].slope(o(neuron, sample), a(index, neuron, sample));
    const scaled = mean === 'none' ? factor : `${factor} * scale`;
    return fusedWith !== null || activation === 'identity' ? scaled : `${scaled} * ${slope(layer, neuron, sample)}`;
  }
  const terms = numbers(above.units).map(
    (k) => `${d(above.index, k, sample)} * ${p(above.weightOffset + k * above.inputs + neuron)}`,
  );
  return activation === 'identity' ? terms.join(' + ') : `(${terms.join(' + ')}) * ${slope(layer, neuron, sample)}`;
}

function slope({ index, activation }: Layer, neuron: number, sample: number): string {
  const [x, y, shared] = [z, a, e].map((name) => name(index, neuron, sample));
  return inlineActivations[activation]?.slope(x, y, shared) ?? `slope[${index}](${x}, ${y})`;
}

/** The body of a function of (p, g, rate) that moves trainable parameters against their derivatives. */
export function descentBody(trainable: Uint8Array): string {
  const trained = numbers(trainable.length).filter((offset) => trainable[offset] !== 0);
  return trained.map((offset) => `p[${offset}] -= g[${offset}] * rate;`).join('\n');
}
