/** How one derivative comes about, as plain data: what explain/ renders for panel, hover, debugger and export. */

import type { EquationPart, Formula } from './formula';

/** One link of the chain, such as dpredicted/dy1. */
export interface Factor {
  /** Its identity wherever it appears: `dpredicted/dy1`. */
  readonly key: string;
  readonly numerator: string;
  readonly denominator: string;
  /** Place in the chain counted from the loss, from 1: gives colour and badge. */
  readonly slot: number;
  /** 'a', 'b', … where the factor differs from path to path; '' where all paths share it. */
  readonly letter: string;
  /** What is differentiated, with the parts that do not contain the denominator marked constant. */
  readonly equation: readonly EquationPart[];
  /** The factor in symbols: `−2·(⟨observed⟩ − ⟨predicted⟩)`. */
  readonly symbol: Formula;
  /** Why, in words: `⟨y2⟩·⟨w4⟩ and ⟨b3⟩ do not contain ⟨w3⟩, so they are constant and their derivative is 0`. */
  readonly reason: string;
}

export interface DerivationPath {
  /** 'a', 'b', …; '' where there is only one. */
  readonly letter: string;
  /** From the loss to the parameter: ['SSR', 'predicted', 'y1', 'x1', 'w1']. */
  readonly nodes: readonly string[];
  /** Indices into `factors`, one per link. */
  readonly factors: readonly number[];
}

export interface SampleTerm {
  /** Position in the batch, 0-based. */
  readonly position: number;
  /** Row of the data, 0-based. */
  readonly row: number;
  readonly inputs: readonly number[];
  readonly observed: readonly number[];
  readonly predicted: readonly number[];
  /** One number per entry of `factors`. */
  readonly factorValues: readonly number[];
  /** One product per path. */
  readonly pathProducts: readonly number[];
  /** Sum over the paths. */
  readonly product: number;
  /** Values of every name that the factors' symbols mention, so that numbers can be put in their place. */
  readonly values: Readonly<Record<string, number>>;
}

/** A derivative that several parameters' derivatives contain: computed once, used often. */
export interface SharedFactor {
  /** `dSSR/dx1`. */
  readonly name: string;
  /** Slots of the chain it covers, from the loss: [1, 2, 3]. */
  readonly slots: readonly number[];
  /** How many parameters' derivatives contain it. */
  readonly count: number;
  /** Parameters it reaches directly, and those of deeper layers (each at most 50 names). */
  readonly direct: readonly string[];
  readonly deeper: readonly string[];
  /** Its value for each entry of `samples`. */
  readonly values: readonly number[];
}

/** One line of the move, e.g. step size = derivative × learning rate. */
export interface MoveLine {
  /** 'step size', 'new w3', 'first moment' … */
  readonly name: string;
  readonly formula: Formula;
  readonly values: Readonly<Record<string, number>>;
  readonly result: number;
}

export interface Check {
  readonly h: number;
  readonly lossPlus: number;
  readonly lossMinus: number;
  /** (lossPlus − lossMinus) / 2h; less its error of the order of h² where it is extrapolated. */
  readonly numeric: number;
  readonly analytic: number;
  readonly relativeError: number;
  /** A name whose corner (of ReLU or of |r|) lies between the two points: there the difference says nothing. */
  readonly corner?: string;
  /** Found from two differences, with h and 2h. */
  readonly extrapolated?: true;
  /** Both derivatives are smaller than what rounding does to the difference: it says nothing, for or against. */
  readonly unresolved?: true;
}

/** One line of the matrix form, from the loss to the layer asked about: `δ[1] = (W[2]ᵀ·δ[2]) ⊙ ReLU′(z[1])`. */
export interface MatrixStep {
  /** `δ[1]`, and last `dCE/dW[1]` or `dCE/db[1]`. */
  readonly name: string;
  /** Counted from the loss, from 1. */
  readonly slot: number;
  readonly rows: number;
  readonly columns: number;
  readonly formula: Formula;
  readonly reason: string;
}

export interface Derivation {
  /** Display name: `w1` (or `W[1][2,1]` in the matrix form); the pre-activation's name for a neuron's derivative. */
  readonly name: string;
  readonly kind: 'weight' | 'bias' | 'neuron';
  /** 0-based; input −1 where there is none. */
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
  readonly loss: string;
  /** `dSSR/dw1`. */
  readonly target: string;
  /** The parameter's current value; NaN for a neuron. */
  readonly value: number;
  readonly trainable: boolean;
  /** paths: every path written out (at most 8); recursive: through dL/dx_j; matrix: δ and a, above 200 parameters. */
  readonly form: 'paths' | 'recursive' | 'matrix';
  /** How many paths there are in all (may exceed those written out; Infinity beyond 2^53). */
  readonly pathCount: number;
  readonly factors: readonly Factor[];
  readonly paths: readonly DerivationPath[];
  /** recursive and matrix form: the derivatives the first factor is made of, each to be opened in its turn. */
  readonly opens: readonly string[];
  /** Only in the matrix form: its lines from the loss on. */
  readonly matrixSteps?: readonly MatrixStep[];
  /** The sum over the batch in symbols: `Σ −2·(observed − predicted)·y1`. */
  readonly symbolic: Formula;
  /** All samples of the batch up to the limit asked for, else those with the largest |product|, in batch order. */
  readonly samples: readonly SampleTerm[];
  readonly sampleCount: number;
  /** Sum of the products over the whole batch. */
  readonly sum: number;
  /** The term l2·w that is added for weights; null where l2 is 0 or it is not a weight. */
  readonly l2: { readonly coefficient: number; readonly term: number } | null;
  /** sum plus the l2 term: what the optimizer gets. */
  readonly gradient: number;
  /** null for frozen parameters and for neurons. */
  readonly move: { readonly lines: readonly MoveLine[]; readonly stepSize: number; readonly next: number } | null;
  readonly check: Check | null;
  readonly shared: readonly SharedFactor[];
}
