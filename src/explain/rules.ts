/** What the rules of a network are: its activations, loss, optimizer and initializers, with formulas and words. */

import { type Activation, activations } from '../core/activations';
import type { Formula } from '../core/formula';
import { initializers } from '../core/initializers';
import { losses, MEAN_COUNT_NAME } from '../core/losses';
import type { ActivationName, InitializerName, LossName, OptimizerName } from '../core/names';
import type { Network } from '../core/network';
import { completeSettings, optimizers } from '../core/optimizers';
import { defaultOf, optimizerSettings, type OptimizerSettingName } from '../core/optimizerSettings';
import type { OptimizerSettings } from '../core/setup';
import { type Block, joined, marked } from './blocks';
import { briefNumber, formatNumber } from './numbers';

const heading = (text: string): Block => ({ kind: 'heading', part: 'title', level: 2, text });
const say = (text: string): Block => ({ kind: 'text', part: 'rule', text });
const describe = (text: string): Block => ({ kind: 'text', part: 'words', text });
const numbersOf = (text: string): Block => ({ kind: 'text', part: 'answer', text });
const show = (formula: Formula): Block => ({ kind: 'formula', part: 'rule', formula });

/** `Softplus`, but `β1`. */
function capital(text: string): string {
  return text.replace(/^[a-z]/, (letter) => letter.toUpperCase());
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}

/**
 * `softplus`: formula, slope, range, and which neurons of the network have it.
 * @param matrix whether it is written of a whole layer, as the matrix notation has it: `a[1] = softplus(z[1])`
 */
export function explainActivation(
  name: ActivationName,
  network?: Network,
  layerIndex?: number,
  matrix = network?.matrixForm === true,
): Block[] {
  const rule = activations[name];
  const [x, y] = matrix && layerIndex !== undefined ? ['z', 'a'].map((of) => `${of}[${layerIndex + 1}]`) : ['x', 'y'];
  return [
    heading(`${capital(rule.label)}, an activation`),
    ...(rule.pairs ? pairBlocks(rule.pairs(x, y)) : ownBlocks(rule, x, y)),
    describe(rule.words),
    say(`${capital(rule.reason)}. Its values lie in ${rule.range}.`),
    ...(network && layerIndex !== undefined ? [numbersOf(layerWords(network, layerIndex))] : []),
  ];
}

/** Of each neuron for itself. */
function ownBlocks(rule: Activation, x: string, y: string): Block[] {
  const call = rule.call(x);
  const formula = rule.formula(x);
  const value = call.plain === formula.plain ? [formula] : [call, ' = ', formula];
  return [
    show(joined(marked(y), ' = ', ...value)),
    show(joined(marked(`d${y}/d${x}`), ' = ', rule.slopeFormula(x, y))),
  ];
}

function pairBlocks({ value, slope, why }: ReturnType<NonNullable<Activation['pairs']>>): Block[] {
  return [show(value), show(slope), say(`${why}.`)];
}

/** `Layer 1 has 2 neurons: y1 = softplus(x1), y2 = softplus(x2).` */
function layerWords(network: Network, index: number): string {
  const layer = network.layers[index];
  const rule = activations[layer.activation];
  const written = Math.min(layer.units, 3);
  const more = layer.units > written ? ', …' : '';
  const names = Array.from({ length: written }, (_, neuron) => ({
    pre: network.preActivationName(index, neuron),
    post: network.activationName(index, neuron),
  }));
  const equations = names.map(({ pre, post }) => (pre === post ? `⟨${post}⟩` : `⟨${post}⟩ = ${rule.call(pre).plain}`));
  const all = (key: 'pre' | 'post'): string => names.map((name) => `⟨${name[key]}⟩`).join(', ') + more;
  const has = `Layer ${index + 1} has ${count(layer.units, 'neuron')}: `;
  return rule.vector
    ? `${has}${all('post')} come from ${all('pre')} together.`
    : `${has}${equations.join(', ')}${more}.`;
}

