/** The host's side of a worker: starts it when it is first needed, again when it has died, and ignores stale answers. */

import type { Setup } from '../../core/setup';
import type { RunEnd, RunJob } from './job';
import { type FromWorker, plainSetup, type ToWorker } from './messages';
import type { RunHooks, Runner } from './runner';

/** A worker as the host sees it: worker_threads, a Web Worker, or a stand-in of a test. */
export interface WorkerChannel<To = ToWorker, From = FromWorker> {
  /** @param transfer buffers that are given away instead of copied */
  post(message: To, transfer?: ArrayBuffer[]): void;
  /** Called once, before the first message: what comes from the worker, and that it has come to its end. */
  listen(onMessage: (message: From) => void, onEnd: (reason: string) => void): void;
  close(): void;
}

export type OpenWorker<To = ToWorker, From = FromWorker> = () =>
  WorkerChannel<To, From> | Promise<WorkerChannel<To, From>>;

/** The worker has ended during a run, or could not be started: what it has reported still holds. */
export class WorkerLost extends Error {}

/** How long a stopped run may take to say how far it has come. */
const LAST_WORD_MS = 100;

/** Work beside the runs, as the host asks for it. */
export interface RemoteTask {
  /** The next part; rejects with WorkerLost where the worker cannot answer any more. */
  next(): Promise<unknown>;
  /** It is not wanted any more. */
  close(): void;
}

interface Asked {
  readonly resolve: (part: unknown) => void;
  readonly reject: (error: Error) => void;
}

interface Going {
  readonly id: number;
  readonly hooks: RunHooks;
  spacing: number;
  resolve(end: RunEnd | 'stopped'): void;
  reject(error: Error): void;
}

export class WorkerRunner implements Runner {
  readonly #setup: Setup;
  readonly #open: OpenWorker;
  #channel: Promise<WorkerChannel> | undefined;
  #going: Going | undefined;
  /** Parts of tasks that are waited for. */
  readonly #asked = new Map<number, Asked>();
  #lastId = 0;
  #disposed = false;

  constructor(setup: Setup, open: OpenWorker) {
    this.#setup = setup;
    this.#open = open;
  }

  async run(job: RunJob, hooks: RunHooks): Promise<RunEnd | 'stopped'> {
    const id = ++this.#lastId;
    const channel = await this.#connect();
    if (hooks.signal.aborted) return 'stopped';
    let timer: ReturnType<typeof setTimeout> | undefined;
    const stop = () => {
      channel.post({ type: 'stop', id });
      timer = setTimeout(() => this.#going?.id === id && this.#going.resolve('stopped'), LAST_WORD_MS);
    };
    try {
      return await new Promise<RunEnd | 'stopped'>((resolve, reject) => {
        this.#going = { id, hooks, spacing: job.spacing, resolve, reject };
        hooks.signal.addEventListener('abort', stop);
        channel.post({ type: 'run', id, job });
      });
    } finally {
      clearTimeout(timer);
      hooks.signal.removeEventListener('abort', stop);
      this.#going = undefined;
    }
  }

  /** @param task plain data, for the worker's `OpenTask` @throws WorkerLost where there is no worker */
  async open(task: unknown): Promise<RemoteTask> {
    const id = ++this.#lastId;
    const channel = await this.#connect();
    channel.post({ type: 'open', id, task });
    return {
      next: async () => {
        if (!(await this.#isCurrent(channel))) throw new WorkerLost('The worker has ended.');
        return new Promise((resolve, reject) => {
          this.#asked.set(id, { resolve, reject });
          channel.post({ type: 'next', id });
        });
      },
      close: () => {
        this.#asked.delete(id);
        channel.post({ type: 'close', id });
      },
    };
  }

  dispose(): void {
    this.#disposed = true;
    this.#lose('The session has ended.');
  }

  /** The worker there is, or a new one that knows the network. */
  async #connect(): Promise<WorkerChannel> {
    this.#channel ??= this.#start();
    try {
      return await this.#channel;
    } catch (error) {
      this.#channel = undefined;
      throw new WorkerLost(`The worker could not be started: ${String(error)}`);
    }
  }

  async #start(): Promise<WorkerChannel> {
    const channel = await this.#open();
    if (this.#disposed) {
      channel.close();
      throw new Error('the session has ended');
    }
    channel.listen(
      (message) => this.#hear(channel, message),
      (reason) => void this.#isCurrent(channel).then((current) => current && this.#lose(reason)),
    );
    channel.post({ type: 'setup', setup: plainSetup(this.#setup) });
    return channel;
  }

  async #isCurrent(channel: WorkerChannel): Promise<boolean> {
    return (await this.#channel?.catch(() => undefined)) === channel;
  }

  #hear(channel: WorkerChannel, message: FromWorker): void {
    const asked = this.#asked.get(message.id);
    if (asked) {
      this.#asked.delete(message.id);
      if (message.type === 'part') asked.resolve(message.part);
      else if (message.type === 'failed') asked.reject(new WorkerLost(message.message));
      return;
    }
    const going = this.#going;
    // What a run still says after it was stopped or superseded no longer counts.
    if (message.id !== going?.id) return;
    if (message.type === 'failed') {
      going.reject(new WorkerLost(message.message));
    } else if (message.type === 'done') {
      going.resolve(message.end);
    } else if (message.type === 'report') {
      const spacing = going.hooks.report(message.report);
      if (spacing !== going.spacing) channel.post({ type: 'spacing', id: going.id, spacing });
      going.spacing = spacing;
    }
  }

  #lose(reason: string): void {
    void this.#channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
    this.#channel = undefined;
    this.#going?.reject(new WorkerLost(reason));
    for (const { reject } of this.#asked.values()) reject(new WorkerLost(reason));
    this.#asked.clear();
  }
}
