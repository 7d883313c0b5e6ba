/** What the descriptions of operations are made from, and the pieces that several of them share. */

import { MAX_TERMS, shownTerms } from './formulaText';
import { losses, MEAN_COUNT_NAME, meanCount } from './losses';
import type { Network, Parameter } from './network';
import type { Operand, Operation } from './operation';
import type { SampleValues } from './samplePass';
import type { OptimizerBefore } from './updateState';
import type { Place } from './operationPlace';

/** The numbers of an update, each computed when it is asked for. */
export interface UpdateNumbers {
  readonly network: Network;
  /** At the start of the update. */
  readonly parameters: Float64Array;
  readonly batchCount: number;
  readonly optimizer: OptimizerBefore;
  sample(position: number): SampleValues;
  /** The loss with the terms of the samples before, and of this one's outputs up to `output`. */
  lossSoFar(position: number, output: number): number;
  /** A derivative's sum over the samples up to and with `position`. */
  gradientSoFar(parameter: Parameter, position: number): number;
  /** What the optimizer gets: the sum over the whole batch, with the l2 term. */
  gradient(parameter: Parameter): number;
}

/** An operation without its index, phase and text, which follow from the rest. */
export type Draft = Pick<Operation, 'target' | 'assign' | 'right' | 'value' | 'operands'> &
  Partial<Pick<Operation, 'total' | 'local' | 'locals' | 'parameter'>>;

export type OperationRule = (numbers: UpdateNumbers, place: Place) => Draft;

/** `dSSR/dw1`, `dCE/dW[1][2,1]`. */
export function gradientName(network: Network, parameter: Parameter): string {
  return `d${losses[network.loss].short}/d${network.displayName(parameter)}`;
}

export function parameterAt(network: Network, layer: number, neuron: number, input: number): Parameter {
  return input < 0 ? network.bias(layer, neuron) : network.weight(layer, neuron, input);
}

/** The terms whose operands an operation keeps: all, up to MAX_TERMS; else those written out and then the largest. */
export function keptTerms(count: number, magnitude: (index: number) => number): number[] {
  const kept = shownTerms(count).filter((index) => index >= 0);
  if (kept.length === count) return kept;
  const largest: { index: number; size: number }[] = [];
  for (let index = 0; index < count; index++) {
    const size = Math.abs(magnitude(index));
    const full = largest.length === MAX_TERMS - kept.length;
    if (kept.includes(index) || (full && size <= largest[largest.length - 1].size)) continue;
    if (full) largest.pop();
    largest.splice(largest.filter((other) => other.size >= size).length, 0, { index, size });
  }
  return [...kept, ...largest.map(({ index }) => index)];
}

/** What a residual is made from. */
export function observedAndPredicted(numbers: UpdateNumbers, position: number, output: number): Operand[] {
  const { network } = numbers;
  const { observed, activations: outputs } = numbers.sample(position);
  return [
    { name: network.observedName(output), value: observed[output] },
    { name: network.predictedName(output), value: outputs[outputs.length - 1][output] },
  ];
}

/** What a loss's term and slope are computed from: the residual or observed and predicted, and what a mean divides by. */
export function lossOperands(numbers: UpdateNumbers, position: number, output: number): Operand[] {
  const { network, batchCount } = numbers;
  const loss = losses[network.loss];
  const [observed, predicted] = observedAndPredicted(numbers, position, output);
  const operands = loss.ofResidual
    ? [{ name: network.residualName(output), value: observed.value - predicted.value }]
    : [observed, predicted];
  if (loss.mean === 'none') return operands;
  return [...operands, { name: MEAN_COUNT_NAME, value: meanCount(loss, batchCount, network.outputs.length) }];
}
