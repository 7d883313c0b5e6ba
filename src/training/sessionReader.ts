/** What a session tells without changing: where it stands, what the numbers are there, and how they came about. */

import { derive, type DeriveOptions } from '../core/derivation';
import type { Derivation } from '../core/derivationTypes';
import type { Operation } from '../core/operation';
import type { Setup } from '../core/setup';
import type { Tape } from '../core/tape';
import type { Breakpoint } from './breakpoints/breakpoint';
import { BreakpointList } from './breakpoints/breakpointList';
import { RecordedHits } from './breakpoints/recordedHits';
import { Walker } from './columns';
import { Commands } from './commands';
import type { Position } from './cursor';
import { type Branch, History } from './history';
import { checkedName } from './interventions';
import type { LossCurve } from './lossSeries';
import { checkEveryGradient, type GradientCheck, growthOf, historyOf, replacedHistoryOf } from './queries';
import type { OpenWorker, RemoteTask } from './runner/workerRunner';
import { Runs } from './runs';
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
import { takeSnapshot } from './takeSnapshot';
import { Trainer } from './trainer';
import type { UpdateInProgress } from './updateInProgress';

/** What changed: views redraw only that. */
export type SessionEvent =
  | { readonly type: 'moved' } // the cursor stands elsewhere
  | { readonly type: 'edited' } // an intervention was made, undone or redone; the future was replaced
  | { readonly type: 'selected'; readonly name: string } // the parameter that views explain
  | { readonly type: 'running'; readonly progress: RunProgress } // at most 10 a second; the cursor has moved along
  | { readonly type: 'breakpoints' } // one was added, changed, removed or hit
  | {
      readonly type: 'stopped';
      readonly reason: 'target' | 'condition' | 'breakpoint' | 'paused' | 'cancelled' | 'diverged';
      /** The ids of the breakpoints hit. */
      readonly breakpoints?: readonly number[];
    };

export interface SessionOptions {
  /** To stand where a session stood before; what takes long to replay goes on after the constructor (`ready`). */
  readonly state?: SessionState;
  /** To begin with, where there is no `state`: those that do not fit the setup are left out. */
  readonly breakpoints?: readonly Breakpoint[];
  /** Starts a worker for long runs; without it they stay in this thread, in slices of a few milliseconds. */
  readonly worker?: OpenWorker;
  /** Milliseconds that a run takes in this thread before it is handed to the worker; default 50. */
  readonly localMilliseconds?: number;
}

/** The reading half of a session. */
export class SessionReader {
  readonly uri: string;
  readonly setup: Setup;
  /** Where `run` and `reverse` stop. */
  readonly breakpoints: BreakpointList;
  protected readonly past: History;
  protected readonly stage: Stage;
  protected readonly runs: Runs;
  protected readonly commands = new Commands();
  /** How far a run is that goes after a search; null where none does. */
  protected following: RunProgress | null = null;
  /** The state that is being restored: what is remembered until it is there again. */
  protected restoring: SessionState | null = null;
  /** Where the run that is going on began, and what goes on with it where it is cut off. */
  protected begun: { readonly origin: Position; readonly request: RunRequest } | null = null;
  /** The same of a run that the end of an earlier session cut off; forgotten with the next command. */
  protected cutOff: RunRequest | null = null;
  /** The parameter that was chosen to be explained, and the last one that an operation was about. */
  protected chosen: string | null = null;
  protected followed: string;
  readonly #recordedHits: RecordedHits;
  readonly #listeners = new Set<(event: SessionEvent) => void>();
  #fingerprint: string | undefined;

  constructor(uri: string, setup: Setup, options: SessionOptions) {
    const { state, breakpoints = [], worker, localMilliseconds } = options;
    this.uri = uri;
    this.setup = setup;
    const trainer = new Trainer(setup);
    this.breakpoints = new BreakpointList(setup, () => this.emit({ type: 'breakpoints' }));
    this.breakpoints.restore(state?.breakpoints ?? breakpoints);
    this.#recordedHits = new RecordedHits(setup);
    this.past = new History(setup, trainer.size);
    this.stage = new Stage(setup, this.past, trainer);
    this.runs = new Runs(setup, this.past, { worker, localMilliseconds }, (progress) =>
      this.emit({ type: 'running', progress: this.following ?? progress }),
    );
    this.followed = firstTrainable(setup);
  }

