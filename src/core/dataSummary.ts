/** What the samples look like as a whole: looked through once, by whoever has read them, however many ask. */

import type { Setup, TrainingData } from './setup';

/** Smallest and largest value of a feature. */
export interface ValueRange {
  readonly least: number;
  readonly most: number;
}

export interface FeatureSummary extends ValueRange {
  readonly mean: number;
  /** Population standard deviation. */
  readonly deviation: number;
}

export interface DataSummary {
  /** One per network input, and one per network output. */
  readonly inputs: readonly FeatureSummary[];
  readonly outputs: readonly FeatureSummary[];
  /** The outputs are nothing but 0 and 1. */
  readonly binary: boolean;
  /** Exactly one of several outputs is 1 and the others are 0, in every sample. */
  readonly oneHot: boolean;
}

const made = new WeakMap<TrainingData, DataSummary>();

/** Of the samples that are trained on; the one that they bring along where they have it. */
export function dataSummary({ network, data }: Pick<Setup, 'network' | 'data'>): DataSummary {
  const known = data.summary ?? made.get(data);
  if (known) return known;
  const summary = summarizeData(data, network.inputs.length, network.outputs.length);
  made.set(data, summary);
  return summary;
}

export function summarizeData({ count, inputs, outputs }: TrainingData, width: number, targets: number): DataSummary {
  let [binary, oneHot] = [true, targets > 1];
  for (let sample = 0; sample < count; sample++) {
    let sum = 0;
    for (let at = sample * targets; at < (sample + 1) * targets; at++) {
      const value = outputs[at];
      if (value !== 0 && value !== 1) binary = false;
      sum += value;
    }
    if (sum !== 1) oneHot = false;
    if (!binary && !oneHot) break;
  }
  return { inputs: featuresOf(inputs, width), outputs: featuresOf(outputs, targets), binary, oneHot: oneHot && binary };
}

/** @param values row-major `[samples, width]` */
function featuresOf(values: Float64Array, width: number): FeatureSummary[] {
  return Array.from({ length: width }, (_, feature) => {
    let [n, least, most, mean, squares] = [0, Infinity, -Infinity, 0, 0];
    for (let at = feature; at < values.length; at += width) {
      const value = values[at];
      if (value < least) least = value;
      if (value > most) most = value;
      // Welford's method: no cancellation where the mean is large against the deviation.
      const before = value - mean;
      mean += before / ++n;
      squares += before * (value - mean);
    }
    return { least, most, mean, deviation: Math.sqrt(squares / n) };
  });
}
