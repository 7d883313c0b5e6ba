/** Where an operation stands in an update: what kind it is, and of which sample, neuron and parameter. */

/**
 * What an operation computes:
 * - `preActivation`, `activation`: x_j, y_j (z_k, predicted_k); a last layer with the identity has only `preActivation`
 * - `residual`, `lossTerm`: of one output
 * - `activationDerivative`: dL/dy_j, and dL/dpredicted_k where the last layer's activation is neither identity nor fused
 * - `preDerivative`: dL/dx_j; for the last layer dL/dpredicted_k (identity) or dL/dz_k
 * - `contribution`: a sample's term of dL/d parameter
 * - `l2`: the term l2·w, added to dL/dw once, after all samples
 * - `move`: the update of a parameter
 */
export type OperationKind =
  | 'preActivation'
  | 'activation'
  | 'residual'
  | 'lossTerm'
  | 'activationDerivative'
  | 'preDerivative'
  | 'contribution'
  | 'l2'
  | 'move';

/** One operation's place; all indices 0-based. */
export interface Place {
  readonly kind: OperationKind;
  /** Position in the batch; −1 for l2 and move. */
  readonly sample: number;
  /** −1 for residual and loss term. */
  readonly layer: number;
  /** Neuron, or output. */
  readonly neuron: number;
  /** The weight's input; −1 for a bias and for what is of no parameter. */
  readonly input: number;
}

export type Spot = Omit<Place, 'sample'>;
