/** Looks back for the last place to stop at, from checkpoint to checkpoint. */

import type { Position } from '../../training/cursor';
import type { Session } from '../../training/session';
import type { Armed } from '../breakpoints/watchSpec';
import type { Search, SearchStep } from './search';
import { comparePositions, type PlacedHit, Updates } from './updates';

/** So many updates are looked through at a time: each part is run forwards, and read from its end. */
const PART = 256;

const START: Position = { update: 0, operation: -1 };

export class BackwardSearch implements Search {
  readonly #updates: Updates;
  /** Places before this one are still to be looked at. */
  #before: Position;

  constructor(session: Session, armed: readonly Armed[]) {
    this.#updates = new Updates(session.setup, session.walker(), armed);
    this.#before = session.position;
  }

  async next(wanted: AbortSignal): Promise<SearchStep> {
    const end = this.#before.update;
    const start = Math.max(0, end - PART);
    const all = await this.#part(start, end, wanted);
    const found = this.#lastStop(all.filter(({ position }) => comparePositions(position, this.#before) < 0));
    const { counts } = this.#updates;
    const hits = found.map(({ hit }) => hit);
    if (found.length > 0) return { position: found[0].position, done: true, hits, logs: [], counts };
    this.#before = { update: start, operation: 0 };
    const position = start > 0 ? { update: start, operation: -1 } : START;
    return { position, done: start === 0, hits, logs: [], counts };
  }

  /** The hits of some updates, the last one included, as far as they are not those of the part before. */
  async #part(start: number, end: number, wanted: AbortSignal): Promise<PlacedHit[]> {
    const updates = this.#updates;
    const found: PlacedHit[] = [];
    await updates.to(Math.max(0, start - 1));
    for (;;) {
      const hits = updates.hits();
      if (updates.update >= start) found.push(...hits);
      // What ends the update before this part stands at its start.
      else found.push(...hits.filter(({ position }) => position.update === start));
      if (updates.update >= end || wanted.aborted || !updates.finish()) return found;
      await updates.giveWay();
    }
  }

  #lastStop(all: readonly PlacedHit[]): PlacedHit[] {
    let found: PlacedHit[] = [];
    for (const placed of all.toReversed()) {
      if (found.length > 0 && comparePositions(placed.position, found[0].position) < 0) break;
      if (placed.hit.log === undefined && (placed.watch.hitCounter?.take() ?? true)) found = [...found, placed];
    }
    return found;
  }
}
