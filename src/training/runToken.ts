/** One run that is waiting or going on: how to stop it, and when it has come to its end. */

export type StopReason = 'paused' | 'cancelled';

export class RunToken {
  readonly #controller = new AbortController();
  #reason: StopReason | null = null;
  /** Resolves when the command that the run belongs to has ended, well or badly. */
  ended: Promise<unknown> = Promise.resolve();

  /** @param yields whether the next command stops it: a run does, a seek is waited for */
  constructor(readonly yields: boolean) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Why it was stopped; null as long as it was not. */
  get reason(): StopReason | null {
    return this.#reason;
  }

  /** The first reason counts. */
  stop(reason: StopReason): void {
    this.#reason ??= reason;
    this.#controller.abort();
  }
}
