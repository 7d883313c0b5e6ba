/** Tells where a run has to stop: at the start of an update, or at one of its operations. */

import type { Setup } from '../../core/setup';
import type { Breakpoint } from './breakpoint';
import type { Moment } from './moment';
import { type OperationWatch, type UpdateWatch, watchesOf } from './watches';

/** What a run needs to know of the breakpoints: plain data, so that it can go to a worker and back. */
export interface WatchJob {
  /** The enabled ones. */
  readonly breakpoints: readonly Breakpoint[];
  /**
   * What was remembered of the update before the one that the run starts with, which then is tested itself; null: the run
   * starts at a place that it does not stop at again.
   */
  readonly memory: readonly number[] | null;
}

/** An operation of the update at hand; the last one of it has run at the start of the next. */
export interface OperationHit {
  readonly operation: number;
  /** Of the breakpoints. */
  readonly ids: readonly number[];
}

export class Watcher {
  readonly #ofUpdates: readonly UpdateWatch[];
  readonly #ofOperations: readonly OperationWatch[];
  readonly #breakpoints: readonly Breakpoint[];
  #memory: number[] | null;

  constructor(setup: Setup, { breakpoints, memory }: WatchJob) {
    this.#breakpoints = breakpoints;
    const watches = breakpoints.map((breakpoint) => watchesOf(breakpoint, setup));
    this.#ofUpdates = watches.flatMap(({ ofUpdate }) => ofUpdate ?? []);
    this.#ofOperations = watches.flatMap(({ ofOperation }) => ofOperation ?? []);
    this.#memory = memory && [...memory];
  }

  /** What is to be watched from here on. */
  get job(): WatchJob {
    return { breakpoints: this.#breakpoints, memory: this.memory };
  }

  /** What it knows of the last update that it has seen the start of. */
  get memory(): readonly number[] | null {
    return this.#memory && [...this.#memory];
  }

  /** Whether any of them is hit at the start of an update. */
  get looksAtUpdates(): boolean {
    return this.#ofUpdates.length > 0;
  }

  /** Sees the start of the next update. @returns the breakpoints hit there; none where no update was seen before */
  arrive(moment: Moment): number[] {
    const hits: number[] = [];
    const isFirst = this.#memory === null;
    const memory = (this.#memory ??= new Array<number>(this.#ofUpdates.length).fill(NaN));
    for (let i = 0; i < memory.length; i++) {
      const { id, state, hit } = this.#ofUpdates[i];
      const now = state(moment);
      if (!isFirst && hit(memory[i], now)) hits.push(id);
      memory[i] = now;
    }
    return hits;
  }

  /** The first operation of the update after `after` (−1: from its start) where a breakpoint is hit. */
  firstOperation(moment: Moment, after: number): OperationHit | null {
    if (this.#ofOperations.length === 0) return null;
    const found = this.#ofOperations.map((watch) => firstIndex(watch, moment, after));
    return this.#hitAt(found, Math.min(...found));
  }

  /** The last operation of the update before `before` where one is hit. */
  lastOperation(moment: Moment, before: number): OperationHit | null {
    if (this.#ofOperations.length === 0) return null;
    const found = this.#ofOperations.map((watch) => lastIndex(watch, moment, before));
    return this.#hitAt(found, Math.max(...found));
  }

  /** @param found by watch; Infinity or −1 where it is not hit */
  #hitAt(found: readonly number[], operation: number): OperationHit | null {
    if (operation < 0 || operation === Infinity) return null;
    return { operation, ids: this.#ofOperations.filter((_, i) => found[i] === operation).map(({ id }) => id) };
  }
}

/** Infinity where there is none. */
function firstIndex(watch: OperationWatch, moment: Moment, after: number): number {
  const { perSample } = moment.layout;
  const samples = moment.rows.length;
  const from = watch.sample ?? Math.max(0, Math.floor((after + 1) / Math.max(1, perSample)));
  const to = Math.min(samples, watch.sample === null ? samples : watch.sample + 1);
  for (let sample = from; sample < to; sample++) {
    const index = watch.inSample.map((within) => sample * perSample + within).find((at) => at > after);
    if (index !== undefined && holds(watch, moment, sample)) return index;
  }
  return watch.afterSamples.map((within) => samples * perSample + within).find((at) => at > after) ?? Infinity;
}

/** −1 where there is none. */
function lastIndex(watch: OperationWatch, moment: Moment, before: number): number {
  const { perSample } = moment.layout;
  const samples = moment.rows.length;
  const afterwards = watch.afterSamples.map((within) => samples * perSample + within).findLast((at) => at < before);
  if (afterwards !== undefined) return afterwards;
  const from = Math.min(watch.sample ?? samples - 1, samples - 1, Math.floor((before - 1) / Math.max(1, perSample)));
  for (let sample = from; sample >= (watch.sample ?? 0); sample--) {
    const index = watch.inSample.map((within) => sample * perSample + within).findLast((at) => at < before);
    if (index !== undefined && holds(watch, moment, sample)) return index;
  }
  return -1;
}

function holds({ condition }: OperationWatch, moment: Moment, sample: number): boolean {
  if (!condition) return true;
  moment.moveToSample(sample, condition.readsSampleDerivatives);
  return condition.evaluate(moment);
}
