/** The breakpoints of a session: added, changed, switched, removed, and counted when they are hit. */

import type { Setup } from '../../core/setup';
import { type Breakpoint, type BreakpointSpec, sameSpec } from './breakpoint';
import { checkSpec } from './checkSpec';
import type { WatchJob } from './watcher';

/** Where a run stood when it was stopped. */
type Place = NonNullable<Breakpoint['lastHit']>;

/** A run that is going on keeps the breakpoints it began with. */
export class BreakpointList {
  readonly #setup: Setup;
  readonly #changed: () => void;
  #all: readonly Breakpoint[] = [];
  #lastId = 0;

  constructor(setup: Setup, changed: () => void) {
    this.#setup = setup;
    this.#changed = changed;
  }

  /** In the order in which they were added. */
  get all(): readonly Breakpoint[] {
    return this.#all;
  }

  /** Those that stop a run, as it wants them; null where none is enabled. */
  get toWatch(): WatchJob | null {
    const breakpoints = this.#all.filter(({ enabled }) => enabled);
    return breakpoints.length === 0 ? null : { breakpoints, memory: null };
  }

  /**
   * Where there is one for the same stop, that one, enabled.
   * @throws Error where it makes no sense for this network; an ExpressionError for a condition
   */
  add(spec: BreakpointSpec): Breakpoint {
    const checked = checkSpec(spec, this.#setup);
    const known = this.#all.find((one) => sameSpec(one, checked));
    if (known) return this.setEnabled(known.id, true);
    const added: Breakpoint = { ...checked, id: ++this.#lastId, enabled: true, hits: 0, lastHit: null };
    this.#set([...this.#all, added]);
    return added;
  }

  /** Makes it ask for another stop: it has not been hit there yet. @throws Error as `add`, and where there is none */
  update(id: number, spec: BreakpointSpec): Breakpoint {
    const { enabled } = this.#get(id);
    return this.#replace({ ...checkSpec(spec, this.#setup), id, enabled, hits: 0, lastHit: null });
  }

  /** @throws Error where there is none of that id */
  setEnabled(id: number, enabled: boolean): Breakpoint {
    const known = this.#get(id);
    return known.enabled === enabled ? known : this.#replace({ ...known, enabled });
  }

  /** @throws Error where there is none of that id */
  remove(id: number): Breakpoint {
    const removed = this.#get(id);
    this.#set(this.#all.filter((one) => one.id !== id));
    return removed;
  }

  /** Adds it, or removes the one for the same stop. @returns the one added; null where one was removed */
  toggle(spec: BreakpointSpec): Breakpoint | null {
    const checked = checkSpec(spec, this.#setup);
    const known = this.#all.find((one) => sameSpec(one, checked));
    if (!known) return this.add(checked);
    this.remove(known.id);
    return null;
  }

  /** A run has been stopped by some of them. */
  hit(ids: readonly number[], lastHit: Place): void {
    this.#set(this.#all.map((one) => (ids.includes(one.id) ? { ...one, hits: one.hits + 1, lastHit } : one)));
  }

  /** Takes over those of a session before; what makes no sense any more is left out. Tells nobody. */
  restore(kept: readonly Breakpoint[]): void {
    this.#all = kept.filter((one) => this.#isSound(one));
    this.#lastId = Math.max(0, ...this.#all.map(({ id }) => id));
  }

  #isSound(kept: Breakpoint): boolean {
    try {
      return sameSpec(checkSpec(kept, this.#setup), kept);
    } catch {
      return false;
    }
  }

  #get(id: number): Breakpoint {
    const known = this.#all.find((one) => one.id === id);
    if (known) return known;
    const ids = this.#all.map((one) => one.id).join(', ');
    throw new RangeError(`There is no breakpoint ${id}.${ids === '' ? '' : ` There are ${ids}.`}`);
  }

  #replace(changed: Breakpoint): Breakpoint {
    this.#set(this.#all.map((one) => (one.id === changed.id ? changed : one)));
    return changed;
  }

  #set(all: readonly Breakpoint[]): void {
    this.#all = all;
    this.#changed();
  }
}
