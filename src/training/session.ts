/** The one owner of a run's mutable state: where the cursor stands, what was edited, how far it has been run. */

import { derive, type DeriveOptions } from '../core/derivation';
import type { Derivation } from '../core/derivationTypes';
import type { Operation } from '../core/operation';
import type { Setup } from '../core/setup';
import type { Tape } from '../core/tape';
import { CommandQueue } from './commandQueue';
import { before, type Move, type Position, samePosition } from './cursor';
import { History } from './history';
import { checkedLearningRate, checkedName, checkedValue } from './interventions';
import type { LossCurve } from './lossSeries';
import { checkEveryGradient, type GradientCheck, growthOf, historyOf, replacedHistoryOf } from './queries';
import type { RunEnd } from './runner/job';
import { TrainingLoop } from './runner/trainingLoop';
import type { OpenWorker } from './runner/workerRunner';
import { Runs } from './runs';
import { RunToken, type StopReason } from './runToken';
import { requireFitting } from './sessionState';
import { setupFingerprint } from './setupFingerprint';
import type {
  Divergence,
  DivergenceGrowth,
  HistoryColumns,
  HistoryQuery,
  Intervention,
  RunProgress,
  RunRequest,
  SessionState,
  Snapshot,
} from './snapshot';
import { Stage } from './stage';
import { checkedCount, stopRules } from './stopRules';
import { takeSnapshot } from './takeSnapshot';
import { Trainer } from './trainer';

/** What changed: views redraw only that. */
export type SessionEvent =
  | { readonly type: 'moved' } // the cursor stands elsewhere
  | { readonly type: 'edited' } // an intervention was made, undone or redone; the future was replaced
  | { readonly type: 'selected'; readonly name: string } // the parameter that views explain
  | { readonly type: 'running'; readonly progress: RunProgress } // at most 10 a second; the cursor has moved along
  | { readonly type: 'stopped'; readonly reason: 'target' | 'condition' | 'paused' | 'cancelled' | 'diverged' };

export interface SessionOptions {
  /** To stand where a session stood before; what takes long to replay goes on after the constructor (`ready`). */
  readonly state?: SessionState;
  /** Starts a worker for long runs; without it they stay in this thread, in slices of a few milliseconds. */
  readonly worker?: OpenWorker;
}

/** Milliseconds that the constructor may replay, so that most sessions are restored at once. */
const RESTORE_AT_ONCE_MS = 30;

type Stopped = Extract<SessionEvent, { type: 'stopped' }>;

/**
 * All commands wait for those before them, and stop a run that is going on (`pause`). They resolve with the snapshot of
 * the state reached and reject, without having changed anything, where they cannot be carried out.
 */
export class Session {
  readonly uri: string;
  readonly setup: Setup;
  /** Resolves when a remembered state is restored in full. */
  readonly ready: Promise<void>;
  readonly #history: History;
  readonly #stage: Stage;
  readonly #runs: Runs;
  readonly #queue = new CommandQueue();
  readonly #tokens = new Set<RunToken>();
  readonly #listeners = new Set<(event: SessionEvent) => void>();
  #fingerprint: string | undefined;
  #restoring: SessionState | null = null;
  #chosen: string | null = null;
  #followed: string;
  #disposed = false;

  /** @throws Error with the reason where `options.state` does not belong to this setup */
  constructor(uri: string, setup: Setup, options: SessionOptions = {}) {
    const { state, worker } = options;
    if (state) requireFitting(state, setup);
    this.uri = uri;
    this.setup = setup;
    const trainer = new Trainer(setup);
    this.#history = new History(setup, trainer.size);
    this.#stage = new Stage(setup, this.#history, trainer);
    this.#runs = new Runs(setup, this.#history, worker, (progress) => this.#emit({ type: 'running', progress }));
    this.#followed = firstTrainable(setup);
    this.#afterCommand();
    this.ready = state ? this.#restore(state) : Promise.resolve();
    // Whoever waits for `ready` hears of a failure; nobody has to.
    this.ready.catch(() => undefined);
  }

