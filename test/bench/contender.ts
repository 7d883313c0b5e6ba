/** What a contender of the benchmark has to offer, and helpers that several of them share. */

import type { Workload } from './workloads';

/** A training that stands at some update of a workload. */
export interface Training {
  /** Goes on by so many updates; who updates after every sample goes on by as many batches of samples. */
  train(updates: number): void;
  /** The loss over all samples, by the workload's definition, at the parameters as they are now. */
  loss(): number;
}

export interface Contender {
  readonly label: string;
  /** What it does instead of the workload's own updates; null: the same, so that its loss has to be the same. */
  readonly instead: (workload: Workload) => string | null;
  /** Relative difference that its number format explains. */
  readonly tolerance: number;
  /** null: it cannot do this workload. `peer` loads a package of test/bench/peers. */
  start(workload: Workload, peer: (name: string) => unknown): Training | null | Promise<Training | null>;
}

export const sameMethod = (): null => null;

/** f64 sums in another order; f32 after up to a thousand updates. */
export const DOUBLE = 1e-6;
export const SINGLE = 1e-3;

/** The batches of an epoch, in order, as rows from … to; the last may be shorter. */
export function batchBounds({ data, batch }: Workload): { readonly from: number; readonly to: number }[] {
  const count = Math.ceil(data.count / batch);
  return Array.from({ length: count }, (_, i) => ({ from: i * batch, to: Math.min((i + 1) * batch, data.count) }));
}

/** The samples as one array of plain numbers each. */
export function plainSamples({ data, sizes }: Workload): { readonly input: number[]; readonly output: number[] }[] {
  const inputs = sizes[0];
  const outputs = sizes[sizes.length - 1];
  return Array.from({ length: data.count }, (_, row) => ({
    input: Array.from(data.inputs.subarray(row * inputs, (row + 1) * inputs)),
    output: Array.from(data.outputs.subarray(row * outputs, (row + 1) * outputs)),
  }));
}

/** The workload's loss, from what was predicted for every sample. */
export function lossOf(workload: Workload, predict: (row: number) => ArrayLike<number>): number {
  const { data, sizes, loss } = workload;
  const outputs = sizes[sizes.length - 1];
  let sum = 0;
  for (let row = 0; row < data.count; row++) {
    const predicted = predict(row);
    for (let k = 0; k < outputs; k++) {
      const observed = data.outputs[row * outputs + k];
      if (loss === 'crossEntropy') sum -= observed === 0 ? 0 : observed * Math.log(predicted[k]);
      else sum += (observed - predicted[k]) ** 2;
    }
  }
  return loss === 'ssr' ? sum : sum / data.count;
}

/** Goes through batches 0, 1, … of an epoch, again and again. */
export function inTurn<T>(batches: readonly T[], work: (batch: T) => void): (updates: number) => void {
  let next = 0;
  return (updates) => {
    for (let i = 0; i < updates; i++) {
      work(batches[next]);
      if (++next === batches.length) next = 0;
    }
  };
}
