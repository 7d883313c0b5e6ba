/** Looks back for the last place to stop at, from checkpoint to checkpoint. */

import type { Position } from '../../training/cursor';
import type { Session } from '../../training/session';
import type { Watch } from '../breakpoints/watch';
import type { Search, SearchStep } from './search';
import { comparePositions, type PlacedHit, Updates } from './updates';

/** So many updates are looked through at a time: each part is run forwards, and read from its end. */
const PART = 256;

const START: Position = { update: 0, operation: -1 };

export class BackwardSearch implements Search {
  readonly #updates: Updates;
  /** Places before this one are still to be looked at. */
  #before: Position;

  constructor(session: Session, watches: readonly Watch[]) {
    this.#updates = new Updates(session, watches);
    this.#before = session.position;
  }

  async next(stopped: () => boolean): Promise<SearchStep> {
    const end = this.#before.update;
    const start = Math.max(0, end - PART);
    const all = await this.#part(start, end, stopped);
    const hits = this.#lastStop(all.filter(({ position }) => comparePositions(position, this.#before) < 0));
    if (hits.length > 0) return { position: hits[0].position, done: true, hits, logs: [] };
    this.#before = { update: start, operation: 0 };
    if (start > 0) return { position: { update: start, operation: -1 }, done: false, hits: [], logs: [] };
    return { position: START, done: true, hits: [], logs: [] };
  }

  /** The hits of some updates, the last one included, as far as they are not those of the part before. */
  async #part(start: number, end: number, stopped: () => boolean): Promise<PlacedHit[]> {
    const updates = this.#updates;
    const found: PlacedHit[] = [];
    await updates.to(Math.max(0, start - 1));
    for (;;) {
      const hits = updates.hits();
      if (updates.update >= start) found.push(...hits);
      // What ends the update before this part stands at its start.
      else found.push(...hits.filter(({ position }) => position.update === start));
      if (updates.update >= end || stopped() || !updates.finish()) return found;
      await updates.giveWay();
    }
  }

  #lastStop(all: readonly PlacedHit[]): PlacedHit[] {
    let found: PlacedHit[] = [];
    for (const placed of all.toReversed()) {
      if (found.length > 0 && comparePositions(placed.position, found[0].position) < 0) break;
      if (placed.hit.log === undefined && (placed.watch.counts?.() ?? true)) found = [...found, placed];
    }
    return found;
  }
}
