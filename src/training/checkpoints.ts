/** Checkpoints of a run at regular distances: fewer and farther apart as the run grows, so that memory stays bounded. */

/** What is needed to go on from the start of an update: parameters and optimizer state, packed into one array. */
export interface Checkpoint {
  /** Finished updates. */
  readonly update: number;
  /** The values as the update before left them: interventions at `update` are made after loading. */
  readonly values: Float64Array;
}

/** Bytes that the checkpoints of one session may take. */
const BUDGET = 128 * 2 ** 20;
/** What a slot costs beside its numbers: the view and its place in two lists. */
const SLOT_OVERHEAD = 160;
/** Numbers from which on an array of its own costs less than a copy. */
const LARGE = 1024;
const FEWEST = 16;
const MOST = 65_536;

/** How many checkpoints of `size` numbers fit the budget. */
export function capacityFor(size: number, budget = BUDGET): number {
  return Math.max(FEWEST, Math.min(MOST, Math.floor(budget / (8 * size + SLOT_OVERHEAD))));
}

/**
 * Updates between checkpoints, a power of two, from the time of one update: any update within 1 ms where updates are that
 * short, else within 16 ms; half of either, as machines are not always equally fast.
 */
export function spacingFor(millisecondsPerUpdate: number): number {
  const reach = millisecondsPerUpdate <= 0.008 ? 0.5 : 8;
  return 2 ** Math.max(0, Math.min(20, Math.floor(Math.log2(reach / Math.max(millisecondsPerUpdate, 1e-6)))));
}

export class CheckpointStore {
  readonly size: number;
  readonly capacity: number;
  #spacing: number;
  #kept: Checkpoint[] = [];
  /** Slots of checkpoints that were thinned out, to be used again. */
  readonly #free: Float64Array[] = [];
  #allocated = 0;

  /** @param size numbers per checkpoint */
  constructor(size: number, spacing: number, capacity = capacityFor(size)) {
    this.size = size;
    this.capacity = capacity;
    this.#spacing = spacing;
  }

  /** New checkpoints are taken at the multiples of this many updates. */
  get spacing(): number {
    return this.#spacing;
  }

  get count(): number {
    return this.#kept.length;
  }

  /** How many slots were made in all: those in use and those that wait to be used again. */
  get allocated(): number {
    return this.#allocated;
  }

  /** Adapts the distance of new checkpoints to how long an update takes; never below what the capacity asks for. */
  adapt(spacing: number): void {
    const span = this.#kept.at(-1)?.update ?? 0;
    while (span / spacing > this.capacity / 2) spacing *= 2;
    this.#spacing = spacing;
  }

  /** Whether a checkpoint at `update` is wanted: beyond the last one kept, and a multiple of the spacing. */
  due(update: number): boolean {
    return update % this.#spacing === 0 && update > (this.#kept.at(-1)?.update ?? 0);
  }

  /** Keeps a copy of the state at `update`, if one is due there. */
  offer(update: number, values: Float64Array): void {
    if (!this.due(update)) return;
    const slot = this.#free.pop() ?? this.#allocate();
    slot.set(values);
    this.#kept.push({ update, values: slot });
    this.#thinOut();
  }

  /** The same with a state that is nobody else's: a large one is not copied. */
  take({ update, values }: Checkpoint): void {
    if (values.length < LARGE) return this.offer(update, values);
    if (!this.due(update)) return;
    if (!this.#free.pop()) this.#allocated++;
    this.#kept.push({ update, values });
    this.#thinOut();
  }

  /** The last checkpoint at or before an update; null where there is none (then it is the start). */
  nearest(update: number): Checkpoint | null {
    let low = -1;
    let high = this.#kept.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (this.#kept[middle].update <= update) low = middle;
      else high = middle;
    }
    return low < 0 ? null : this.#kept[low];
  }

  /** Takes out the checkpoints beyond an update, for a future that was replaced but may come back. */
  splitAfter(update: number): Checkpoint[] {
    const first = this.#kept.findIndex((checkpoint) => checkpoint.update > update);
    const cut = first < 0 ? [] : this.#kept.splice(first);
    this.#allocated -= cut.length;
    return cut;
  }

  /** Puts back what `splitAfter` has taken out. */
  append(checkpoints: readonly Checkpoint[]): void {
    this.#kept.push(...checkpoints);
    this.#allocated += checkpoints.length;
    this.#thinOut();
  }

  #allocate(): Float64Array {
    this.#allocated++;
    return new Float64Array(this.size);
  }

  #thinOut(): void {
    while (this.#kept.length > this.capacity) {
      this.#spacing *= 2;
      const kept: Checkpoint[] = [];
      for (const checkpoint of this.#kept) {
        if (checkpoint.update % this.#spacing === 0) kept.push(checkpoint);
        else this.#free.push(checkpoint.values);
      }
      this.#kept = kept;
    }
  }
}
