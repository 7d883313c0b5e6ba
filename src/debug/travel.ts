/** Movements that stop on the way where something is hit: how they are searched for, and what the search has found. */

import { updatesPerEpoch } from '../explain/run';
import { type Position, samePosition } from '../training/cursor';
import type { Session } from '../training/session';
import { stopRules } from '../training/stopRules';
import type { Armed } from './breakpoints/watchSpec';
import type { Send } from './progress';
import { BackwardSearch } from './search/backward';
import { ChosenSearch } from './search/chosen';
import type { Bounds, Search, SearchStep } from './search/search';
import type { Stop } from './stops';

export interface TravelOptions {
  readonly session: Session;
  readonly send: Send;
  /** What stops a travel beside the session's own breakpoints; another list after every change. */
  readonly armed: () => readonly Armed[];
}

/** Each resolves with what it has stopped for; undefined where it came to its end, or the session knows why it did not. */
export class Travel {
  readonly #options: TravelOptions;

  constructor(options: TravelOptions) {
    this.#options = options;
  }

  /** @param updates finished updates at which it stops; undefined: as the file says */
  async on(updates: number | undefined): Promise<Stop | undefined> {
    const { session, armed } = this.#options;
    const { setup, position } = session;
    const request = updates === undefined ? {} : { until: { update: updates } };
    const rules = stopRules(request, setup, position.update, updatesPerEpoch(setup));
    const isOver = rules.target !== null && rules.target <= position.update;
    if (armed().length > 0 && !isOver) return this.#search((all) => this.#ahead(all, { limit: null, rules }));
    // Without anything to look at, the session runs at its full speed, and knows its own breakpoints.
    await session.run(request);
    return undefined;
  }

  async to(limit: Position): Promise<Stop | undefined> {
    if (this.#all().length > 0) return this.#search((all) => this.#ahead(all, { limit }));
    await this.#options.session.seek(limit);
    return undefined;
  }

  back(): Promise<Stop | undefined> {
    return this.#search((all) => new BackwardSearch(this.#options.session, all));
  }

  /** With the session's own, set in the panel. */
  #all(): readonly Armed[] {
    const job = this.#options.session.breakpoints.toWatch;
    const armed = this.#options.armed();
    return job ? [...armed, { spec: { kind: 'session', job }, hits: 0 }] : armed;
  }

  #ahead(armed: readonly Armed[], bounds: Bounds): Search {
    const { session } = this.#options;
    const from = session.position;
    return new ChosenSearch(session, { armed, bounds, from, begin: from.update });
  }

  /** What a part of it has found counts as soon as the run has come to where that part ends. */
  async #search(make: (armed: readonly Armed[]) => Search): Promise<Stop | undefined> {
    const { session } = this.#options;
    const armed = this.#all();
    const search = make(armed);
    let last: SearchStep | undefined;
    try {
      await session.follow(async (wanted) => {
        if (last) this.#passed(last, armed);
        last = await search.next(wanted);
        return last;
      });
    } finally {
      search.close?.();
    }
    const isThere = last !== undefined && (samePosition(last.position, session.position) || session.divergence);
    if (!last || !isThere) return undefined;
    this.#passed(last, armed);
    return this.#hit(last);
  }

  /** Writes what log points had to say, and takes over how often each breakpoint was hit. */
  #passed({ logs, counts }: SearchStep, armed: readonly Armed[]): void {
    counts.forEach((hits, index) => (armed[index].hits = hits));
    if (logs.length === 0) return;
    const output = logs.map(({ text }) => `${text}\n`).join('');
    this.#options.send('output', { category: 'console', output });
  }

  /** What it stopped for; undefined where it came to its end. */
  #hit({ hits }: SearchStep): Stop | undefined {
    if (hits.length === 0) return undefined;
    const { session } = this.#options;
    const ids = hits.flatMap(({ sessionIds }) => sessionIds ?? []);
    if (ids.length > 0) session.breakpoints.hit(ids, session.position);
    const reasons = hits.map(({ reason }) => reason);
    const { reason, description } = reasons[0];
    const text = reasons.flatMap((one) => one.text ?? []).join('; ');
    return { reason, description, ...(text && { text }), hitBreakpointIds: reasons.flatMap((one) => one.ids) };
  }
}
