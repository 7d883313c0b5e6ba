/** Looks ahead for the next place to stop at, part by part, so that the run can follow and be paused. */

import type { Setup } from '../../core/setup';
import type { Walker } from '../../training/columns';
import type { Position } from '../../training/cursor';
import { conditionHolds } from '../../training/runner/trainingLoop';
import type { Hit } from '../breakpoints/watch';
import type { Bounds, Log, SearchJob, SearchStep } from './search';
import { comparePositions, type PlacedHit, Updates } from './updates';

/** A part ends where it has written so many lines: whoever reads them has to keep up. */
const MOST_LOGS = 1000;

export class ForwardSearch {
  readonly #updates: Updates;
  readonly #from: Position;
  readonly #begin: number;
  readonly #bounds: Bounds;
  #began = false;

  constructor(setup: Setup, walker: Walker, { armed, from, begin, bounds }: SearchJob) {
    this.#updates = new Updates(setup, walker, armed);
    this.#from = from;
    this.#begin = begin;
    this.#bounds = bounds;
  }

  /** Looks on for about so many milliseconds, giving way to others meanwhile. */
  async next(stopped: () => boolean, milliseconds: number): Promise<SearchStep> {
    const since = performance.now();
    const updates = this.#updates;
    const logs: Log[] = [];
    const step = (position: Position, done = true, hits: readonly Hit[] = []): SearchStep => {
      return { position, done, hits, logs, counts: updates.counts };
    };
    if (!this.#began) await updates.to(this.#begin);
    this.#began = true;
    for (;;) {
      const { limit, rules } = this.#bounds;
      const { update } = updates;
      if (limit && limit.update < update) return step(limit);
      if (rules && update > this.#from.update && this.#isOver(rules)) return step({ update, operation: -1 });
      const hits = this.#firstStop(updates.hits(), logs);
      if (hits.length > 0)
        return step(
          hits[0].position,
          true,
          hits.map(({ hit }) => hit),
        );
      if (limit && limit.update === update) return step(limit);
      // The session finds the very operation when it follows to there.
      if (!updates.finish()) return step({ update: update + 1, operation: -1 });
      const enough = performance.now() - since >= milliseconds || logs.length >= MOST_LOGS;
      if (enough || stopped()) return step({ update: updates.update, operation: -1 }, false);
      await updates.giveWay();
    }
  }

  #isOver(rules: NonNullable<Bounds['rules']>): boolean {
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
      if (!(watch.hitCounter?.take() ?? true)) continue;
      if (hit.log === undefined) found = [...found, placed];
      else logs.push({ text: hit.log, ids: hit.reason.ids });
    }
    return found;
  }
}

/** What is left of a search that has come to a place without stopping there. */
export function restOf(job: SearchJob, { position, counts }: SearchStep): SearchJob {
  const armed = job.armed.map(({ spec }, index) => ({ spec, hits: counts[index] }));
  // What the update before ends with stands at this one's start, and is behind.
  return { ...job, armed, begin: position.update, from: { update: position.update - 1, operation: Infinity } };
}
