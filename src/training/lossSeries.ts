/** The loss by update in bounded memory: smallest and largest of each bucket, whose width doubles as the run grows. */

/** Points of a curve, in the order of the updates. */
export interface LossCurve {
  readonly update: Float64Array;
  readonly loss: Float64Array;
}

const DEFAULT_CAPACITY = 4096;

/** Losses are added in the order of the updates; those that are no numbers are left out of the curve. */
export class LossSeries {
  readonly #capacity: number;
  readonly #min: Float64Array;
  readonly #minAt: Float64Array;
  readonly #max: Float64Array;
  readonly #maxAt: Float64Array;
  #width: number;
  /** Buckets are counted from update 0: this is the number of the first one kept. */
  #first = 0;
  #count = 0;
  /** One past the last update of the newest bucket. */
  #end = 0;

  /** @param width updates per bucket to begin with, a power of two */
  constructor(width = 1, capacity = DEFAULT_CAPACITY) {
    this.#width = width;
    this.#capacity = capacity;
    this.#min = new Float64Array(capacity);
    this.#minAt = new Float64Array(capacity);
    this.#max = new Float64Array(capacity);
    this.#maxAt = new Float64Array(capacity);
  }

  /** Updates per bucket, a power of two: 1 as long as every loss is kept. */
  get width(): number {
    return this.#width;
  }

  /** How many numbers it holds, whatever the length of the run. */
  get size(): number {
    return 4 * this.#capacity;
  }

  add(update: number, loss: number): void {
    // Infinity − Infinity and NaN − NaN are NaN.
    if (loss - loss !== 0) return;
    if (update >= this.#end || this.#count === 0) this.#open(update);
    const bucket = this.#count - 1;
    if (loss < this.#min[bucket]) {
      this.#min[bucket] = loss;
      this.#minAt[bucket] = update;
    }
    if (loss > this.#max[bucket]) {
      this.#max[bucket] = loss;
      this.#maxAt[bucket] = update;
    }
  }

  addAll({ update, loss }: LossCurve): void {
    for (let i = 0; i < update.length; i++) this.add(update[i], loss[i]);
  }

  /**
   * Forgets the losses from an update on.
   * @returns the first update whose loss is missing now: the start of the bucket that was cut through
   */
  truncate(update: number): number {
    const kept = Math.max(0, Math.min(this.#count, Math.floor(update / this.#width) - this.#first));
    const missing = this.#count > kept ? (this.#first + kept) * this.#width : update;
    this.#count = kept;
    this.#end = (this.#first + kept) * this.#width;
    return missing;
  }

  /** Smallest and largest loss of each of at most `buckets` parts: at most 2 × buckets points, none before `start`. */
  curve(buckets = this.#capacity, start = 0): LossCurve {
    const first = Math.max(0, Math.floor(start / this.#width) - this.#first);
    const group = Math.max(1, Math.ceil((this.#count - first) / Math.max(1, buckets)));
    const update: number[] = [];
    const loss: number[] = [];
    const push = (at: number, value: number) => {
      if (at < start) return;
      update.push(at);
      loss.push(value);
    };
    for (let from = first; from < this.#count; from += group) {
      let low = from;
      let high = from;
      for (let i = from + 1; i < Math.min(from + group, this.#count); i++) {
        if (this.#min[i] < this.#min[low]) low = i;
        if (this.#max[i] > this.#max[high]) high = i;
      }
      if (this.#min[low] === Infinity) continue;
      const [lowAt, highAt] = [this.#minAt[low], this.#maxAt[high]];
      if (lowAt < highAt) push(lowAt, this.#min[low]);
      push(highAt, this.#max[high]);
      if (lowAt > highAt) push(lowAt, this.#min[low]);
    }
    return { update: Float64Array.from(update), loss: Float64Array.from(loss) };
  }

  /** Where the smallest loss is from one update to another, the last of equal ones; null where there is none. */
  lowest(from: number, to: number): number | null {
    const { update, loss } = this.curve(this.#capacity, from);
    let best = -1;
    for (let i = 0; i < update.length && update[i] <= to; i++) if (best < 0 || loss[i] <= loss[best]) best = i;
    return best < 0 ? null : update[best];
  }

  copy(): LossSeries {
    const copy = new LossSeries(this.#width, this.#capacity);
    copy.#min.set(this.#min);
    copy.#minAt.set(this.#minAt);
    copy.#max.set(this.#max);
    copy.#maxAt.set(this.#maxAt);
    copy.#first = this.#first;
    copy.#count = this.#count;
    copy.#end = this.#end;
    return copy;
  }

  #open(update: number): void {
    if (this.#count === 0) this.#first = Math.floor(update / this.#width);
    while (Math.floor(update / this.#width) - this.#first >= this.#capacity) this.#coarsen();
    const last = Math.floor(update / this.#width) - this.#first;
    this.#min.fill(Infinity, this.#count, last + 1);
    this.#max.fill(-Infinity, this.#count, last + 1);
    this.#count = last + 1;
    this.#end = (this.#first + this.#count) * this.#width;
  }

  /** Joins neighbours two by two. */
  #coarsen(): void {
    const first = Math.floor(this.#first / 2);
    let count = 0;
    for (let i = 0; i < this.#count; i++) {
      const into = Math.floor((this.#first + i) / 2) - first;
      if (into === count) this.#moveBucket(i, count++);
      else this.#joinBucket(i, into);
    }
    this.#first = first;
    this.#count = count;
    this.#width *= 2;
    this.#end = (first + count) * this.#width;
  }

  #moveBucket(from: number, into: number): void {
    this.#min[into] = this.#min[from];
    this.#minAt[into] = this.#minAt[from];
    this.#max[into] = this.#max[from];
    this.#maxAt[into] = this.#maxAt[from];
  }

  #joinBucket(from: number, into: number): void {
    if (this.#min[from] < this.#min[into]) {
      this.#min[into] = this.#min[from];
      this.#minAt[into] = this.#minAt[from];
    }
    if (this.#max[from] > this.#max[into]) {
      this.#max[into] = this.#max[from];
      this.#maxAt[into] = this.#maxAt[from];
    }
  }
}
