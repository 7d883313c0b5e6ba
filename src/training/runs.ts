/** Carries out a session's runs: trains along its log, fills in what undo brought back, and says how far it is. */

import type { Setup } from '../core/setup';
import type { WatchJob } from './breakpoints/watcher';
import type { Checkpoint } from './checkpoints';
import type { Future, History } from './history';
import { LossSeries } from './lossSeries';
import { ChosenRunner } from './runner/chosenRunner';
import type { RunEnd, RunJob, RunReport, StopRules } from './runner/job';
import type { OpenWorker, RemoteTask } from './runner/workerRunner';
import type { RunToken } from './runToken';
import type { RunProgress } from './snapshot';

/** At most ten events a second. */
const PROGRESS_MS = 100;

export class Runs {
  readonly #history: History;
  readonly #runner: ChosenRunner;
  readonly #onProgress: (progress: RunProgress) => void;
  #progress: RunProgress | null = null;
  #toldAt = -Infinity;
  #seen = false;

  constructor(
    setup: Setup,
    history: History,
    options: { readonly worker?: OpenWorker; readonly localMilliseconds?: number },
    onProgress: (progress: RunProgress) => void,
  ) {
    this.#history = history;
    this.#runner = new ChosenRunner(setup, options, () => history.millisecondsPerUpdate);
    this.#onProgress = onProgress;
  }

  /** How far the run is that is going on; null where none is. */
  get progress(): RunProgress | null {
    return this.#progress;
  }

  /** Whether a run has told of its progress since `forgetSeen`. */
  wasSeen(): boolean {
    return this.#seen;
  }

  forgetSeen(): void {
    this.#seen = false;
  }

  /** As `ChosenRunner.open`. */
  open(task: unknown): Promise<RemoteTask> | null {
    return this.#runner.open(task);
  }

  get beginHere(): boolean {
    return this.#runner.beginsHere;
  }

  dispose(): void {
    this.#runner.dispose();
  }

  /** Trains on from a state along the session's log; `reached` is called with every report of it. */
  train(
    start: Checkpoint,
    stop: StopRules,
    token: RunToken,
    reached: (report: RunReport) => void,
    watch: WatchJob | null = null,
    apart = false,
  ): Promise<RunEnd | 'stopped'> {
    const history = this.#history;
    const job = { start, log: history.log, stop, recordFrom: history.known, ...(watch && { watch }) };
    const take = (report: RunReport): void => {
      history.take(report);
      reached(report);
    };
    return this.#run(job, token, take, apart);
  }

  /** Runs again what the history says was run but no longer has the numbers of; `cursor`: up to here at least. */
  async fill(token: RunToken, cursor: number): Promise<void> {
    const history = this.#history;
    const { known, recorded, log, replaced } = history;
    if (known < recorded) {
      const stop = { target: recorded };
      const start = history.checkpoints.nearest(known);
      await this.#run({ start, log, stop, recordFrom: known }, token, (report) => history.take(report));
      if (history.known < recorded) history.giveUpUnknown(cursor);
    }
    if (replaced && !replaced.losses && !token.signal.aborted) await this.#fillReplaced(replaced, token);
  }

  async #fillReplaced(replaced: Future, token: RunToken): Promise<void> {
    const { log, from: recordFrom, recorded } = replaced;
    const losses = new LossSeries();
    const start = this.#history.checkpoints.nearest(recordFrom - 1);
    const end = await this.#run({ start, log, stop: { target: recorded }, recordFrom }, token, (report) => {
      losses.addAll(report.losses);
    });
    if (end !== 'stopped') replaced.losses = losses;
  }

  async #run(
    job: Omit<RunJob, 'spacing' | 'lossWidth'>,
    token: RunToken,
    take: (report: RunReport) => void,
    apart = false,
  ): Promise<RunEnd | 'stopped'> {
    if (token.signal.aborted) return 'stopped';
    const { checkpoints, losses } = this.#history;
    const from = job.start?.update ?? 0;
    const { target } = job.stop;
    const began = performance.now();
    this.#progress = { from, update: from, target, updatesPerSecond: 0, loss: NaN };
    try {
      return await this.#runner.run(
        { ...job, spacing: checkpoints.spacing, lossWidth: losses.width },
        {
          signal: token.signal,
          apart,
          report: (report) => {
            take(report);
            this.#tell(report, from, target, performance.now() - began);
            return checkpoints.spacing;
          },
        },
      );
    } finally {
      this.#progress = null;
    }
  }

  #tell({ reached, loss, ended }: RunReport, from: number, target: number | null, milliseconds: number): void {
    const updatesPerSecond = ((reached.update - from) / milliseconds) * 1000;
    this.#progress = { from, update: reached.update, target, updatesPerSecond, loss };
    const now = performance.now();
    if (ended !== null || now - this.#toldAt < PROGRESS_MS) return;
    this.#toldAt = now;
    this.#seen = true;
    this.#onProgress(this.#progress);
  }
}
