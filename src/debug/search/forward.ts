/** Looks ahead for the next place to stop at, a few milliseconds at a time, so that the run can follow and be paused. */

import type { Position } from '../../training/cursor';
import { conditionHolds } from '../../training/runner/trainingLoop';
import type { StopRules } from '../../training/runner/job';
import type { Session } from '../../training/session';
import type { Log, Search, SearchStep } from './search';
import type { Watch } from '../breakpoints/watch';
import { comparePositions, type PlacedHit, Updates } from './updates';

/** How long the run stands still while it is looked ahead. */
const SLICE_MS = 30;

export interface Bounds {
  /** Where it stops at the latest; null: nowhere. */
  readonly limit: Position | null;
  /** What else ends a run; only at the start of an update. */
  readonly rules?: StopRules;
}

export class ForwardSearch implements Search {
  readonly #updates: Updates;
  readonly #from: Position;
  readonly #bounds: Bounds;
  #began = false;

  constructor(session: Session, watches: readonly Watch[], bounds: Bounds) {
    this.#updates = new Updates(session, watches);
    this.#from = session.position;
    this.#bounds = bounds;
  }

  async next(stopped: () => boolean): Promise<SearchStep> {
    const since = performance.now();
    const logs: Log[] = [];
    await this.#begin();
    for (;;) {
      const { limit, rules } = this.#bounds;
      const { update } = this.#updates;
      const end = limit && limit.update < update ? limit : null;
      if (end) return { position: end, done: true, hits: [], logs };
      if (this.#isOver(rules)) return { position: { update, operation: -1 }, done: true, hits: [], logs };
      const hits = this.#firstStop(this.#updates.hits(), logs);
      if (hits.length > 0) return { position: hits[0].position, done: true, hits, logs };
      if (limit && limit.update === update) return { position: limit, done: true, hits: [], logs };
      // The session finds the very operation when it follows to there.
      if (!this.#updates.finish())
        return { position: { update: update + 1, operation: -1 }, done: true, hits: [], logs };
      if (performance.now() - since >= SLICE_MS || stopped()) {
        return { position: { update: this.#updates.update, operation: -1 }, done: false, hits: [], logs };
      }
      await this.#updates.giveWay();
    }
  }

  /** Begins one update earlier, so that watches know what was before. */
  async #begin(): Promise<void> {
    if (this.#began) return;
    this.#began = true;
    const { update } = this.#from;
    await this.#updates.to(Math.max(0, update - 1));
    if (update === 0) return;
    this.#updates.hits();
    this.#updates.finish();
  }

  #isOver(rules: StopRules | undefined): boolean {
    if (!rules || this.#updates.update <= this.#from.update) return false;
    const { loss, gradients } = this.#updates.look();
    return rules.target === this.#updates.update || conditionHolds(rules, loss, gradients);
  }

  /** The hits at the first place that stops; what is only written is told on the way. */
  #firstStop(all: readonly PlacedHit[], logs: Log[]): PlacedHit[] {
    const { limit } = this.#bounds;
    let found: PlacedHit[] = [];
    for (const placed of all) {
      const { hit, watch, position } = placed;
      if (comparePositions(position, this.#from) <= 0) continue;
      if (limit && comparePositions(position, limit) > 0) break;
      if (found.length > 0 && comparePositions(position, found[0].position) > 0) break;
      if (!(watch.counts?.() ?? true)) continue;
      if (hit.log === undefined) found = [...found, placed];
      else logs.push({ text: hit.log, ids: hit.reason.ids });
    }
    return found;
  }
}
