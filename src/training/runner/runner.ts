/** Where a run is carried out: here in slices, or in a worker. */

import type { Setup } from '../../core/setup';
import { Trainer } from '../trainer';
import { drive } from './drive';
import type { RunEnd, RunJob, RunReport } from './job';
import { TrainingLoop } from './trainingLoop';

export interface RunHooks {
  /** Called at least every 100 milliseconds or so, and at the end; @returns updates between checkpoints from now on. */
  report(report: RunReport): number;
  /** Whether it is not to be begun here, where a short run would be over at once: it is a part of a long one. */
  readonly apart?: boolean;
  /** Asks the run to stop where it is. */
  readonly signal: AbortSignal;
}

export interface Runner {
  /** @returns how it ended; 'handover': it would take too long for this runner, which has told how far it came */
  run(job: RunJob, hooks: RunHooks): Promise<RunEnd | 'stopped' | 'handover'>;
  dispose(): void;
}

/** Milliseconds that the host's thread is kept at once. */
const SLICE_MS = 6;

/** Trains in the host's own thread, a few milliseconds at a time. */
export class LocalRunner implements Runner {
  /** Milliseconds after which a run is to be handed over. */
  limit = Infinity;
  readonly #trainer: Trainer;

  constructor(setup: Setup) {
    this.#trainer = new Trainer(setup);
  }

  run(job: RunJob, hooks: RunHooks): Promise<RunEnd | 'stopped' | 'handover'> {
    const loop = new TrainingLoop(this.#trainer, job);
    return drive(loop, {
      slice: SLICE_MS,
      limit: this.limit,
      stopping: () => hooks.signal.aborted,
      report(news) {
        loop.spacing = hooks.report(news);
      },
    });
  }

  dispose(): void {
    // It owns nothing but memory.
  }
}
