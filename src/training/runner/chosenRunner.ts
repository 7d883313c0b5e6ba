/** Begins every run here, where a short one is over at once, and hands a long one to the worker, if there is any. */

import type { Setup } from '../../core/setup';
import type { RunEnd, RunJob } from './job';
import { LocalRunner, type RunHooks, type Runner } from './runner';
import { type OpenWorker, type RemoteTask, WorkerLost, WorkerRunner } from './workerRunner';

/** Milliseconds that a run takes here before it is handed over: about what it takes to start a worker. */
const LOCAL_MS = 50;
/** An update that takes longer is not begun here at all: it cannot be interrupted. */
const LONG_UPDATE_MS = 4;
/** Workers that may die during one run before it goes on without. */
const MOST_LOST = 2;

export class ChosenRunner implements Runner {
  readonly #setup: Setup;
  readonly #worker: WorkerRunner | null;
  /** Made when first used, as its buffers are as large as a batch. */
  #local: LocalRunner | undefined;
  readonly #localMilliseconds: number;
  readonly #millisecondsPerUpdate: () => number;

  /** @param options.localMilliseconds how long a run takes here before it is handed over; 0: not at all */
  constructor(
    setup: Setup,
    options: { readonly worker?: OpenWorker; readonly localMilliseconds?: number },
    millisecondsPerUpdate: () => number,
  ) {
    this.#setup = setup;
    this.#worker = options.worker ? new WorkerRunner(setup, options.worker) : null;
    this.#localMilliseconds = options.localMilliseconds ?? LOCAL_MS;
    this.#millisecondsPerUpdate = millisecondsPerUpdate;
  }

  async run(job: RunJob, hooks: RunHooks): Promise<RunEnd | 'stopped'> {
    let { start, watch } = job;
    let ended: RunEnd | null = null;
    const following: RunHooks = {
      signal: hooks.signal,
      report(report) {
        start = report.reached;
        ended = report.ended;
        watch = watch && { ...watch, memory: report.memory };
        return hooks.report(report);
      },
    };
    for (let lost = 0; ;) {
      const end = await this.#next(start === job.start && !hooks.apart, lost)
        .run({ ...job, start, ...(watch && { watch }) }, following)
        .catch((error: unknown) => {
          if (!(error instanceof WorkerLost)) throw error;
          lost++;
          // Its last word may be missing, but a run that has ended must not go on.
          return ended ?? ('handover' as const);
        });
      if (end !== 'handover') return end;
      if (hooks.signal.aborted) return 'stopped';
    }
  }

  /** Work in the worker beside the runs; null where there is no worker. */
  open(task: unknown): Promise<RemoteTask> | null {
    return this.#worker?.open(task) ?? null;
  }

  /** Whether a run is begun here at all, or is in better hands in the worker from its start. */
  get beginsHere(): boolean {
    return this.#localMilliseconds > 0 && this.#millisecondsPerUpdate() < LONG_UPDATE_MS;
  }

  dispose(): void {
    this.#worker?.dispose();
  }

  /** Here first, then in the worker; without a worker, or when too many have died, here to the end. */
  #next(begins: boolean, lost: number): Runner {
    const worker = lost < MOST_LOST ? this.#worker : null;
    const here = begins && lost === 0 && this.beginsHere;
    if (worker && !here) return worker;
    this.#local ??= new LocalRunner(this.#setup);
    this.#local.limit = worker ? this.#localMilliseconds : Infinity;
    return this.#local;
  }
}
