/** The one owner of a run's mutable state: where the cursor stands, what was edited, how far it has been run. */

import type { Setup } from '../core/setup';
import { approachDivergence, approachHit, finishUpdate, nextOperation } from './breakpoints/approach';
import { hitBefore } from './breakpoints/search';
import { type OperationHit, Watcher } from './breakpoints/watcher';
import { before, type Move, type Position, samePosition } from './cursor';
import { Follow, type RunSearch } from './follow';
import { checkedLearningRate, checkedName, checkedValue } from './interventions';
import type { RunReport, StopRules } from './runner/job';
import { TrainingLoop } from './runner/trainingLoop';
import { RunToken } from './runToken';
import { firstTrainable, type SessionEvent, type SessionOptions, SessionReader } from './sessionReader';
import { requireFitting } from './sessionState';
import type { Intervention, RunRequest, SessionState, Snapshot } from './snapshot';
import { checkedCount, resumed, stopRules } from './stopRules';
import { Trainer } from './trainer';

export type { SessionEvent, SessionOptions } from './sessionReader';

/** Milliseconds that the constructor may replay, so that most sessions are restored at once. */
const RESTORE_AT_ONCE_MS = 30;

type Edited = Extract<SessionEvent, { type: 'edited' }>;
type Stopped = Extract<SessionEvent, { type: 'stopped' }>;
/** What was asked for, the breakpoints that end it, and whether it goes to the worker at once. */
type Training = { readonly request?: RunRequest; readonly watcher?: Watcher | null; readonly apart?: boolean };
/** What a command does; @returns what is to be told of it, beside that the cursor has moved */
type Action = (token: RunToken) => Promise<Edited | Stopped | void> | Edited | Stopped | void;

/**
 * All commands wait for those before them, and stop a run that is going on (`pause`). They resolve with the snapshot of
 * the state reached and reject, without having changed anything, where they cannot be carried out.
 */
export class Session extends SessionReader {
  /** Resolves when a remembered state is restored in full. */
  readonly ready: Promise<void>;
  /** What the last report of a run said of where it was. */
  #reported: { readonly update: number; readonly loss: number } | null = null;

  /** @throws Error with the reason where `options.state` does not belong to this setup */
  constructor(uri: string, setup: Setup, options: SessionOptions = {}) {
    const { state } = options;
    if (state) requireFitting(state, setup);
    super(uri, setup, options);
    this.#afterCommand();
    this.ready = state ? this.#restore(state) : Promise.resolve();
    // Whoever waits for `ready` hears of a failure; nobody has to.
    this.ready.catch(() => undefined);
  }

  stepInto(): Promise<Snapshot> {
    return this.#step('into');
  }

