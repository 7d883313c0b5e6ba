/** Carries out a session's commands in order; a run makes way for the next command, and can be stopped from outside. */

import { CommandQueue } from './commandQueue';
import type { RunToken, StopReason } from './runToken';

export class Commands {
  readonly #queue = new CommandQueue();
  /** Of the commands that wait or are carried out. */
  readonly #tokens = new Set<RunToken>();
  #disposed = false;

  get disposed(): boolean {
    return this.#disposed;
  }

  /** Rejects where the session has ended. */
  add<T>(token: RunToken, command: () => Promise<T>): Promise<T> {
    if (this.#disposed) return Promise.reject(new Error('The session has ended.'));
    for (const going of this.#tokens) if (going.yields) going.stop('paused');
    this.#tokens.add(token);
    const result = this.#queue.add(async () => {
      try {
        return await command();
      } finally {
        this.#tokens.delete(token);
      }
    });
    token.ended = result.catch(() => undefined);
    return result;
  }

  /** Stops what waits or runs, and resolves when it has ended. */
  async stop(reason: StopReason): Promise<void> {
    const tokens = [...this.#tokens];
    for (const token of tokens) token.stop(reason);
    await Promise.all(tokens.map((token) => token.ended));
  }

  /** Resolves when the commands given so far have ended. */
  settled(): Promise<void> {
    return this.#queue.settled();
  }

  dispose(): void {
    this.#disposed = true;
    for (const token of this.#tokens) token.stop('paused');
  }
}
