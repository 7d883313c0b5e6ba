/** Where in an update the operations of a spot stand, as watches look for them. */

import type { Spot } from '../../core/operationPlace';
import type { Setup } from '../../core/setup';
import { type UpdateLayout, updateLayout } from '../../core/updateLayout';
import type { Moment } from '../../training/breakpoints/moment';

/** Operations that are watched, whatever the size of the batch. */
export interface Watched {
  /** Also the start of every update. */
  readonly start: boolean;
  /** Counted from the first operation of a sample, ascending. */
  readonly inSample: readonly number[];
  /** Counted from the first operation after the samples, ascending. */
  readonly afterSamples: readonly number[];
}

export function layoutOf({ network, trainable, optimizer }: Setup): UpdateLayout {
  return updateLayout(network, trainable, optimizer.l2 !== 0);
}

/** Those of the spots that an update has. */
export function watchedSpots(setup: Setup, spots: readonly Spot[]): Watched {
  const layout = layoutOf(setup);
  const found = (sample: number, from: number): number[] =>
    spots
      .map((spot) => layout.indexOf({ ...spot, sample }, 1) - from)
      .filter((index) => index >= 0)
      .sort((a, b) => a - b);
  return { start: false, inSample: found(0, 0), afterSamples: found(-1, layout.perSample) };
}

export function union(all: readonly Watched[]): Watched {
  const sorted = (lists: readonly (readonly number[])[]): number[] => [...new Set(lists.flat())].sort((a, b) => a - b);
  return {
    start: all.some(({ start }) => start),
    inSample: sorted(all.map(({ inSample }) => inSample)),
    afterSamples: sorted(all.map(({ afterSamples }) => afterSamples)),
  };
}

/** All of an update's operations that are watched, ascending; −1: its start. */
export function operationsIn({ start, inSample, afterSamples }: Watched, { layout, rows }: Moment): number[] {
  const found: number[] = start ? [-1] : [];
  for (let sample = 0; sample < rows.length; sample++) {
    for (const within of inSample) found.push(sample * layout.perSample + within);
  }
  for (const within of afterSamples) found.push(rows.length * layout.perSample + within);
  return found;
}

/** The last operation of a spot: in the last sample of the batch; the start of the update where it has none. */
export function lastOperation({ layout, rows }: Moment, { kind, layer, neuron, input }: Spot): number {
  return layout.indexOf({ kind, layer, neuron, input, sample: rows.length - 1 }, rows.length);
}
