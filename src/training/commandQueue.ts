/** Runs asynchronous commands one after the other, in the order of the calls. */

export class CommandQueue {
  #last: Promise<void> = Promise.resolve();
  #waiting = 0;

  /** Whether nothing runs or waits. */
  get idle(): boolean {
    return this.#waiting === 0;
  }

  /** Runs a command when those before it have ended, well or badly; the first one starts at once. */
  add<T>(command: () => Promise<T>): Promise<T> {
    const result = this.#waiting === 0 ? started(command) : this.#last.then(command);
    this.#waiting++;
    const done = () => {
      this.#waiting--;
    };
    this.#last = result.then(done, done);
    return result;
  }

  /** Resolves when the commands given so far have ended. */
  settled(): Promise<void> {
    return this.#last;
  }
}

/** Begins now; what is thrown at once rejects too. */
async function started<T>(command: () => Promise<T>): Promise<T> {
  return await command();
}
