/** What a run is asked for and what it tells: plain data, so that it can go to a worker and back. */

import type { OperationHit, WatchJob } from '../breakpoints/watcher';
import type { Checkpoint } from '../checkpoints';
import type { Log } from '../interventions';
import type { LossCurve } from '../lossSeries';

/** What ends a run, checked at the start of every update. */
export interface StopRules {
  /** Finished updates to run to; null: until a condition holds or it is paused. */
  readonly target: number | null;
  readonly lossBelow?: number;
  readonly gradientNormBelow?: number;
}

export interface RunJob {
  /** Where it starts; null: at the start of the session. */
  readonly start: Checkpoint | null;
  readonly log: Log;
  readonly stop: StopRules;
  /** The breakpoints that stop it, if any. */
  readonly watch?: WatchJob;
  /** Losses and checkpoints from here on are new and wanted; those before are known. */
  readonly recordFrom: number;
  /** Updates between checkpoints, a power of two. */
  readonly spacing: number;
  /** Updates per bucket of the losses, a power of two. */
  readonly lossWidth: number;
}

export type RunEnd = 'target' | 'condition' | 'breakpoint' | 'diverged';

/** How far a run has come, and what is new since the report before. */
export interface RunReport {
  /** The state reached. */
  readonly reached: Checkpoint;
  /** Of the batch of the next update, at the parameters reached. */
  readonly loss: number;
  readonly losses: LossCurve;
  readonly checkpoints: readonly Checkpoint[];
  /** null where too little was run to tell. */
  readonly millisecondsPerUpdate: number | null;
  /** null: it goes on. 'diverged': the update after the state reached is the one with the first non-finite value. */
  readonly ended: RunEnd | null;
  /** Of the breakpoints: with it, a run that goes on from here misses none. */
  readonly memory: readonly number[] | null;
  /** Where in the update after the state reached it was stopped by breakpoints; operation −1: at its start. */
  readonly hit: OperationHit | null;
}
