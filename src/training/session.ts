/** The one owner of a run's mutable state: where the cursor stands, what was edited, how far it has been run. */

// SIGNATURES ONLY (lead's contract); the training helper replaces this by the implementation.
import type { Derivation } from '../core/derivationTypes';
import type { Operation } from '../core/operation';
import type { Setup } from '../core/setup';
import type { Tape } from '../core/tape';
import type {
  Divergence,
  HistoryColumns,
  HistoryQuery,
  Intervention,
  RunProgress,
  RunRequest,
  SessionState,
  Snapshot,
} from './snapshot';

/** What changed: views redraw only that. */
export type SessionEvent =
  | { readonly type: 'moved' } // the cursor stands elsewhere
  | { readonly type: 'edited' } // an intervention was made, undone or redone; the future was replaced
  | { readonly type: 'selected'; readonly name: string } // the parameter that views explain
  | { readonly type: 'running'; readonly progress: RunProgress } // at most 10 a second
  | { readonly type: 'stopped'; readonly reason: 'target' | 'condition' | 'paused' | 'cancelled' | 'diverged' };

export declare class Session {
  constructor(uri: string, setup: Setup, options?: { readonly state?: SessionState });
  readonly uri: string;
  readonly setup: Setup;

  listen(listener: (event: SessionEvent) => void): () => void;
  dispose(): void;

  snapshot(): Snapshot;
  /** The tape of the update in progress (parameters after `update` finished updates). */
  readonly tape: Tape;
  /** Index of the operation that has just run; −1 at the start of an update. */
  readonly position: { readonly update: number; readonly operation: number };
  /** Current parameters, flat: not to be written to. */
  readonly parameters: Float64Array;
  readonly learningRate: number;
  /** How many updates have been run in all: the timeline's length so far. */
  readonly recorded: number;
  readonly running: RunProgress | null;
  readonly divergence: Divergence | null;
  readonly interventions: readonly Intervention[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  /** The parameter views explain: by default the first trainable one, or the one the current operation is about. */
  selected: string;

  stepInto(): Promise<Snapshot>;
  stepOver(): Promise<Snapshot>;
  stepOut(): Promise<Snapshot>;
  stepBack(): Promise<Snapshot>;
  reverse(): Promise<Snapshot>;
  run(request?: RunRequest): Promise<Snapshot>;
  /** Stops a run where it is. */
  pause(): Promise<Snapshot>;
  /** Stops a run and goes back to where it began. */
  cancel(): Promise<Snapshot>;
  seek(target: { update: number; operation?: number }): Promise<Snapshot>;
  reset(): Promise<Snapshot>;
  setParameter(name: string, value: number): Promise<Snapshot>;
  setLearningRate(value: number): Promise<Snapshot>;
  undo(): Promise<Snapshot>;
  redo(): Promise<Snapshot>;

  operations(from: number, to: number): Operation[];
  derivation(name: string, options?: { maxSamples?: number; check?: boolean }): Derivation;
  checkGradients(): Promise<{ name: string; analytic: number; numeric: number; relativeError: number }[]>;
  history(query?: HistoryQuery): Promise<HistoryColumns>;
  /** Loss by update, down-sampled to at most 2 × buckets points (min and max of each bucket), for the timeline. */
  lossCurve(buckets: number, replaced?: boolean): { update: Float64Array; loss: Float64Array };
  /** The same columns of the future that the last edit replaced; null where there is none. */
  replacedHistory(query?: HistoryQuery): Promise<HistoryColumns | null>;
  readonly replacedFrom: number | null;
  state(): SessionState;
}
