/** The network at work on inputs that are not in the data: grids for pictures. */
import type { ValueRange } from '../../../core/dataSummary';
import type { Network } from '../../../core/network';
import { evaluateSample, type SampleValues } from '../../../core/samplePass';

/** Every value of one forward pass. @param inputs one per network input */
export function evaluateAt(network: Network, parameters: Float64Array, inputs: readonly number[]): SampleValues {
  const data = {
    count: 1,
    inputs: Float64Array.from(inputs),
    outputs: new Float64Array(network.outputs.length),
  };
  return evaluateSample({ network, parameters, data, batchCount: 1, lowestLayer: network.layers.length }, 0);
}

export function predictedAt(network: Network, parameters: Float64Array, inputs: readonly number[]): Float64Array {
  return evaluateAt(network, parameters, inputs).activations[network.layers.length - 1];
}

/** The index of the largest. */
export function largest(values: ArrayLike<number>): number {
  let best = 0;
  for (let i = 1; i < values.length; i++) if (values[i] > values[best]) best = i;
  return best;
}

/** A range, wider by a share of its length at either end (by 1 where it has none). */
export function widened({ least, most }: ValueRange, share: number): readonly [number, number] {
  const margin = most > least ? (most - least) * share : 1;
  return [least - margin, most + margin];
}
