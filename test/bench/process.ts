/** A contender's process: starts it, asks it, and waits for its answers, one JSON line each. */

import type { ChildProcess } from 'node:child_process';
import { createInterface } from 'node:readline';
import { start, stop } from '../host/processes.mts';

export type Answer = Readonly<Record<string, unknown>>;

export class ContenderProcess {
  readonly #child: ChildProcess;
  readonly #answers: AsyncIterator<string>;
  #errors = '';

  constructor(command: string, args: readonly string[]) {
    // One thread for everyone.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: '1', OMP_NUM_THREADS: '1', MKL_NUM_THREADS: '1' };
    this.#child = start(command, [...args], { stdio: ['pipe', 'pipe', 'pipe'], env });
    this.#child.once('error', (error) => (this.#errors += String(error)));
    this.#child.stderr!.setEncoding('utf8').on('data', (text: string) => (this.#errors += text));
    this.#answers = createInterface({ input: this.#child.stdout! })[Symbol.asyncIterator]();
  }

  /** @throws Error with what the process has complained of, where it has ended instead */
  async next(): Promise<Answer> {
    const line = await this.#answers.next();
    if (line.done) throw new Error(this.#errors.trim().split('\n').slice(-3).join(' ') || 'the process has ended');
    return JSON.parse(line.value) as Answer;
  }

  ask(request: object): Promise<Answer> {
    this.#child.stdin!.write(`${JSON.stringify(request)}\n`);
    return this.next();
  }

  end(): Promise<void> {
    return stop(this.#child);
  }
}
