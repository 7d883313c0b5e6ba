/** Looks ahead in this thread first, where most stops are found at once, and hands a long search to the session's worker. */

import { updatesPerEpoch } from '../../explain/run';
import { WorkerLost } from '../../training/runner/workerRunner';
import type { Session } from '../../training/session';
import { ForwardSearch, restOf } from './forward';
import { NotWanted, RemoteSearch } from './remote';
import type { Search, SearchJob, SearchStep } from './search';

/** How long it looks here, and how long the run stands still meanwhile. */
const HERE_MS = 50;
const PART_MS = 20;
/** Samples times parameters: above, one update may keep this thread for too long. */
const MOST_WORK = 50_000;

export class ChosenSearch implements Search {
  readonly #session: Session;
  /** What is left of it. */
  #job: SearchJob;
  #here: ForwardSearch | null = null;
  #remote: RemoteSearch | null = null;
  #hereUntil: number;

  constructor(session: Session, job: SearchJob) {
    this.#session = session;
    this.#job = job;
    const { network, data } = session.setup;
    // Some exceptions look through all the data.
    const looksAtAll = job.armed.some(({ spec }) => spec.kind === 'exception');
    const samples = looksAtAll ? data.count : data.count / updatesPerEpoch(session.setup);
    const work = samples * (network.parameterCount + 20);
    this.#hereUntil = session.runsHere && work <= MOST_WORK ? performance.now() + HERE_MS : 0;
  }

  async next(wanted: AbortSignal): Promise<SearchStep> {
    try {
      if (!this.#remote && performance.now() >= this.#hereUntil) await this.#handOver();
      const step = await (this.#remote?.next(wanted) ?? this.#lookHere(wanted));
      if (!step.done) this.#job = restOf(this.#job, step);
      return step;
    } catch (error) {
      // Whoever asked hears of it first: the part does not count.
      if (error instanceof NotWanted) return { position: this.#session.position, ...nothing };
      if (!(error instanceof WorkerLost)) throw error;
      this.close();
      this.#hereUntil = Infinity;
      return this.next(wanted);
    }
  }

  close(): void {
    this.#remote?.close();
    this.#remote = null;
  }

  async #handOver(): Promise<void> {
    this.#remote = await RemoteSearch.of(this.#session, this.#job);
    if (!this.#remote) this.#hereUntil = Infinity;
    this.#here = null;
  }

  #lookHere(wanted: AbortSignal): Promise<SearchStep> {
    const { setup } = this.#session;
    this.#here ??= new ForwardSearch(setup, this.#session.walker(), this.#job);
    return this.#here.next(() => wanted.aborted, PART_MS);
  }
}

const nothing = { done: false, hits: [], logs: [], counts: [] };
