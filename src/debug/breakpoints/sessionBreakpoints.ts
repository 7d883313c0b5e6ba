/** The session's own breakpoints, set in the panel, as a watch: the debugger stops at them too. */

import type { Setup } from '../../core/setup';
import type { Moment } from '../../training/breakpoints/moment';
import { Watcher, type WatchJob } from '../../training/breakpoints/watcher';
import type { Hit, Watch } from './watch';

/** Plain data, so that it can go to a worker. */
export interface SessionSpec {
  readonly kind: 'session';
  readonly job: WatchJob;
}

export class SessionBreakpoints implements Watch {
  readonly #setup: Setup;
  readonly #job: WatchJob;
  #watcher: Watcher;

  constructor({ job }: SessionSpec, setup: Setup) {
    this.#setup = setup;
    this.#job = job;
    this.#watcher = new Watcher(setup, job);
  }

  begin(): void {
    this.#watcher = new Watcher(this.#setup, this.#job);
  }

  hits(moment: Moment): Hit[] {
    const hits: Hit[] = [];
    const add = (operation: number, sessionIds: readonly number[]): void => {
      const description = 'Paused on breakpoint of the panel';
      hits.push({ operation, sessionIds, reason: { reason: 'breakpoint', description, ids: [] } });
    };
    const atStart = this.#watcher.arrive(moment);
    if (atStart.length > 0) add(-1, atStart);
    for (let after = -1; ;) {
      const hit = this.#watcher.firstOperation(moment, after);
      if (!hit) return hits;
      add(hit.operation, hit.ids);
      after = hit.operation;
    }
  }
}
