/** Which samples make up the batch of an update. */

import { Random, streams } from './random';
import type { TrainingSettings } from './setup';

export interface Batch {
  /** 0-based. */
  readonly epoch: number;
  /** 0-based within the epoch. */
  readonly batch: number;
  /** Rows of the data, in the order in which they are summed. Never changed once handed out. */
  readonly rows: Int32Array;
}

/**
 * The batches of a run: a pure function of (settings, count, update) that keeps the batches of the epoch asked for last,
 * so that walking is cheap and jumping costs one shuffle.
 */
export class Batches {
  /** Samples of a full batch; the last batch of an epoch may be shorter. */
  readonly size: number;
  readonly perEpoch: number;
  readonly #count: number;
  /** null: every epoch has the same batches. One batch of all samples keeps their order, as only its sum matters. */
  readonly #shuffleSeed: number | null;
  #epoch = -1;
  /** The samples of the epoch, shuffled; null where they are not. */
  #order: Int32Array | null = null;
  /** Those of the epoch that were asked for: a million batches are not made for the sake of one. */
  #rows: Int32Array[] = [];

  /** @param count number of samples, at least 1 */
  constructor(settings: Pick<TrainingSettings, 'batchSize' | 'shuffle' | 'seed'>, count: number) {
    this.size = settings.batchSize === 'full' ? count : Math.min(settings.batchSize, count);
    this.perEpoch = Math.ceil(count / this.size);
    this.#count = count;
    this.#shuffleSeed = settings.shuffle && this.perEpoch > 1 ? settings.seed : null;
  }

  /** The batch that the update after `update` finished ones works on. */
  at(update: number): Batch {
    const epoch = Math.floor(update / this.perEpoch);
    return { epoch, batch: update - epoch * this.perEpoch, rows: this.rowsAt(update) };
  }

  /** Its rows alone: no division where there is one batch, and no new object for each update. */
  rowsAt(update: number): Int32Array {
    if (this.perEpoch === 1) return (this.#rows[0] ??= this.#rowsOf(0));
    const epoch = Math.floor(update / this.perEpoch);
    const batch = update - epoch * this.perEpoch;
    if (this.#shuffleSeed !== null && epoch !== this.#epoch) {
      this.#order = new Random(this.#shuffleSeed, streams.shuffle(epoch)).permutation(this.#count);
      this.#rows = [];
      this.#epoch = epoch;
    }
    return (this.#rows[batch] ??= this.#rowsOf(batch));
  }

  #rowsOf(batch: number): Int32Array {
    const from = batch * this.size;
    const to = Math.min(this.#count, from + this.size);
    if (this.#order) return this.#order.subarray(from, to);
    const rows = new Int32Array(to - from);
    for (let i = 0; i < rows.length; i++) rows[i] = from + i;
    return rows;
  }
}
