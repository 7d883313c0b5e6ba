/** One elementary operation of an update, as the tape hands it out: plain data. */

import type { Formula } from './formula';

export type OperationPhase = 'forward' | 'loss' | 'backward' | 'update';

export interface Operand {
  readonly name: string;
  readonly value: number;
}

/** The derivative of one operation's result with respect to what it was made from, one link of the chain. */
export interface LocalDerivative {
  /** Named as the derivation's factor: `dpredicted/dy1`. */
  readonly key: string;
  readonly formula: Formula;
  readonly value: number;
}

export interface Operation {
  /** 0-based within the update. */
  readonly index: number;
  readonly phase: OperationPhase;
  /** Position in the batch, 0-based; −1 for the operations of the update phase. */
  readonly sample: number;
  /** 0-based; −1 for the loss. */
  readonly layer: number;
  /** 0-based within the layer (or the output, for the loss); −1 where it is of no neuron. */
  readonly neuron: number;
  /** What is computed: `x1`, `predicted`, `residual`, `SSR`, `dSSR/dw1`, and the parameter's name in the update phase. */
  readonly target: string;
  readonly assign: '=' | '+=' | '−=';
  /** The right side: `⟨dSSR/dx1⟩ · ⟨dose⟩`. */
  readonly right: Formula;
  /** Target, sign and right side as plain text, without marks: `dSSR/dw1 += dSSR/dx1 · dose`. */
  readonly text: string;
  /** What the right side comes to: this sample's term where assign is +=, the new value in the update phase. */
  readonly value: number;
  /** Only where assign is +=: the sum with the terms of the samples so far. */
  readonly total?: number;
  readonly operands: readonly Operand[];
  /** In the backward phase: the local derivative this operation multiplies with, named as the derivation's factor. */
  readonly local?: LocalDerivative;
  /** Instead of `local` where a derivative is a sum over several ways to the loss: one for each operand's way, in order. */
  readonly locals?: readonly LocalDerivative[];
  /** The parameter that the operation is about (contributions and updates), by its display name. */
  readonly parameter?: string;
}
