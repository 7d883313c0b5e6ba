/** A search in the session's worker: the host's side, and the worker's. */

import type { Setup } from '../../core/setup';
import type { Checkpoint } from '../../training/checkpoints';
import { Walker } from '../../training/columns';
import type { Task } from '../../training/runner/serveTasks';
import type { RemoteTask } from '../../training/runner/workerRunner';
import type { Session } from '../../training/session';
import { watchOf } from '../breakpoints/watchSpec';
import { ForwardSearch } from './forward';
import type { RemoteJob, Search, SearchJob, SearchStep } from './search';

/** How long a part of it takes: the run follows in the worker while the next one is looked for. */
const PART_MS = 100;

/** The worker's side. @throws Error where it does not fit the setup */
export function openSearch(setup: Setup, task: unknown): Task {
  const job = task as RemoteJob;
  const { start, log } = job;
  const nearest = (update: number): Checkpoint | null => (start && start.update <= update ? start : null);
  const walker = new Walker(setup, { log, recorded: 0, nearest });
  const search = new ForwardSearch(setup, walker, job);
  return { next: (stopped) => search.next(stopped, PART_MS) };
}

/** The first update that the watches of a search have to see. */
function firstSeen({ armed, begin }: SearchJob, setup: Setup): number {
  const since = armed.map(({ spec }) => watchOf(spec, setup)?.since?.(begin) ?? begin - 1);
  return Math.max(0, Math.min(begin, ...since));
}

export class RemoteSearch implements Search {
  readonly #task: RemoteTask;
  /** Looked for while the run follows to the part before. */
  #ahead: Promise<SearchStep> | null = null;

  private constructor(task: RemoteTask) {
    this.#task = task;
  }

  /** null where the session has no worker. Rejects with WorkerLost */
  static async of(session: Session, job: SearchJob): Promise<RemoteSearch | null> {
    const { branch } = session;
    const known = branch.nearest(firstSeen(job, session.setup));
    // A part of a larger buffer would be sent with all of it.
    const start = known && { update: known.update, values: known.values.slice() };
    const remote: RemoteJob = { ...job, log: branch.log, start };
    const task = await session.openTask(remote);
    return task && new RemoteSearch(task);
  }

  async next(wanted: AbortSignal): Promise<SearchStep> {
    const asked = this.#ahead ?? this.#ask();
    this.#ahead = null;
    const step = await orAborted(asked, wanted);
    if (!step.done) this.#ahead = this.#ask();
    return { ...step, apart: true };
  }

  close(): void {
    this.#task.close();
  }

  #ask(): Promise<SearchStep> {
    const asked = this.#task.next() as Promise<SearchStep>;
    // It may be lost while nobody waits for it.
    asked.catch(() => undefined);
    return asked;
  }
}

/** Rejects as soon as it is not wanted any more. */
function orAborted<T>(promise: Promise<T>, wanted: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = (): void => reject(new NotWanted());
    if (wanted.aborted) abort();
    wanted.addEventListener('abort', abort, { once: true });
    promise.then(resolve, reject).finally(() => wanted.removeEventListener('abort', abort));
  });
}

export class NotWanted extends Error {}
