/** What the panel draws, as plain data: the host computes it, the panel only shows it. */

import type { Notation } from '../explain/notation';
import type { Derivation } from '../core/derivationTypes';
import type { Operation } from '../core/operation';
import type { Divergence, Intervention, RunProgress, Snapshot } from '../training/snapshot';

/** The structure of a session: sent when it starts or restarts, not on every step. */
export interface SessionView {
  readonly uri: string;
  readonly fileName: string;
  readonly name: string;
  /** 'SSR'. */
  readonly loss: string;
  /** 'sum of squared residuals' */
  readonly lossWords: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly layers: readonly LayerView[];
  readonly matrixForm: boolean;
  /** In reading order; empty in the matrix form (parameters are then picked by layer and index). */
  readonly parameters: readonly ParameterView[];
  readonly parameterCount: number;
  readonly dataCount: number;
  /** Operations of one sample: those of the batch's sample s (0-based) begin at s × this (UpdateLayout.perSample). */
  readonly operationsPerSample: number;
  readonly optimizer: string;
  /** Where Run stops; null: until paused. */
  readonly target: number | null;
  readonly stopWhen: { readonly lossBelow?: number; readonly gradientNormBelow?: number };
}

export interface LayerView {
  readonly units: number;
  readonly inputs: number;
  readonly bias: boolean;
  readonly activation: string;
  /** Names before and after the activation ('x1', 'y1'); empty for layers above 12 units. */
  readonly pre: readonly string[];
  readonly post: readonly string[];
  readonly neurons: readonly string[];
}

export interface ParameterView {
  readonly name: string;
  readonly kind: 'weight' | 'bias';
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
  readonly trainable: boolean;
}

/** The numbers of one sample in one layer; the first `…Reached` of each are computed already, the rest is look-ahead. */
export interface LayerValues {
  readonly pre: readonly number[];
  readonly post: readonly number[];
  readonly dPre: readonly number[];
  readonly dPost: readonly number[];
  readonly preReached: number;
  readonly postReached: number;
  readonly dPreReached: number;
  readonly dPostReached: number;
}

/** Everything that a step changes. */
export interface StepView {
  readonly snapshot: Snapshot;
  readonly learningRate: number;
  /** Loss at the start of the update before; null in the first. */
  readonly previousLoss: number | null;
  readonly recorded: number;
  /** Batch position shown (the current sample; at 'start' the first, in the update phase the last). */
  readonly shownSample: {
    readonly position: number;
    readonly row: number;
    readonly inputs: readonly number[];
    readonly observed: readonly number[];
    readonly predicted: readonly number[];
    readonly predictedReached: number;
    /** This sample's part of the loss. */
    readonly loss: number;
    readonly lossReached: boolean;
  };
  readonly layers: readonly LayerValues[];
  /** The operation that has just run, null at the start. */
  readonly operation: Operation | null;
  /** Parallel to SessionView.parameters. */
  readonly parameters: {
    readonly value: readonly number[];
    readonly gradientSoFar: readonly number[];
    readonly gradient: readonly number[];
    readonly samplesAdded: readonly number[];
    readonly next: readonly number[];
    /** The new value is computed (its update operation has run). */
    readonly nextReached: readonly boolean[];
  };
  readonly selected: string;
  /** Of the selected parameter, in a large network too. */
  readonly selectedValue: number;
  /** Each sample's part of the loss, by its row of the data: where `HistoryView.sampleLosses` has them. */
  readonly sampleLosses: readonly number[];
  readonly interventions: readonly Intervention[];
  readonly replacedFrom: number | null;
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  readonly running: RunView | null;
  /** A run that a reload of the window cut off here; `target` null: it had no last update. */
  readonly interrupted: { readonly target: number | null } | null;
  readonly divergence: DivergenceView | null;
}

export interface RunView extends RunProgress {
  /** Finished updates where the run began, in the update in progress there: where Cancel leads. */
  readonly returnsTo: number;
  readonly live: LiveView;
}

/** How far the parameters have come in a run, and from where: parallel lists. */
export interface LiveView {
  /** `sizes`: root mean squares of each layer's weights and biases, where there are too many to list. */
  readonly kind: 'values' | 'sizes';
  readonly names: readonly string[];
  readonly now: readonly number[];
  /** After `from` finished updates. */
  readonly began: readonly number[];
}