  listen(listener: (event: SessionEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  dispose(): void {
    this.#listeners.clear();
    this.commands.dispose();
    this.runs.dispose();
  }

  snapshot(): Snapshot {
    return takeSnapshot(this.uri, this.setup, this.stage.current, this.position.operation);
  }

  /** The tape of the update in progress (parameters after `update` finished updates). */
  get tape(): Tape {
    return this.stage.current.tape;
  }

  /**
   * Index of the operation that has just run; −1 at the start of an update. The last one of an update ends at the start of
   * the next; it is stood on only where it gave the first value that is no number.
   */
  get position(): Position {
    return this.stage.position;
  }

  /** Parameters at the start of the update in progress, flat: not to be written to. */
  get parameters(): Float64Array {
    return this.stage.current.state.parameters;
  }

  get learningRate(): number {
    return this.stage.current.state.optimizer.settings.learningRate;
  }

  /** The update in progress: its numbers at its start. They stay as they are when the session goes on. */
  get current(): UpdateInProgress {
    return this.stage.current;
  }

  /** How many updates have been run in all: the timeline's length so far. */
  get recorded(): number {
    return this.past.recorded;
  }

  get running(): RunProgress | null {
    return this.following ?? this.runs.progress;
  }

  /** Where the run began that is going on, and where cancelling it leads. */
  get origin(): Position | null {
    return this.begun?.origin ?? null;
  }

  /** A run that was going on when the session ended that this one goes on from: `continueRun` takes it up. */
  get interrupted(): RunRequest | null {
    return this.cutOff;
  }

  /** What went wrong, where the cursor stands on the first value that is no number. */
  get divergence(): Divergence | null {
    return this.stage.diverged ? this.stage.current.divergence : null;
  }

  get interventions(): readonly Intervention[] {
    return this.past.log;
  }

  get canUndo(): boolean {
    return this.past.canUndo;
  }

  get canRedo(): boolean {
    return this.past.canRedo;
  }

  /** The first update whose values the last edit changed, where it replaced a future. */
  get replacedFrom(): number | null {
    return this.past.replaced?.from ?? null;
  }

  /** The parameter that views explain: the one chosen, else that of the last operation that was about one. */
  get selected(): string {
    return this.chosen ?? this.followed;
  }

  /** @throws RangeError where there is no parameter of that name */
  set selected(name: string) {
    const changes = this.selected !== name;
    this.chosen = checkedName(this.setup.network, name);
    if (changes) this.emit({ type: 'selected', name: this.chosen });
  }

  /** Operations of the update in progress, `from` included, `to` not. */
  operations(from: number, to: number): Operation[] {
    const { tape } = this;
    const first = Math.max(0, from);
    return Array.from({ length: Math.max(0, Math.min(to, tape.count) - first) }, (_, i) => tape.operation(first + i));
  }

  derivation(name: string, options: Omit<DeriveOptions, 'values'> = {}): Derivation {
    const { state, tape } = this.stage.current;
    return derive(state, name, { ...options, values: (position) => tape.valuesAt(position) });
  }

  checkGradients(): Promise<GradientCheck[]> {
    return this.#query(() => checkEveryGradient(this.stage.current.state));
  }

  /** Columns of what has been run; by default every update and, up to 200 parameters, every parameter. */
  history(query: HistoryQuery = {}): Promise<HistoryColumns> {
    return this.#query(() => historyOf(this.setup, this.past.branch(), query));
  }

  /** A trainer of its own that walks along this run, to look through it without moving the cursor. */
  walker(): Walker {
    return new Walker(this.setup, this.past.branch());
  }

  /** The run as it stands, for a walker elsewhere. */
  get branch(): Branch {
    return this.past.branch();
  }

  /** Work beside the runs, in the session's worker; null where it has none. Rejects with WorkerLost. */
  openTask(task: unknown): Promise<RemoteTask> | null {
    return this.runs.open(task);
  }

  /** Whether updates are so short that a few of them may be run in this thread. */
  get runsHere(): boolean {
    return this.runs.beginHere;
  }

  /** The same columns of the future that the last edit replaced; null where there is none. */
  replacedHistory(query: HistoryQuery = {}): Promise<HistoryColumns | null> {
    return this.#query(() => replacedHistoryOf(this.setup, this.past, query));
  }

  /** How it came to the divergence that the cursor stands on; null where it stands on none. */
  divergenceGrowth(): Promise<DivergenceGrowth | null> {
    return this.#query(async () => {
      const { divergence, learningRate } = this;
      return divergence && (await growthOf(this.setup, this.past, divergence.update, learningRate));
    });
  }

  /** The updates of what has been run at whose start breakpoints are hit, by their id (`RecordedHits.in`). */
  breakpointHits(): Promise<ReadonlyMap<number, readonly number[]>> {
    return this.#query(() => this.#recordedHits.in(this.past.branch(), this.breakpoints.all));
  }

  /** Loss by update, down-sampled to at most 2 × buckets points (min and max of each bucket), for the timeline. */
  lossCurve(buckets: number, replaced = false): LossCurve {
    const { losses, replaced: future } = this.past;
    return replaced ? (future?.losses?.curve(buckets, future.from) ?? emptyCurve()) : losses.curve(buckets);
  }

  /** What is needed, with the file and its data, to stand here again. */
  state(): SessionState {
    const breakpoints = this.breakpoints.all;
    if (this.restoring) return { ...this.restoring, breakpoints };
    const run = this.begun?.request ?? this.cutOff;
    return {
      version: 1,
      fingerprint: (this.#fingerprint ??= setupFingerprint(this.setup)),
      interventions: this.interventions,
      position: this.position,
      recorded: this.recorded,
      ...this.past.store(),
      ...(run && { run }),
      breakpoints,
    };
  }

  protected emit(event: SessionEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }

  /** Reads after the commands given so far, but beside a run; it does not hold up the commands that follow. */
  async #query<T>(read: () => Promise<T>): Promise<T> {
    if (!this.running) await this.commands.settled();
    if (this.commands.disposed) throw new Error('The session has ended.');
    return await read();
  }
}

/** The parameter explained first; of a network where all are frozen, the first of all. */
export function firstTrainable({ network, trainable }: Setup): string {
  // The first is most often trainable: not all names are made for it.
  for (const parameter of network.parameters()) {
    if (trainable[parameter.offset] !== 0) return network.displayName(parameter);
  }
  return network.displayName(network.parameterAt(0));
}

function emptyCurve(): LossCurve {
  return { update: new Float64Array(0), loss: new Float64Array(0) };
}
