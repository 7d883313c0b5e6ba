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
  #rows: readonly Int32Array[] = [];

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
    const batch = update - epoch * this.perEpoch;
    if (this.#epoch < 0 || (this.#shuffleSeed !== null && epoch !== this.#epoch)) {
      this.#rows = this.#split(this.#order(epoch));
      this.#epoch = epoch;
    }
    return { epoch, batch, rows: this.#rows[batch] };
  }

  #order(epoch: number): Int32Array {
    if (this.#shuffleSeed !== null)
      return new Random(this.#shuffleSeed, streams.shuffle(epoch)).permutation(this.#count);
    return Int32Array.from({ length: this.#count }, (_, row) => row);
  }

  #split(order: Int32Array): Int32Array[] {
    return Array.from({ length: this.perEpoch }, (_, batch) =>
      order.subarray(batch * this.size, (batch + 1) * this.size),
    );
  }
}