export interface DivergenceView extends Divergence {
  /** Why, in words. */
  readonly explanation: string;
  /** Loss and fastest growing parameter of the first updates of the growth, which began after `from`, and the last. */
  readonly growth: {
    readonly from: number;
    readonly parameter: string;
    readonly rows: readonly { update: number; loss: number; value: number }[];
  };
  readonly lastFinite: number;
  /** The first halved learning rate that lowers the loss, rounded down to one digit; null where none was found. */
  readonly suggestedLearningRate: number | null;
  /** The first update of the growth; null where there was none before. */
  readonly firstRaise: number | null;
}

/** The derivation of the selected parameter with how far the cursor has come in it. */
export interface DerivationView {
  readonly derivation: Derivation;
  /** Samples of the batch whose contribution has been added. */
  readonly samplesAdded: number;
  /** Sum so far over those. */
  readonly soFar: number;
  /** Loss as the parameter varies, for the slope picture: points and the parameter's range; null where not wanted. */
  readonly slope: { readonly x: readonly number[]; readonly loss: readonly number[] } | null;
}

export interface SeriesView {
  readonly update: Float64Array;
  readonly loss: Float64Array;
}

/** Parameter history, one typed array per parameter name. */
export interface HistoryView extends SeriesView {
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /** Each sample's part of the loss over the updates, where there are at most 8 samples. */
  readonly sampleLosses: readonly Float64Array[];
  /** What the samples of `sampleLosses` are called: 'dose 0.5'. */
  readonly sampleLabels?: readonly string[];
  readonly replaced:
    (SeriesView & { readonly from: number; readonly parameters: Readonly<Record<string, Float64Array>> }) | null;
}

export interface SamplesView {
  readonly count: number;
  readonly from: number;
  readonly columns: readonly string[];
  /** Per row: batch position, data row, and a number per column. */
  readonly rows: readonly { readonly position: number; readonly row: number; readonly values: readonly number[] }[];
  /** Sums over the whole batch, parallel to `columns`; null where a sum says nothing. `label`: 'SSR', 'dSSR/db3' or ''. */
  readonly totals?: readonly ({ readonly value: number; readonly label: string } | null)[];
}

/** Predictions against inputs. */
export type FitView =
  | {
      readonly kind: 'curve'; // one input
      readonly x: Float64Array;
      readonly now: readonly Float64Array[]; // per output
      readonly start: readonly Float64Array[];
      readonly parts: readonly { readonly label: string; readonly y: Float64Array }[];
      readonly data: readonly {
        readonly x: number;
        readonly observed: readonly number[];
        readonly predicted: readonly number[];
      }[];
    }
  | {
      readonly kind: 'map'; // two inputs: predicted value (or class) over a grid
      readonly size: number;
      readonly x: readonly [number, number];
      readonly y: readonly [number, number];
      readonly values: Float64Array; // size × size, row-major from the bottom
      readonly classes: number; // 0: values are numbers
      readonly data: readonly { readonly x: number; readonly y: number; readonly observed: number }[];
    }
  | {
      readonly kind: 'scatter';
      readonly observed: readonly Float64Array[];
      readonly predicted: readonly Float64Array[];
    }
  | {
      readonly kind: 'confusion';
      /** Of the samples held out for validation; else of those trained on. */
      readonly heldOut: boolean;
      readonly classes: readonly string[];
      readonly counts: readonly (readonly number[])[];
    };

export interface ProblemView {
  readonly fileName: string;
  readonly message: string;
  readonly line: number;
  readonly column: number;
  readonly length: number;
  /** A few lines around, with the 1-based number of the first. */
  readonly excerpt: { readonly firstLine: number; readonly lines: readonly string[] };
  readonly count: number;
  /** A session goes on with the last valid version. */
  readonly sessionGoesOn: boolean;
}

export interface NetworkChoice {
  readonly uri: string;
  readonly fileName: string;
  readonly description: string;
}

export interface PanelSettings {
  readonly decimals: number;
  readonly lookAhead: boolean;
  /** Names counted through the network, or by layer and index; large networks have the second anyway. */
  readonly notation: Notation;
  /** Operations a second while it plays. */
  readonly autoplay: number;
}
