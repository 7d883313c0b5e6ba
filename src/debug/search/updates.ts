/** Walks along a run without moving it, and asks every watch about every update. */

import type { Setup } from '../../core/setup';
import { Moment } from '../../training/breakpoints/moment';
import type { Walker } from '../../training/columns';
import type { Position } from '../../training/cursor';
import { allFinite } from '../../training/trainer';
import type { Hit, Watch } from '../breakpoints/watch';
import { type Armed, watchOf } from '../breakpoints/watchSpec';

/** A hit with the watch that it is of, where the cursor would stand. */
export interface PlacedHit {
  readonly hit: Hit;
  readonly watch: Watch;
  readonly position: Position;
}

/** Below 0 where a comes first. */
export function comparePositions(a: Position, b: Position): number {
  return a.update - b.update || a.operation - b.operation;
}

export class Updates {
  readonly #walker: Walker;
  readonly #moment: Moment;
  /** By the place of what is armed; null where the session stops itself. */
  readonly #watches: readonly (Watch | null)[];
  /** What is looked at now: those that see something already. */
  #seeing: readonly Watch[] = [];
  #evaluated = false;

  constructor(setup: Setup, walker: Walker, armed: readonly Armed[]) {
    this.#walker = walker;
    this.#moment = new Moment(setup);
    this.#watches = armed.map(({ spec, hits }) => {
      const watch = watchOf(spec, setup);
      if (watch?.hitCounter) watch.hitCounter.hits = hits;
      return watch;
    });
  }

  /** The update that is looked at next. */
  get update(): number {
    return this.#walker.trainer.update;
  }

  /** How often each of the armed was hit. */
  get counts(): number[] {
    return this.#watches.map((watch) => watch?.hitCounter?.hits ?? 0);
  }

  /** Goes to an update, and sees of those before as much as the watches have to know; nothing was seen before. */
  async to(update: number): Promise<void> {
    const watches = this.#watches.flatMap((watch) => watch ?? []);
    const since = watches.map((watch) => Math.max(0, watch.since?.(update) ?? update - 1));
    for (const watch of watches) watch.begin();
    this.#evaluated = false;
    await this.#walker.to(Math.min(update, ...since));
    while (this.update < update) {
      this.#seeing = watches.filter((_, index) => since[index] <= this.update);
      this.hits();
      this.finish();
      await this.giveWay();
    }
    this.#seeing = watches;
  }

  /** Lets others have their turn, if they have waited for long enough. */
  giveWay(): Promise<void> {
    return this.#walker.giveWay();
  }

  /** The numbers at the start of the update that is looked at. */
  look(): Moment {
    const { trainer } = this.#walker;
    if (!this.#evaluated) this.#moment.moveTo(trainer, trainer.evaluate());
    this.#evaluated = true;
    return this.#moment;
  }

  /** All hits of the update that is looked at, in its order. */
  hits(): PlacedHit[] {
    const moment = this.look();
    const { update } = moment;
    const last = moment.operationCount - 1;
    const placed = this.#seeing.flatMap((watch) =>
      watch.hits(moment).map((hit): PlacedHit => {
        // The last operation of an update moves every parameter: it has run at the start of the next one.
        const ends = hit.operation >= last;
        const position = ends ? { update: update + 1, operation: -1 } : { update, operation: hit.operation };
        return { hit, watch, position };
      }),
    );
    return placed.sort((a, b) => comparePositions(a.position, b.position));
  }

  /** Whether all numbers of the update, and those it leads to, are numbers; it is finished then. */
  finish(): boolean {
    const { trainer } = this.#walker;
    const { loss } = this.look();
    if (!Number.isFinite(loss)) return false;
    trainer.apply();
    this.#evaluated = false;
    return allFinite(trainer.parameters);
  }
}