/** `ssr`: the formula, its derivative with the reason, and the activations that it goes with. */
export function explainLoss(name: LossName, network?: Network): Block[] {
  const rule = losses[name];
  const outputs = network?.outputs.length ?? 1;
  const [observed, predicted] = outputs > 1 ? ['observed1', 'predicted1'] : ['observed', 'predicted'];
  const by = rule.fusedWith === null ? predicted : outputs > 1 ? 'z1' : 'z';
  const formula = rule.formula(observed, predicted);
  const whole = outputs > 1 ? [formula, { plain: ' + …', tex: ' + \\dots' }] : [formula];
  return [
    heading(`${capital(rule.label)} (${rule.short}), a loss`),
    show(joined(marked(rule.short), ' = ', ...whole)),
    show(joined(marked(`d${rule.short}/d${by}`), ' = ', rule.slopeFormula(observed, predicted))),
    describe(rule.words),
    say(`${capital(rule.reason)}.`),
    ...(rule.fusedWith === null
      ? []
      : [say(`The last layer’s activation must be ${activations[rule.fusedWith].label}.`)]),
    ...(network && rule.mean !== 'none' ? [numbersOf(meanWords(network, rule.mean))] : []),
  ];
}

function meanWords(network: Network, mean: 'samples' | 'samplesAndOutputs'): string {
  const name = `⟨${MEAN_COUNT_NAME}⟩`;
  return mean === 'samples'
    ? `${name} is the number of samples in the batch.`
    : `${name} is the number of samples in the batch × ${count(network.outputs.length, 'output')}.`;
}

/** `gradientDescent`: the move of a parameter w line by line, and the settings in force where they are given. */
export function explainOptimizer(type: OptimizerName, loss: string, given?: OptimizerSettings): Block[] {
  const settings = given ?? completeSettings({ type });
  const rule = optimizers[type];
  const state = rule.state.map(() => 0);
  const input = { name: 'w', derivative: `d${loss}/dw`, value: 0, gradient: 0, state };
  const { lines } = rule.explain(settings, 1, input);
  const used = (Object.keys(optimizerSettings) as OptimizerSettingName[]).filter(
    (name) => defaultOf(type, name) !== undefined,
  );
  const values = used.map((name) => `${optimizerSettings[name].label} ${settingValue(settings[name])}`);
  return [
    heading(`${capital(rule.label)}, an optimizer`),
    ...lines.map((line) => show(joined(marked(line.name), ' = ', line.formula))),
    describe(rule.words),
    ...(given ? [numbersOf(`In this file: ${values.join(', ')}.`)] : []),
  ];
}

function settingValue(value: number | boolean): string {
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : briefNumber(value);
}

/** One number of the optimizer: what it does, its value and its default. */
export function explainOptimizerSetting(
  name: OptimizerSettingName,
  given: Partial<OptimizerSettings> & { type: OptimizerName },
): Block[] {
  const { label, words } = optimizerSettings[name];
  const value = completeSettings(given)[name];
  const byDefault = defaultOf(given.type, name);
  const optimizer = optimizers[given.type].label;
  return [
    heading(`${capital(label)} ${settingValue(value)}`),
    describe(words),
    byDefault === undefined
      ? numbersOf(`${capital(optimizer)} does not read it.`)
      : describe(`The default of ${optimizer} is ${settingValue(byDefault)}.`),
  ];
}

/** `xavierUniform`: the bound or deviation, and what it comes to in a layer. */
export function explainInitializer(name: InitializerName, layer?: { inputs: number; units: number }): Block[] {
  const { label, words, formula, spread, distribution } = initializers[name];
  const size = layer ? formatNumber(spread(layer.inputs, layer.units)) : '';
  const what = distribution === 'normal' ? `a standard deviation of ${size}` : `a bound of ±${size}`;
  return [
    heading(`${capital(label)}, an initializer`),
    ...(distribution === 'zeros' ? [] : [show(formula)]),
    describe(words),
    ...(layer && distribution !== 'zeros'
      ? [numbersOf(`In this layer, ${count(layer.inputs, 'input')} and ${count(layer.units, 'unit')}: ${what}.`)]
      : []),
  ];
}
