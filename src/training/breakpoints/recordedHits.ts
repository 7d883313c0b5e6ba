/** At which updates of what has been run breakpoints are hit: kept, and extended as the run goes on. */

import type { Setup } from '../../core/setup';
import { Walker } from '../columns';
import type { Branch } from '../history';
import type { Breakpoint } from './breakpoint';
import { Moment } from './moment';
import { Watcher } from './watcher';
import { walk } from './search';

/** The updates of each are given up to so many. */
const MOST = 100;

/** What has been looked through, along one log and with some breakpoints. */
interface Known {
  readonly log: Branch['log'];
  readonly key: string;
  readonly watcher: Watcher;
  readonly found: Map<number, number[]>;
  /** The last update whose start was seen; −1: none. */
  seen: number;
}

export class RecordedHits {
  readonly #setup: Setup;
  #known: Known | undefined;

  constructor(setup: Setup) {
    this.#setup = setup;
  }

  /**
   * The first updates at whose start each breakpoint is hit, by id, ascending. Those that look at single operations are
   * left out, as they may be hit in every update.
   */
  async in(branch: Branch, breakpoints: readonly Breakpoint[]): Promise<ReadonlyMap<number, readonly number[]>> {
    const key = JSON.stringify(breakpoints.map((one) => ({ ...one, hits: 0, lastHit: null, enabled: true })));
    const before = this.#known;
    const goesOn = before?.key === key && before.log === branch.log && before.seen <= branch.recorded;
    const watcher = goesOn ? before.watcher : new Watcher(this.#setup, { breakpoints, memory: null });
    if (!watcher.looksAtUpdates) return new Map();
    const known: Known = goesOn ? before : { log: branch.log, key, watcher, found: new Map(), seen: -1 };
    this.#known = known;
    if (known.seen < branch.recorded) await this.#extend(known, branch);
    return known.found;
  }

  async #extend(known: Known, branch: Branch): Promise<void> {
    const walker = new Walker(this.#setup, branch);
    await walk(walker, new Moment(this.#setup), Math.max(0, known.seen), branch.recorded, (moment) => {
      // Another call may look through the same meanwhile.
      if (moment.update !== known.seen + 1) return;
      known.seen = moment.update;
      for (const id of known.watcher.arrive(moment)) {
        const updates = known.found.get(id) ?? [];
        known.found.set(id, updates);
        if (updates.length < MOST) updates.push(moment.update);
      }
    });
  }
}
