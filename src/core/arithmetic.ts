/** Where a kernel's numbers lie, and what multiplies them: in arrays of JavaScript, or in the memory of WebAssembly. */

import { multiply, type Multiply } from './product';

export interface Arithmetic {
  readonly path: 'generic' | 'wasm';
  /** Zeros where `multiply` can reach them. */
  readonly allocate: (length: number) => Float64Array;
  /** The caller's parameters where `multiply` can reach them: themselves, or a copy that the next call overwrites. */
  readonly place: (parameters: Float64Array) => Float64Array;
  /** Takes arrays that were allocated or placed here only. */
  readonly multiply: Multiply;
  /** parameters −= gradients × learning rate, in place. The gradients were allocated here; the parameters may be. */
  readonly descend: (parameters: Float64Array, gradients: Float64Array, learningRate: number) => void;
}

export const plainArithmetic: Arithmetic = {
  path: 'generic',
  allocate: (length) => new Float64Array(length),
  place: (parameters) => parameters,
  multiply,
  descend(parameters, gradients, learningRate) {
    for (let i = 0; i < gradients.length; i++) parameters[i] -= gradients[i] * learningRate;
  },
};
