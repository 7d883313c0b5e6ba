/** Two losses on both sides of a parameter's value, computed anew as far as the parameter reaches. */

import type { CheckState } from './gradientCheck';
import type { ActivationName } from './names';
import type { Network, Parameter } from './network';
import { activated, forward, layerInputs, sampleLossTerms, type SampleValues, weightedSum } from './samplePass';

/** Activations whose slope jumps at 0. */
const cornered: ReadonlySet<ActivationName> = new Set(['relu', 'leakyRelu']);

export interface CentralDifference {
  readonly lossPlus: number;
  readonly lossMinus: number;
  /** (lossPlus − lossMinus) / 2h. */
  readonly numeric: number;
  /** A name whose corner lies between the two points. */
  readonly corner: string | undefined;
  /** How far rounding, of the predictions and of the losses, may move the numeric derivative. */
  readonly rounding: number;
}

/** @param samples the batch at the parameters' values */
export function centralDifference(
  { network, parameters }: Pick<CheckState, 'network' | 'parameters'>,
  parameter: Parameter,
  samples: readonly SampleValues[],
  h: number,
): CentralDifference {
  const value = parameters[parameter.offset];
  const above = variedNeuron(network, parameters, parameter, value + h);
  const below = variedNeuron(network, parameters, parameter, value - h);
  let [lossPlus, lossMinus, lossRounding] = [0, 0, 0];
  let corner: string | undefined;
  for (const sample of samples) {
    const plus = variedSample(network, parameters, parameter, above, sample, samples.length);
    const minus = variedSample(network, parameters, parameter, below, sample, samples.length);
    for (const term of plus.lossTerms) lossPlus += term;
    for (const term of minus.lossTerms) lossMinus += term;
    for (const side of [plus, minus]) lossRounding += predictionRounding(network, side, sample, samples.length);
    corner ??= cornerBetween(network, parameter.layer, sample.observed, plus, minus);
  }
  // A few units of the last digit.
  lossRounding += 4 * Number.EPSILON * (Math.abs(lossPlus) + Math.abs(lossMinus));
  // Adding 0 makes 0 of −0.
  const numeric = (lossPlus - lossMinus) / (2 * h) + 0;
  return { lossPlus, lossMinus, numeric, corner, rounding: lossRounding / h };
}

/** By which share the last sums are moved to see what the loss makes of it; large enough to be no rounding itself. */
const NUDGE = 2 ** -40;

/** What a sample's loss makes of the rounding of its last sums: little of its own digits where the fit is nearly perfect. */
function predictionRounding(network: Network, varied: Varied, { observed }: SampleValues, batchCount: number): number {
  const last = network.layers.length - 1;
  const moved = varied.preActivations[last].map((sum) => sum * (1 + NUDGE));
  const preActivations = [...varied.preActivations.slice(0, last), moved];
  const outputs = [...varied.activations.slice(0, last), activated(network, last, moved)];
  const terms = sampleLossTerms({ network, batchCount }, observed, preActivations, outputs);
  const change = terms.reduce((sum, term, index) => sum + Math.abs(term - varied.lossTerms[index]), 0);
  return 4 * change * (Number.EPSILON / NUDGE);
}

type Varied = Pick<SampleValues, 'preActivations' | 'activations' | 'lossTerms'>;

/** The weights and the bias of one neuron. */
interface NeuronParameters {
  readonly weights: Float64Array;
  readonly bias: number;
}

/** A parameter's neuron with that parameter at another value. */
function variedNeuron(
  network: Network,
  parameters: Float64Array,
  { layer, neuron, input }: Parameter,
  value: number,
): NeuronParameters {
  const { inputs, weightOffset, biasOffset } = network.layers[layer];
  const row = weightOffset + neuron * inputs;
  const weights = parameters.slice(row, row + inputs);
  if (input < 0) return { weights, bias: value };
  weights[input] = value;
  return { weights, bias: biasOffset < 0 ? 0 : parameters[biasOffset + neuron] };
}

/** A sample with one neuron's parameters varied: only what depends on them is computed anew. */
function variedSample(
  network: Network,
  parameters: Float64Array,
  { layer, neuron }: Parameter,
  { weights, bias }: NeuronParameters,
  sample: SampleValues,
  batchCount: number,
): Varied {
  const preActivations = sample.preActivations.slice(0, layer);
  const outputs = sample.activations.slice(0, layer);
  const pre = sample.preActivations[layer].slice();
  pre[neuron] = weightedSum(weights, 0, layerInputs(sample, layer), bias);
  preActivations.push(pre);
  outputs.push(activated(network, layer, pre));
  forward(network, parameters, sample.inputs, preActivations, outputs);
  const lossTerms = sampleLossTerms({ network, batchCount }, sample.observed, preActivations, outputs);
  return { preActivations, activations: outputs, lossTerms };
}

/** The first neuron or residual that passes a corner between two points; undefined where none does. */
function cornerBetween(
  network: Network,
  lowestLayer: number,
  observed: Float64Array,
  plus: Varied,
  minus: Varied,
): string | undefined {
  for (const { index, activation, units } of network.layers.slice(lowestLayer)) {
    if (!cornered.has(activation)) continue;
    for (let j = 0; j < units; j++) {
      if (passesZero(plus.preActivations[index][j], minus.preActivations[index][j])) {
        return network.preActivationName(index, j);
      }
    }
  }
  if (network.loss !== 'mae') return undefined;
  const last = network.layers.length - 1;
  const output = observed.findIndex((value, k) =>
    passesZero(value - plus.activations[last][k], value - minus.activations[last][k]),
  );
  return output < 0 ? undefined : network.residualName(output);
}

const passesZero = (a: number, b: number): boolean => a !== b && Math.sign(a) !== Math.sign(b);
