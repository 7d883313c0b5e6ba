/** What an expression is once it is compiled, and what it reads when it is evaluated. */

import type { SampleValues } from '../../core/samplePass';

/** A list has no columns (0); a matrix is row-major. */
export interface Shape {
  readonly count: number;
  readonly columns: number;
}

export type ExpressionKind = 'number' | 'boolean' | 'array';

/** An array is overwritten by the next evaluation: copy what is to be kept. */
export type ExpressionValue = number | boolean | Float64Array;

/** The numbers at one place of a run. Of the update in progress, as a snapshot has them. */
export interface ExpressionScope {
  /** Finished updates. */
  readonly update: number;
  readonly batchesPerEpoch: number;
  readonly learningRate: number;
  /** Flat, at the start of the update. */
  readonly parameters: Float64Array;
  /** Of the whole batch, with the l2 term. */
  readonly gradients: Float64Array;
  /** Of the whole batch. */
  readonly loss: number;
  /** The sample that the names of a sample are of; null where an expression has none of them. */
  readonly sample: SampleValues | null;
  /** Its position in the batch, 0-based. */
  readonly position: number;
}

export interface Expression {
  readonly text: string;
  readonly kind: ExpressionKind;
  /** Of an array. */
  readonly shape: Shape | null;
  /**
   * The operation of a sample, counted from its first (0), with which the last name of the sample in it is computed; −1
   * where it has none, so that it holds for a whole update.
   */
  readonly readyAfter: number;
  /** Whether it reads derivatives of a single sample: only then must they be computed. */
  readonly readsSampleDerivatives: boolean;
  /** Fast: no names are looked up and no types checked any more. */
  readonly evaluate: (scope: ExpressionScope) => ExpressionValue;
}