  listen(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#disposed = true;
    this.#listeners.clear();
    for (const token of this.#tokens) token.stop('paused');
    this.#runs.dispose();
  }

  snapshot(): Snapshot {
    return takeSnapshot(this.uri, this.setup, this.#stage.current, this.position.operation);
  }

  /** The tape of the update in progress (parameters after `update` finished updates). */
  get tape(): Tape {
    return this.#stage.current.tape;
  }

  /**
   * Index of the operation that has just run; −1 at the start of an update. The last one of an update ends at the start of
   * the next; it is stood on only where it gave the first value that is no number.
   */
  get position(): Position {
    return this.#stage.position;
  }

  /** Parameters at the start of the update in progress, flat: not to be written to. */
  get parameters(): Float64Array {
    return this.#stage.current.state.parameters;
  }

  get learningRate(): number {
    return this.#stage.current.state.optimizer.settings.learningRate;
  }

  /** How many updates have been run in all: the timeline's length so far. */
  get recorded(): number {
    return this.#history.recorded;
  }

  get running(): RunProgress | null {
    return this.#runs.progress;
  }

  /** What went wrong, where the cursor stands on the first value that is no number. */
  get divergence(): Divergence | null {
    return this.#stage.diverged ? this.#stage.current.divergence : null;
  }

  get interventions(): readonly Intervention[] {
    return this.#history.log;
  }

  get canUndo(): boolean {
    return this.#history.canUndo;
  }

  get canRedo(): boolean {
    return this.#history.canRedo;
  }

  /** The first update whose values the last edit changed, where it replaced a future. */
  get replacedFrom(): number | null {
    return this.#history.replaced?.from ?? null;
  }

  /** The parameter that views explain: the one chosen, else that of the last operation that was about one. */
  get selected(): string {
    return this.#chosen ?? this.#followed;
  }

  /** @throws RangeError where there is no parameter of that name */
  set selected(name: string) {
    const changes = this.selected !== name;
    this.#chosen = checkedName(this.setup.network, name);
    if (changes) this.#emit({ type: 'selected', name: this.#chosen });
  }

  stepInto(): Promise<Snapshot> {
    return this.#step('into');
  }

  stepOver(): Promise<Snapshot> {
    return this.#step('over');
  }

  stepOut(): Promise<Snapshot> {
    return this.#step('out');
  }

  stepBack(): Promise<Snapshot> {
    return this.#command(() => this.#goTo(before(this.position, (update) => this.#stage.operationCount(update))));
  }

  /** Back to the start. */
  reverse(): Promise<Snapshot> {
    return this.#command(() => this.#goTo({ update: 0, operation: -1 }));
  }

  /** Trains until it comes to its end or is stopped; an update in progress is finished first. */
  run(request: RunRequest = {}): Promise<Snapshot> {
    return this.#command(async (token) => {
      this.#requireNumbers();
      if (token.reason) return { type: 'stopped', reason: token.reason };
      const { update, operation } = this.position;
      const stop = stopRules(request, this.setup, update, this.#stage.perEpoch);
      const done = stop.target !== null && stop.target <= update;
      if (!done && operation >= 0) this.#stage.move('out');
      return await this.#train(stop, token, { update, operation });
    }, new RunToken(true));
  }

  /** Stops a run where it is. */
  pause(): Promise<Snapshot> {
    return this.#stop('paused');
  }

  /** Stops a run and goes back to where it began. */
  cancel(): Promise<Snapshot> {
    return this.#stop('cancelled');
  }

  /** Goes to a position; trains up to it where it has not been run yet. */
  seek({ update, operation = -1 }: { update: number; operation?: number }): Promise<Snapshot> {
    return this.#command(async (token) => {
      checkedCount('update', update);
      const count = this.#stage.operationCount(update);
      if (!Number.isInteger(operation) || operation < -1 || operation >= count) {
        throw new RangeError(`Update ${update + 1} has the operations 0 to ${count - 1}, not ${operation}.`);
      }
      const origin = this.position;
      const { recorded } = this.#history;
      if (update <= recorded) return this.#goTo({ update, operation });
      if (this.#stage.diverged) this.#requireNumbers();
      await this.#stage.walk(recorded);
      const end = await this.#train({ target: update }, token, origin);
      if (end.reason === 'target') this.#stage.runTo(operation);
      return end.reason === 'target' ? undefined : end;
    }, new RunToken(false));
  }

