/** A small picture of each activation, drawn in a box of 22 × 16. */

import type { ActivationName } from '../../core/names';

const sShape = 'M3 12C13 12 9 4 19 4';

export const glyphs: Readonly<Record<ActivationName, string>> = {
  identity: 'M4 12L18 4',
  relu: 'M3 12H11L19 4',
  leakyRelu: 'M3 13L11 11L19 4',
  elu: 'M3 13C8 13 9 12 11 10L19 4',
  softplus: 'M3 12C9 12 11 10 19 3',
  sigmoid: sShape,
  tanh: sShape,
  silu: 'M3 10C7 10 8 13 11 11C14 9 16 6 19 4',
  gelu: 'M3 11C7 11 9 13 11 11L19 4',
  softmax: 'M5 12V9M11 12V4M17 12V7',
};
