/** A run that goes after a search: what the search is asked, and how far the run is. */

import type { Position } from './cursor';
import type { RunProgress } from './snapshot';
import type { UpdateInProgress } from './updateInProgress';

/**
 * Tells how far it is looked through, a few milliseconds at a time, and whether the run stops there.
 * @param stopped whether it is not wanted any more
 */
export type RunSearch = (stopped: () => boolean) => Promise<{ readonly position: Position; readonly done: boolean }>;

/** At most ten events a second. */
const PROGRESS_MS = 100;

export class Follow {
  readonly #began = performance.now();
  readonly #from: number;
  #toldAt = this.#began;
  #progress: RunProgress;

  constructor({ update, loss }: UpdateInProgress) {
    this.#from = update;
    this.#progress = { from: update, update, target: null, updatesPerSecond: 0, loss };
  }

  get progress(): RunProgress {
    return this.#progress;
  }

  /** The run has come to a place. @returns whether it is time to tell so */
  take({ update, loss }: UpdateInProgress): boolean {
    const now = performance.now();
    const updatesPerSecond = (Math.abs(update - this.#from) / (now - this.#began)) * 1000;
    this.#progress = { from: this.#from, update, target: null, updatesPerSecond, loss };
    if (now - this.#toldAt < PROGRESS_MS) return false;
    this.#toldAt = now;
    return true;
  }
}
