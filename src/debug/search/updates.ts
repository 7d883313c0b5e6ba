/** Walks along a run without moving it, and asks every watch about every update. */

import { Moment } from '../../training/breakpoints/moment';
import type { Walker } from '../../training/columns';
import type { Position } from '../../training/cursor';
import type { Session } from '../../training/session';
import { allFinite } from '../../training/trainer';
import type { Hit, Watch } from '../breakpoints/watch';

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
  readonly #watches: readonly Watch[];
  #evaluated = false;

  constructor(session: Session, watches: readonly Watch[]) {
    this.#walker = session.walker();
    this.#moment = new Moment(session.setup);
    this.#watches = watches;
    for (const watch of watches) watch.begin();
  }

  /** The update that is looked at next. */
  get update(): number {
    return this.#walker.trainer.update;
  }

  /** Goes to an update; it, and those that follow, are looked at as if nothing had been seen before. */
  async to(update: number): Promise<void> {
    for (const watch of this.#watches) watch.begin();
    await this.#walker.to(update);
    this.#evaluated = false;
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
    const placed = this.#watches.flatMap((watch) =>
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
