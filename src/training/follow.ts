/** A run that goes after a search: what the search is asked, and how far the run is. */

import type { Position } from './cursor';
import type { RunProgress } from './snapshot';
import type { UpdateInProgress } from './updateInProgress';

/** How far it is looked through, and whether the run stops there. */
export interface RunPart {
  readonly position: Position;
  readonly done: boolean;
  /** Whether it takes long in any case: then the run goes there in the worker, if there is one. */
  readonly apart?: boolean;
}

/** Looks through one part after the other, as far as it is wanted: asked again only when the run has come to where it said. */
export type RunSearch = (wanted: AbortSignal) => Promise<RunPart>;

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

  /** The run has come to a place. @returns whether it is time to tell so; only then the loss is asked for */
  take(update: number, loss: () => number): boolean {
    const now = performance.now();
    if (now - this.#toldAt < PROGRESS_MS) return false;
    const updatesPerSecond = (Math.abs(update - this.#from) / (now - this.#began)) * 1000;
    this.#progress = { from: this.#from, update, target: null, updatesPerSecond, loss: loss() };
    this.#toldAt = now;
    return true;
  }
}
