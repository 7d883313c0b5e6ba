/** What a session tells of itself: the plain data that commands return and views draw from. */

import type { Breakpoint } from './breakpoints/breakpoint';

export type Phase = 'start' | 'forward' | 'loss' | 'backward' | 'update';

export interface Snapshot {
  uri: string;
  /** Finished updates: 0 at the start. */
  update: number;
  /** 0-based epoch of the update in progress. */
  epoch: number;
  /** 0-based batch within the epoch. */
  batch: number;
  /** Of the batch, 0-based; null at the start and in the update phase. */
  sample: { index: number; count: number } | null;
  phase: Phase;
  /** The operation that has just run; null at the start. */
  operation: { index: number; count: number; target: string; text: string; value: number } | null;
  /** Of the current batch at the current parameters. */
  loss: number;
  /** By name; above 200 parameters by layer, as arrays (`W[1]`: row-major, `b[1]`). */
  parameters: Record<string, number | number[]>;
  /** Of the whole batch at the current parameters, trainable ones only, with the l2 term. */
  gradients: Record<string, number | number[]> | null;
  diverged: boolean;
}

/** A change a person made during the run, after `update` finished updates. */
export type Intervention =
  | { readonly kind: 'parameter'; readonly update: number; readonly name: string; readonly value: number }
  | { readonly kind: 'learningRate'; readonly update: number; readonly value: number };

/** One of the ways that a run went, from an update on. */
export interface StoredFuture {
  readonly interventions: readonly Intervention[];
  /** Where it parts from the others. */
  readonly from: number;
  /** How far it had been run. */
  readonly recorded: number;
}

/** One step of undo or redo: the future it brings, where the cursor stood in it, and which future is dashed then. */
export interface StoredStep {
  readonly future: StoredFuture;
  readonly position: { readonly update: number; readonly operation: number };
  /** 'counterpart': the future that the step leaves. */
  readonly replaced: StoredFuture | null | 'counterpart';
}

/** All that is needed, with the file and its data, to stand in the same place again, bit for bit. */
export interface SessionState {
  readonly version: 1;
  /** Of the setup that the log belongs to: on another one it would give other numbers. */
  readonly fingerprint: string;
  readonly interventions: readonly Intervention[];
  readonly position: { readonly update: number; readonly operation: number };
  /** How many updates have been run. */
  readonly recorded: number;
  /** The future that the last edit replaced (drawn dashed). */
  readonly replaced: StoredFuture | null;
  readonly undo: readonly StoredStep[];
  readonly redo: readonly StoredStep[];
  /** The run that was going on when it was written, as a request that goes on with it. */
  readonly run?: RunRequest;
  /** Missing where none were there yet when it was written. */
  readonly breakpoints?: readonly Breakpoint[];
}

export interface RunRequest {
  readonly updates?: number;
  readonly epochs?: number;
  readonly until?: {
    readonly lossBelow?: number;
    readonly gradientNormBelow?: number;
    /** Finished updates, counted from the start. */
    readonly update?: number;
    /** Only breakpoints, or a person, stop it. */
    readonly breakpoint?: boolean;
  };
}

export interface RunProgress {
  readonly from: number;
  readonly update: number;
  /** null: runs until a condition holds or it is paused. */
  readonly target: number | null;
  readonly updatesPerSecond: number;
  readonly loss: number;
}

/** Columns of equal length: `update`, `loss` and one per parameter asked for. */
export interface HistoryColumns {
  readonly update: Float64Array;
  readonly loss: Float64Array;
  readonly parameters: Record<string, Float64Array>;
  /** Where they were asked for. */
  readonly extremes?: HistoryExtremes;
}

/** Smallest and largest of each row's updates: those from its own up to that of the next row. */
export interface Extremes {
  readonly least: Float64Array;
  readonly most: Float64Array;
}

/** NaN where an update of the row has no such number. */
export interface HistoryExtremes {
  readonly loss: Extremes;
  /** The Euclidean norm of the batch's derivatives by all trainable parameters. */
  readonly gradientNorm: Extremes;
  readonly parameters: Record<string, Extremes>;
}

export interface HistoryQuery {
  readonly names?: readonly string[];
  readonly from?: number;
  readonly to?: number;
  readonly every?: number;
  /** Whether the updates between the rows are looked at too, so that nothing that goes up and down there is missed. */
  readonly extremes?: boolean;
}

/** Where the numbers stopped being numbers. */
export interface Divergence {
  /** Finished updates when the first non-finite value appeared: it is computed in update + 1. */
  readonly update: number;
  /** The operation that gave it, 0-based: the last one that can be stepped to. */
  readonly operation: number;
  readonly target: string;
  readonly text: string;
  /** Infinity, −Infinity or NaN: what was computed, or the sum it was added to. */
  readonly value: number;
}

/** How it came to that: the numbers of a DivergenceView. */
export interface DivergenceGrowth {
  /** Loss and fastest growing parameter after the first updates of the growth and the last ones. */
  readonly growth: {
    /** Finished updates where it began: at the lowest loss since the last edit. */
    readonly from: number;
    readonly parameter: string;
    readonly rows: readonly { readonly update: number; readonly loss: number; readonly value: number }[];
  };
  /** Finished updates of the last state whose loss was still a number. */
  readonly lastFinite: number;
  /** The first learning rate, halved from the one in use, whose first update lowers the loss; null: none did. */
  readonly halvedLearningRate: number | null;
  /** The same, rounded down to one digit. */
  readonly suggestedLearningRate: number | null;
  /** The first update of the growth, counted from 1; null where the run diverged in that very one. */
  readonly firstRaise: number | null;
}