  /** Back to the file's own values: the run and its edits are forgotten. */
  reset(): Promise<Snapshot> {
    return this.#command(() => {
      const hadPast = this.recorded > 0 || this.interventions.length > 0 || this.canUndo || this.canRedo;
      this.#history.reset();
      this.#stage.place(null);
      this.#chosen = null;
      this.#followed = firstTrainable(this.setup);
      if (hadPast) this.#emit({ type: 'edited' });
    });
  }

  /** At the start of the update in progress, whose operations then have run with the new value. */
  setParameter(name: string, value: number): Promise<Snapshot> {
    return this.#command(async (token) => {
      const { network } = this.setup;
      const leading = checkedName(network, name);
      checkedValue(leading, value);
      if (Object.is(this.parameters[network.parameterByName(leading)!.offset], value)) return;
      await this.#edit({ kind: 'parameter', update: this.position.update, name: leading, value }, token);
    }, new RunToken(false));
  }

  /** From the update in progress on. */
  setLearningRate(value: number): Promise<Snapshot> {
    return this.#command(async (token) => {
      checkedLearningRate(value);
      if (value === this.learningRate) return;
      await this.#edit({ kind: 'learningRate', update: this.position.update, value }, token);
    }, new RunToken(false));
  }

  /** Takes the last edit back: the future that it replaced and the position before it are there again. */
  undo(): Promise<Snapshot> {
    return this.#travel((position) => this.#history.undo(position), 'There is no edit to undo.');
  }

  redo(): Promise<Snapshot> {
    return this.#travel((position) => this.#history.redo(position), 'There is no edit to redo.');
  }

  /** Operations of the update in progress, `from` included, `to` not. */
  operations(from: number, to: number): Operation[] {
    const { tape } = this;
    const first = Math.max(0, from);
    return Array.from({ length: Math.max(0, Math.min(to, tape.count) - first) }, (_, i) => tape.operation(first + i));
  }

  derivation(name: string, options: Omit<DeriveOptions, 'values'> = {}): Derivation {
    const { state, tape } = this.#stage.current;
    return derive(state, name, { ...options, values: (position) => tape.valuesAt(position) });
  }

  checkGradients(): Promise<GradientCheck[]> {
    return this.#query(() => checkEveryGradient(this.#stage.current.state));
  }

  /** Columns of what has been run; by default every update and, up to 200 parameters, every parameter. */
  history(query: HistoryQuery = {}): Promise<HistoryColumns> {
    return this.#query(() => historyOf(this.setup, this.#history.branch(), query));
  }

  /** The same columns of the future that the last edit replaced; null where there is none. */
  replacedHistory(query: HistoryQuery = {}): Promise<HistoryColumns | null> {
    return this.#query(() => replacedHistoryOf(this.setup, this.#history, query));
  }

  /** How it came to the divergence that the cursor stands on; null where it stands on none. */
  divergenceGrowth(): Promise<DivergenceGrowth | null> {
    return this.#query(async () => {
      const { divergence, learningRate } = this;
      return divergence && (await growthOf(this.setup, this.#history.branch(), divergence.update, learningRate));
    });
  }

  /** Loss by update, down-sampled to at most 2 × buckets points (min and max of each bucket), for the timeline. */
  lossCurve(buckets: number, replaced = false): LossCurve {
    const { losses, replaced: future } = this.#history;
    return replaced ? (future?.losses?.curve(buckets, future.from) ?? emptyCurve()) : losses.curve(buckets);
  }

  /** What is needed, with the file and its data, to stand here again. */
  state(): SessionState {
    if (this.#restoring) return this.#restoring;
    return {
      version: 1,
      fingerprint: (this.#fingerprint ??= setupFingerprint(this.setup)),
      interventions: this.interventions,
      position: this.position,
      recorded: this.recorded,
      ...this.#history.store(),
    };
  }

  #step(move: Move): Promise<Snapshot> {
    return this.#command(() => {
      this.#requireNumbers();
      this.#stage.move(move);
    });
  }

  async #goTo({ update, operation }: Position): Promise<void> {
    await this.#stage.walk(update);
    if (operation >= 0) this.#stage.runTo(operation);
  }

  /** Trains on from the start of the update in progress; a cancelled run goes back to `origin`. */
  async #train(stop: Parameters<Runs['train']>[1], token: RunToken, origin: Position): Promise<Stopped> {
    const end: RunEnd | 'stopped' = this.#stage.diverged
      ? 'diverged'
      : await this.#runs.train(this.#stage.checkpoint(), stop, token, (state) => this.#stage.place(state));
    const { divergence } = this.#stage.current;
    if (end === 'diverged' && divergence) this.#stage.runTo(divergence.operation);
    if (end !== 'stopped') return { type: 'stopped', reason: end };
    if (token.reason === 'cancelled') await this.#goTo(origin);
    return { type: 'stopped', reason: token.reason ?? 'paused' };
  }

  async #edit(edit: Intervention, token: RunToken): Promise<void> {
    this.#history.edit(edit, this.position);
    this.#stage.edited();
    await this.#runs.fill(token, this.position.update);
    this.#emit({ type: 'edited' });
  }

  #travel(take: (position: Position) => Position | null, refusal: string): Promise<Snapshot> {
    return this.#command(async (token) => {
      const position = take(this.position);
      if (!position) throw new Error(refusal);
      await this.#goTo(position);
      await this.#runs.fill(token, position.update);
      this.#emit({ type: 'edited' });
    }, new RunToken(false));
  }

  /** Replays as much as can be done at once, and the rest as the first command. */
  #restore(state: SessionState): Promise<void> {
    const { interventions, recorded, position, replaced, undo, redo } = state;
    this.#restoring = state;
    this.#history.restore(interventions, recorded, { replaced, undo: [...undo], redo: [...redo] });
    const { checkpoints, losses } = this.#history;
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
    this.#history.take(report);
    this.#stage.place(report.reached);
    if (report.ended === 'target') this.#stage.runTo(position.operation);
    const restored = this.#command(async (token) => {
      if (this.position.update < position.update) {
        const { reason } = await this.#train(stop, token, this.position);
        if (reason === 'target') this.#stage.runTo(position.operation);
      }
      await this.#runs.fill(token, this.position.update);
      this.#restoring = null;
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

  #command(
    action: (token: RunToken) => Promise<Stopped | void> | void,
    token = new RunToken(false),
  ): Promise<Snapshot> {
    if (this.#disposed) return Promise.reject(new Error('The session has ended.'));
    for (const going of this.#tokens) if (going.yields) going.stop('paused');
    this.#tokens.add(token);
    const result = this.#queue.add(async () => {
      const position = this.position;
      let stopped: Stopped | void = undefined;
      try {
        stopped = await action(token);
      } finally {
        this.#tokens.delete(token);
        this.#afterCommand();
        if (!samePosition(position, this.position)) this.#emit({ type: 'moved' });
        if (stopped) this.#emit(stopped);
      }
      return this.snapshot();
    });
    token.ended = result.catch(() => undefined);
    return result;
  }

  #afterCommand(): void {
    const { current, position } = this.#stage;
    const parameter = position.operation < 0 ? undefined : current.tape.operation(position.operation).parameter;
    if (parameter !== undefined) this.#followed = parameter;
    // The newest loss of the timeline: it is computed when the next update begins.
    if (position.update === this.recorded) this.#history.losses.add(position.update, current.loss);
  }

  async #stop(reason: StopReason): Promise<Snapshot> {
    const tokens = [...this.#tokens];
    for (const token of tokens) token.stop(reason);
    await Promise.all(tokens.map((token) => token.ended));
    return this.snapshot();
  }

  /** Reads after the commands given so far, but beside a run; it does not hold up the commands that follow. */
  async #query<T>(read: () => Promise<T>): Promise<T> {
    if (!this.running) await this.#queue.settled();
    if (this.#disposed) throw new Error('The session has ended.');
    return await read();
  }

  #emit(event: SessionEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

function firstTrainable({ network, trainable }: Setup): string {
  const all = [...network.parameters()];
  return network.displayName(all.find(({ offset }) => trainable[offset] !== 0) ?? all[0]);
}

function emptyCurve(): LossCurve {
  return { update: new Float64Array(0), loss: new Float64Array(0) };
}
