/** Central differences: the derivative of a parameter from two losses alone, without any rule of the chain. */

import { contribution } from './batchTotals';
import type { Check } from './derivationTypes';
import type { ActivationName } from './names';
import type { Network, Parameter } from './network';
import {
  activated,
  evaluateSample,
  forward,
  layerInputs,
  sampleLossTerms,
  type SampleValues,
  weightedSum,
} from './samplePass';
import type { UpdateState } from './updateState';

/** The state of an update as far as a check needs it. */
export type CheckState = Pick<UpdateState, 'network' | 'parameters' | 'trainable' | 'data' | 'rows'>;

export interface ParameterCheck {
  readonly parameter: Parameter;
  readonly check: Check;
}

/** Activations whose slope jumps at 0. */
const cornered: ReadonlySet<ActivationName> = new Set(['relu', 'leakyRelu']);

/**
 * The distance of the two points from a parameter's value. 10⁻⁵ balances what the difference leaves out (of the order of
 * h²) and the round-off of the losses (of the order of 10⁻¹⁶/h). Beyond 100 it grows with the value, so that adding it
 * to the value is not itself lost in round-off.
 */
export function stepOf(value: number): number {
  return 1e-5 * Math.max(1, Math.abs(value) / 100);
}

/**
 * |numeric − analytic| relative to the larger of both. Each loss is known to a few units of its last digit, so the
 * numeric derivative only to about 4ε·(|loss+| + |loss−|)/h; derivatives so small that this alone would exceed the
 * relative 10⁻⁵ at which a check warns are held against the size at which it does not.
 */
export function relativeError(numeric: number, analytic: number, losses: readonly [number, number], h: number): number {
  const difference = Math.abs(numeric - analytic);
  if (difference === 0) return 0;
  const roundOff = (4 * Number.EPSILON * (Math.abs(losses[0]) + Math.abs(losses[1]))) / h;
  return difference / Math.max(Math.abs(numeric), Math.abs(analytic), roundOff / 1e-5);
}

/**
 * The check of one parameter (by flat offset) over the batch.
 * @throws RangeError where there is no such parameter
 */
export function checkParameter(state: CheckState, offset: number): Check {
  const parameter = state.network.parameterAt(offset);
  const samples = evaluateBatch(state, parameter.layer);
  return checkAgainst(state, parameter, samples, analytic(parameter, samples));
}

/** The check of every trainable parameter in reading order, one at a time, so that a caller can pause between them. */
export function* checkAll(state: CheckState): Generator<ParameterCheck> {
  const samples = evaluateBatch(state, 0);
  for (const parameter of state.network.parameters()) {
    if (state.trainable[parameter.offset] === 0) continue;
    yield { parameter, check: checkAgainst(state, parameter, samples, analytic(parameter, samples)) };
  }
}

/** The check of a derivative that is known already; `samples`: the batch at the parameters' values. */
export function checkAgainst(
  { network, parameters }: CheckState,
  parameter: Parameter,
  samples: readonly SampleValues[],
  derivative: number,
): Check {
  const value = parameters[parameter.offset];
  const h = stepOf(value);
  const above = variedNeuron(network, parameters, parameter, value + h);
  const below = variedNeuron(network, parameters, parameter, value - h);
  let [lossPlus, lossMinus] = [0, 0];
  let corner: string | undefined;
  for (const sample of samples) {
    const plus = variedSample(network, parameters, parameter, above, sample, samples.length);
    const minus = variedSample(network, parameters, parameter, below, sample, samples.length);
    for (const term of plus.lossTerms) lossPlus += term;
    for (const term of minus.lossTerms) lossMinus += term;
    corner ??= cornerBetween(network, parameter.layer, sample.observed, plus, minus);
  }
  // Adding 0 makes 0 of −0.
  const numeric = (lossPlus - lossMinus) / (2 * h) + 0;
  return {
    h,
    lossPlus,
    lossMinus,
    numeric,
    analytic: derivative,
    relativeError: relativeError(numeric, derivative, [lossPlus, lossMinus], h),
    ...(corner !== undefined && { corner }),
  };
}

/** Every sample of a batch, with derivatives from a layer on. */
export function evaluateBatch({ network, parameters, data, rows }: CheckState, lowestLayer: number): SampleValues[] {
  const settings = { network, parameters, data, batchCount: rows.length, lowestLayer };
  return Array.from(rows, (row) => evaluateSample(settings, row));
}

function analytic(parameter: Parameter, samples: readonly SampleValues[]): number {
  return samples.reduce((sum, sample) => sum + contribution(sample, parameter), 0);
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
