/** How much of the history is drawn: which networks have a line for every parameter and every sample. */
import type { Setup } from '../../../core/setup';

/** Above this many parameters only the selected one is drawn. */
export const MAX_LINES = 50;
/** Up to so many samples, each one's part of the loss is drawn. */
const MAX_SAMPLES = 8;

/** They are computed from the parameters, so all of these must be there. */
export function withSampleLosses({ network, data, training }: Setup): boolean {
  const isFull = training.batchSize === 'full' || training.batchSize >= data.count;
  return isFull && data.count <= MAX_SAMPLES && network.parameterCount <= MAX_LINES;
}
