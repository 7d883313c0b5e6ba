/** Central differences: the derivative of a parameter from two losses alone, without any rule of the chain. */

import { contribution } from './batchTotals';
import type { Check } from './derivationTypes';
import { centralDifference } from './centralDifference';
import { CHECK_TOLERANCE } from './checkVerdict';
import type { Parameter } from './network';
import { evaluateSample, type SampleValues } from './samplePass';
import type { UpdateState } from './updateState';

/** The state of an update as far as a check needs it. */
export type CheckState = Pick<UpdateState, 'network' | 'parameters' | 'trainable' | 'data' | 'rows'>;

export interface ParameterCheck {
  readonly parameter: Parameter;
  readonly check: Check;
}

/**
 * The distance of the two points from a parameter's value. 10⁻⁵ balances what the difference leaves out (of the order of
 * h²) and the round-off of the losses (of the order of 10⁻¹⁶/h). Beyond 100 it grows with the value, so that adding it
 * to the value is not itself lost in round-off.
 */
export function stepOf(value: number): number {
  return 1e-5 * Math.max(1, Math.abs(value) / 100);
}

/**
 * |numeric − analytic| relative to the larger of both. What rounding does to the numeric derivative is no error:
 * derivatives so small that it alone would exceed the tolerance are held against the size at which it does not.
 */
export function relativeError(numeric: number, analytic: number, rounding: number): number {
  const difference = Math.abs(numeric - analytic);
  if (difference === 0) return 0;
  return difference / Math.max(Math.abs(numeric), Math.abs(analytic), rounding / CHECK_TOLERANCE);
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

/**
 * The check of a derivative that is known already; `samples`: the batch at the parameters' values. Where the central
 * difference does not agree, its own error, of the order of h², is taken out by a second one with 2h (Richardson); what
 * is smaller than rounding can show is said to be unresolved.
 */
export function checkAgainst(
  state: CheckState,
  parameter: Parameter,
  samples: readonly SampleValues[],
  derivative: number,
): Check {
  const h = stepOf(state.parameters[parameter.offset]);
  const near = centralDifference(state, parameter, samples, h);
  const { lossPlus, lossMinus, corner, rounding } = near;
  const check = (numeric: number): Check => ({
    h,
    lossPlus,
    lossMinus,
    numeric,
    analytic: derivative,
    relativeError: relativeError(numeric, derivative, rounding),
  });
  const plain = check(near.numeric);
  if (corner !== undefined) return { ...plain, corner };
  if (near.numeric !== derivative && Math.max(Math.abs(near.numeric), Math.abs(derivative)) < rounding) {
    return { ...plain, unresolved: true };
  }
  if (plain.relativeError <= CHECK_TOLERANCE) return plain;
  const far = centralDifference(state, parameter, samples, 2 * h);
  const extrapolated = check((4 * near.numeric - far.numeric) / 3);
  return extrapolated.relativeError <= CHECK_TOLERANCE ? { ...extrapolated, extrapolated: true } : plain;
}

/** Every sample of a batch, with derivatives from a layer on. */
export function evaluateBatch({ network, parameters, data, rows }: CheckState, lowestLayer: number): SampleValues[] {
  const settings = { network, parameters, data, batchCount: rows.length, lowestLayer };
  return Array.from(rows, (row) => evaluateSample(settings, row));
}

function analytic(parameter: Parameter, samples: readonly SampleValues[]): number {
  return samples.reduce((sum, sample) => sum + contribution(sample, parameter), 0);
}
