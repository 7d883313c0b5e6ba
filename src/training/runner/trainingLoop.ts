/** Trains update after update, in slices of a few milliseconds, and tells what was new: the one loop of every run. */

import { Moment } from '../breakpoints/moment';
import { type OperationHit, Watcher } from '../breakpoints/watcher';
import type { Checkpoint } from '../checkpoints';
import { LossSeries } from '../lossSeries';
import type { Trainer } from '../trainer';
import type { RunEnd, RunJob, RunReport, StopRules } from './job';

/** The clock is looked at after at most this many updates. */
const MOST_AT_ONCE = 1024;
/** … or after about so many milliseconds: more where there are many numbers, as each segment copies and checks them all. */
const SEGMENT_MS = 0.5;
const SEGMENT_MS_PER_NUMBER = 4e-5;
const LONGEST_SEGMENT_MS = 2;
/** A shorter time says little about an update: much of it is the compiler's. */
const LEAST_MEASURED_MS = 4;

export class TrainingLoop {
  readonly #trainer: Trainer;
  readonly #job: RunJob;
  /** The state at the start of the segment: where to look for the first non-finite value. */
  readonly #good: Float64Array;
  readonly #segmentMs: number;
  readonly #watcher: Watcher | null;
  readonly #moment: Moment;
  #hit: OperationHit | null = null;
  #losses: LossSeries;
  #checkpoints: Checkpoint[] = [];
  #spacing: number;
  #atOnce = 1;
  /** Measured since the last report. */
  #updates = 0;
  #milliseconds = 0;

  constructor(trainer: Trainer, job: RunJob) {
    this.#trainer = trainer;
    this.#job = job;
    this.#spacing = job.spacing;
    this.#losses = new LossSeries(job.lossWidth);
    this.#good = new Float64Array(trainer.size);
    this.#segmentMs = Math.min(LONGEST_SEGMENT_MS, Math.max(SEGMENT_MS, SEGMENT_MS_PER_NUMBER * trainer.size));
    this.#watcher = job.watch ? new Watcher(trainer.setup, job.watch) : null;
    this.#moment = new Moment(trainer.setup);
    trainer.setLog(job.log);
    if (job.start) trainer.load(job.start);
    else trainer.restart();
  }

  /** Takes checkpoints at these distances from now on. */
  set spacing(updates: number) {
    this.#spacing = updates;
  }

  /** Trains for about so many milliseconds, at least one update; @returns how it ended, null if it goes on. */
  train(milliseconds: number): RunEnd | null {
    const from = this.#trainer.update;
    const began = performance.now();
    let ended: RunEnd | null;
    let now = began;
    do {
      ended = this.#segment();
      const after = performance.now();
      this.#atOnce = nextLength(this.#atOnce, (after - now) / this.#segmentMs);
      now = after;
    } while (ended === null && now - began < milliseconds);
    this.#updates += this.#trainer.update - from;
    this.#milliseconds += now - began;
    return ended;
  }

