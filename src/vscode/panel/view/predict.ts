/** The network at work on inputs that are not in the data: grids for pictures. */
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

/** Smallest and largest, widened by a share of their distance (by 1 where there is none). */
export function widenedRange(values: Iterable<number>, share: number): readonly [number, number] {
  let low = Infinity;
  let high = -Infinity;
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  const margin = high > low ? (high - low) * share : 1;
  return [low - margin, high + margin];
}