  /** One operation, as “step into”, that tells of the breakpoints it comes to, as a run does. */
  playOn(): Promise<Snapshot> {
    return this.#command(() => {
      this.#requireNumbers();
      const hits = nextOperation(this.setup, this.stage, this.#watcher({}));
      return hits.length > 0 ? this.#stoppedBy(hits) : undefined;
    });
  }

  stepOver(): Promise<Snapshot> {
    return this.#step('over');
  }

  stepOut(): Promise<Snapshot> {
    return this.#step('out');
  }

  stepBack(): Promise<Snapshot> {
    return this.#command(() => this.#goTo(before(this.position, (update) => this.stage.operationCount(update))));
  }

  /** Back to the last breakpoint before, or to the start. */
  reverse(): Promise<Snapshot> {
    return this.#command(async (token) => {
      const { breakpoints } = this.breakpoints.toWatch ?? { breakpoints: [] };
      const stopped = () => token.reason !== null;
      const hit = await hitBefore(this.setup, this.past.branch(), breakpoints, this.position, stopped);
      if (token.reason) return { type: 'stopped', reason: token.reason };
      await this.#goTo(hit?.position ?? { update: 0, operation: -1 });
      return hit ? this.#stoppedBy(hit.ids) : undefined;
    }, new RunToken(true));
  }

  /** Trains until it comes to its end, to a breakpoint or is stopped; an update in progress is finished first. */
  run(request: RunRequest = {}): Promise<Snapshot> {
    return this.#command(async (token) => {
      this.#requireNumbers();
      if (token.reason) return { type: 'stopped', reason: token.reason };
      const { update, operation } = this.position;
      const stop = stopRules(request, this.setup, update, this.stage.perEpoch);
      const done = stop.target !== null && stop.target <= update;
      const watcher = this.#watcher(request);
      if (!done && operation >= 0) {
        const hits = finishUpdate(this.setup, this.stage, watcher);
        if (hits.length > 0) return this.#stoppedBy(hits);
      }
      return await this.#train(stop, token, { update, operation }, { request, watcher });
    }, new RunToken(true));
  }

  /** Goes on with the run that was cut off. */
  continueRun(): Promise<Snapshot> {
    if (this.interrupted) return this.run(this.interrupted);
    return Promise.reject(new Error('No run was interrupted.'));
  }

  /** Stops a run where it is. */
  async pause(): Promise<Snapshot> {
    await this.commands.stop('paused');
    return this.snapshot();
  }

  /** Stops a run and goes back to where it began. */
  async cancel(): Promise<Snapshot> {
    await this.commands.stop('cancelled');
    return this.snapshot();
  }

  /** Goes to a position; trains up to it where it has not been run yet. */
  seek({ update, operation = -1 }: { update: number; operation?: number }): Promise<Snapshot> {
    return this.#command(async (token) => {
      checkedCount('update', update);
      const count = this.stage.operationCount(update);
      if (!Number.isInteger(operation) || operation < -1 || operation >= count) {
        throw new RangeError(`Update ${update + 1} has the operations 0 to ${count - 1}, not ${operation}.`);
      }
      return await this.#reach({ update, operation }, token, this.position);
    }, new RunToken(false));
  }

  /**
   * Goes after a search, part by part, as one run: it stops where the search says so, or makes way for others. Paused, it
   * stands where the last part that it has gone through ends: what the search has found up to there, and no more, is behind.
   */
  follow(search: RunSearch): Promise<Snapshot> {
    return this.#command(async (token) => {
      const origin = this.position;
      const follow = new Follow(this.current);
      let behind = origin;
      this.#reported = null;
      try {
        for (;;) {
          this.following = follow.progress;
          const { position, done, apart = false } = await search(token.signal);
          const end = token.signal.aborted ? undefined : await this.#reach(position, token, origin, apart);
          if (end?.reason === 'paused') await this.#goTo(behind);
          if (end) return end;
          if (token.reason === 'cancelled') await this.#goTo(origin);
          if (token.reason) return { type: 'stopped', reason: token.reason };
          behind = position;
          if (done) return { type: 'stopped', reason: 'target' };
          // A large update takes its time: where it was run to, the run has told its loss.
          const loss = (): number => (this.#reported?.update === position.update ? this.#reported : this.current).loss;
          if (follow.take(position.update, loss)) this.emit({ type: 'running', progress: follow.progress });
        }
      } finally {
        this.following = null;
      }
    }, new RunToken(true));
  }

  /** Back to the file's own values: the run and its edits are forgotten. */
  reset(): Promise<Snapshot> {
    return this.#command(() => {
      const hadPast = this.recorded > 0 || this.interventions.length > 0 || this.canUndo || this.canRedo;
      this.past.reset();
      this.stage.place(null);
      this.chosen = null;
      this.followed = firstTrainable(this.setup);
      return hadPast ? { type: 'edited' } : undefined;
    });
  }

  /** At the start of the update in progress, whose operations then have run with the new value. */
  setParameter(name: string, value: number): Promise<Snapshot> {
    return this.#command(async (token) => {
      const { network } = this.setup;
      const leading = checkedName(network, name);
      checkedValue(leading, value);
      if (Object.is(this.parameters[network.parameterByName(leading)!.offset], value)) return undefined;
      return await this.#edit({ kind: 'parameter', update: this.position.update, name: leading, value }, token);
    }, new RunToken(false));
  }

  /** From the update in progress on. */
  setLearningRate(value: number): Promise<Snapshot> {
    return this.#command(async (token) => {
      checkedLearningRate(value);
      if (value === this.learningRate) return undefined;
      return await this.#edit({ kind: 'learningRate', update: this.position.update, value }, token);
    }, new RunToken(false));
  }

  /** Takes the last edit back: the future that it replaced and the position before it are there again. */
  undo(): Promise<Snapshot> {
    return this.#travel((position) => this.past.undo(position), 'There is no edit to undo.');
  }

  redo(): Promise<Snapshot> {
    return this.#travel((position) => this.past.redo(position), 'There is no edit to redo.');
  }

  #step(move: Move): Promise<Snapshot> {
    return this.#command(() => {
      this.#requireNumbers();
      this.stage.move(move);
    });
  }

  /** To a place; trains up to it where it has not been run yet. @returns why it came no farther */
  async #reach(position: Position, token: RunToken, origin: Position, apart = false): Promise<Stopped | undefined> {
    const { recorded } = this.past;
    if (position.update <= recorded) {
      await this.#goTo(position);
      return undefined;
    }
    if (this.stage.diverged) this.#requireNumbers();
    await this.stage.walk(recorded);
    const end = await this.#train({ target: position.update }, token, origin, { apart });
    if (end.reason !== 'target') return end;
    this.stage.runTo(position.operation);
    return undefined;
  }

  async #goTo({ update, operation }: Position): Promise<void> {
    await this.stage.walk(update);
    if (operation >= 0) this.stage.runTo(operation);
  }

  /** Trains on from the start of the update in progress; a cancelled run goes back to `origin`. */
  async #train(stop: StopRules, token: RunToken, origin: Position, how: Training = {}): Promise<Stopped> {
    const { stage } = this;
    const { request = {}, watcher = null, apart = false } = how;
    if (stage.diverged) return { type: 'stopped', reason: 'diverged' };
    let hit: OperationHit | null = null;
    const reached = (report: RunReport) => {
      stage.place(report.reached);
      this.#reported = { update: report.reached.update, loss: report.loss };
      ({ hit } = report);
    };
    this.begun = { origin, request: resumed(request, stop) };
    const start = stage.checkpoint();
    const end = await this.runs
      .train(start, stop, token, reached, watcher?.job, apart)
      .finally(() => (this.begun = null));
    const hits = end === 'diverged' ? approachDivergence(this.setup, stage, watcher) : approachHit(stage, hit);
    if (hits.length > 0) return this.#stoppedBy(hits);
    if (stage.diverged) return { type: 'stopped', reason: 'diverged' };
    if (end !== 'stopped') return { type: 'stopped', reason: end };
    if (token.reason === 'cancelled') {
      // The state there is at hand: to walk to it may take as long as several updates.
      if (origin.update === start.update) stage.place(start);
      await this.#goTo(origin);
    }
    return { type: 'stopped', reason: token.reason ?? 'paused' };
  }

  #stoppedBy(breakpoints: readonly number[]): Stopped {
    this.breakpoints.hit(breakpoints, this.position);
    return { type: 'stopped', reason: 'breakpoint', breakpoints };
  }

  /** @throws Error where the run is to stop at breakpoints only, and none can be ahead */
  #watcher({ until }: RunRequest): Watcher | null {
    const watch = this.breakpoints.toWatch;
    const { update } = this.position;
    const isAhead = watch?.breakpoints.some((one) => one.kind !== 'update' || one.update > update);
    if (until?.breakpoint && !isAhead) throw new Error('No breakpoint lies ahead.');
    return watch && new Watcher(this.setup, watch);
  }

  async #edit(edit: Intervention, token: RunToken): Promise<Edited> {
    this.past.edit(edit, this.position);
    this.stage.edited();
    await this.runs.fill(token, this.position.update);
    return { type: 'edited' };
  }

  #travel(take: (position: Position) => Position | null, refusal: string): Promise<Snapshot> {
    return this.#command(async (token) => {
      const position = take(this.position);
      if (!position) throw new Error(refusal);
      await this.#goTo(position);
      await this.runs.fill(token, position.update);
      return { type: 'edited' };
    }, new RunToken(false));
  }

  /** Replays as much as can be done at once, and the rest as the first command. */
  #restore(state: SessionState): Promise<void> {
    const { interventions, recorded, position, replaced, undo, redo } = state;
    this.restoring = state;
    this.cutOff = state.run ?? null;
    this.past.restore(interventions, recorded, { replaced, undo: [...undo], redo: [...redo] });
    const { checkpoints, losses } = this.past;
    const stop = { target: position.update };
    const loop = new TrainingLoop(new Trainer(this.setup), {
      start: null,
      log: interventions,
      stop,
      recordFrom: 0,
      spacing: checkpoints.spacing,
      lossWidth: losses.width,
    });
    const report = loop.report(loop.train(RESTORE_AT_ONCE_MS));
    this.past.take(report);
    this.stage.place(report.reached);
    if (report.ended === 'target') this.stage.runTo(position.operation);
    const restored = this.#command(async (token) => {
      if (this.position.update < position.update) {
        const { reason } = await this.#train(stop, token, this.position);
        if (reason === 'target') this.stage.runTo(position.operation);
      }
      await this.runs.fill(token, this.position.update);
      this.restoring = null;
    }, new RunToken(false));
    return restored.then(() => undefined);
  }

  /** @throws Error where the next step forwards would compute with what is no number */
  #requireNumbers(): void {
    const { divergence } = this;
    if (!divergence) return;
    const value = String(divergence.value).replace('-', '−');
    throw new Error(
      `Training diverged in update ${divergence.update + 1}: ${divergence.target} is ${value}. ` +
        'Step back, or reset and take a smaller learning rate.',
    );
  }

  #command(action: Action, token = new RunToken(false)): Promise<Snapshot> {
    return this.commands.add(token, async () => {
      if (!this.restoring) this.cutOff = null;
      const position = this.position;
      let event: Edited | Stopped | void = undefined;
      try {
        event = await action(token);
      } finally {
        this.#afterCommand();
        if (event?.type === 'edited') this.emit(event);
        if (!samePosition(position, this.position)) this.emit({ type: 'moved' });
        if (event?.type === 'stopped') this.emit(event);
        // Whatever was seen running is seen to stop.
        else if (this.runs.wasSeen()) this.emit({ type: 'stopped', reason: token.reason ?? 'target' });
        this.runs.forgetSeen();
      }
      return this.snapshot();
    });
  }

  #afterCommand(): void {
    const { current, position } = this.stage;
    const parameter = position.operation < 0 ? undefined : current.tape.operation(position.operation).parameter;
    if (parameter !== undefined) this.followed = parameter;
    // The newest loss of the timeline: it is computed when the next update begins.
    if (position.update === this.recorded) this.past.losses.add(position.update, current.loss);
  }
}
