/** Tells the client how far a long run is; a run that is over at once is not worth the words. */

import { formatNumber, type NumberFormat } from '../explain/numbers';
import type { RunProgress } from '../training/snapshot';

export type Send = (event: string, body: object) => void;

const WORTH_TELLING_MS = 500;

export class Progress {
  readonly #send: Send;
  readonly #format: NumberFormat;
  #count = 0;
  #began = 0;
  #id: string | null = null;

  constructor(send: Send, format: NumberFormat) {
    this.#send = send;
    this.#format = format;
  }

  /** The run that the client sees, by the id that it may cancel. */
  get id(): string | null {
    return this.#id;
  }

  begin(): void {
    this.end();
    this.#began = performance.now();
  }

  tell(progress: RunProgress): void {
    if (performance.now() - this.#began < WORTH_TELLING_MS) return;
    const text = this.#text(progress);
    if (this.#id === null) {
      this.#id = `run ${++this.#count}`;
      this.#send('progressStart', { progressId: this.#id, title: 'Training', cancellable: true, ...text });
    } else {
      this.#send('progressUpdate', { progressId: this.#id, ...text });
    }
  }

  end(): void {
    if (this.#id !== null) this.#send('progressEnd', { progressId: this.#id });
    this.#id = null;
  }

  #text({ from, update, target, loss }: RunProgress): { message: string; percentage?: number } {
    const shownLoss = Number.isNaN(loss) ? '' : `, loss ${formatNumber(loss, this.#format)}`;
    const message = `update ${update}${target === null ? '' : ` of ${target}`}${shownLoss}`;
    if (target === null || target <= from) return { message };
    return { message, percentage: Math.round((100 * (update - from)) / (target - from)) };
  }
}