  /** What is new since the report before. */
  report(ended: RunEnd | null): RunReport {
    const trainer = this.#trainer;
    const { update } = trainer;
    const loss = trainer.loss();
    if (update >= this.#job.recordFrom) this.#losses.add(update, loss);
    const report: RunReport = {
      reached: trainer.checkpoint(),
      loss,
      losses: this.#losses.curve(),
      checkpoints: this.#checkpoints,
      millisecondsPerUpdate: this.#milliseconds >= LEAST_MEASURED_MS ? this.#milliseconds / this.#updates : null,
      ended,
      memory: this.#watcher?.memory ?? null,
      hit: this.#hit,
    };
    this.#losses = new LossSeries(this.#losses.width);
    this.#checkpoints = [];
    this.#updates = 0;
    this.#milliseconds = 0;
    return report;
  }

  /** A few updates, then a look at whether all numbers are still numbers. */
  #segment(): RunEnd | null {
    const trainer = this.#trainer;
    const from = trainer.update;
    trainer.save(this.#good);
    const ended = this.#run(this.#segmentEnd(from));
    if (ended === 'diverged' || !trainer.finite()) {
      this.#hit = null;
      this.#findDivergence(from);
      return 'diverged';
    }
    if (trainer.update > from && trainer.update % this.#spacing === 0 && trainer.update > this.#job.recordFrom) {
      this.#checkpoints.push(trainer.checkpoint());
    }
    return ended;
  }

  #segmentEnd(from: number): number {
    const nextCheckpoint = (Math.floor(from / this.#spacing) + 1) * this.#spacing;
    return Math.min(from + this.#atOnce, nextCheckpoint, this.#job.stop.target ?? Infinity);
  }

  #run(end: number): RunEnd | null {
    const trainer = this.#trainer;
    const { stop, recordFrom } = this.#job;
    const losses = this.#losses;
    const conditions = hasConditions(stop);
    if (!conditions && !this.#watcher) return this.#runFreely(end);
    while (trainer.update < end) {
      const loss = trainer.evaluate();
      if (this.#hitAtStart(loss)) return 'breakpoint';
      // Infinity − Infinity and NaN − NaN are NaN.
      if (loss - loss !== 0) return 'diverged';
      if (trainer.update >= recordFrom) losses.add(trainer.update, loss);
      if (conditions && conditionHolds(stop, loss, trainer.gradients)) return 'condition';
      const hit = this.#watcher?.firstOperation(this.#moment, -1);
      if (hit) return this.#stopAt(hit);
      trainer.apply();
    }
    if (end !== stop.target) return null;
    const isHit = this.#watcher !== null && trainer.update === end && this.#hitAtStart(trainer.evaluate());
    return isHit ? 'breakpoint' : 'target';
  }

  /** The same where nothing but the target stops it: what is done here is done millions of times a second. */
  #runFreely(end: number): RunEnd | null {
    const trainer = this.#trainer;
    const losses = this.#losses;
    const { stop, recordFrom } = this.#job;
    for (let { update } = trainer; update < end; update++) {
      const loss = trainer.evaluate();
      // Infinity − Infinity and NaN − NaN are NaN.
      if (loss - loss !== 0) return 'diverged';
      if (update >= recordFrom) losses.add(update, loss);
      trainer.apply();
    }
    return end === stop.target ? 'target' : null;
  }

  /** Whether breakpoints are hit at the start of the update that has just been evaluated. */
  #hitAtStart(loss: number, ended: readonly number[] = []): boolean {
    if (!this.#watcher) return false;
    const ids = [...ended, ...this.#watcher.arrive(this.#moment.moveTo(this.#trainer, loss))];
    if (ids.length > 0) this.#hit = { operation: -1, ids };
    return ids.length > 0;
  }

  /** The last operation of an update has run at the start of the next. */
  #stopAt(hit: OperationHit): 'breakpoint' {
    this.#hit = hit;
    if (hit.operation === this.#moment.operationCount - 1) {
      this.#trainer.apply();
      this.#hitAtStart(this.#trainer.evaluate(), hit.ids);
    }
    return 'breakpoint';
  }

  /** Goes again through the segment, one update after the other, to stand before the one that went wrong. */
  #findDivergence(from: number): void {
    const trainer = this.#trainer;
    trainer.load({ update: from, values: this.#good });
    const losses = this.#losses.curve();
    this.#losses = new LossSeries(this.#losses.width);
    for (let i = 0; i < losses.update.length && losses.update[i] < from; i++) {
      this.#losses.add(losses.update[i], losses.loss[i]);
    }
    for (;;) {
      const { update } = trainer;
      trainer.save(this.#good);
      const loss = trainer.evaluate();
      if (update >= this.#job.recordFrom && Number.isFinite(loss)) this.#losses.add(update, loss);
      if (!Number.isFinite(loss)) return;
      trainer.apply();
      if (!trainer.finite()) {
        trainer.load({ update, values: this.#good });
        return;
      }
    }
  }
}

/** @param share of the time that a segment should take */
function nextLength(length: number, share: number): number {
  if (share > 2) return Math.max(1, length >> 1);
  return share < 1 ? Math.min(MOST_AT_ONCE, length * 2) : length;
}

function hasConditions({ lossBelow, gradientNormBelow }: StopRules): boolean {
  return lossBelow !== undefined || gradientNormBelow !== undefined;
}

/** Whether one of the conditions holds at the start of an update. */
export function conditionHolds(stop: StopRules, loss: number, gradients: Float64Array): boolean {
  if (stop.lossBelow !== undefined && loss < stop.lossBelow) return true;
  return stop.gradientNormBelow !== undefined && norm(gradients) < stop.gradientNormBelow;
}

/** Euclidean. */
export function norm(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}
