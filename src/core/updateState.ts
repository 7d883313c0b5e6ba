/** One update before it moves anything: what its operations and its derivations are computed from. */

import type { Network } from './network';
import type { OptimizerSettings, TrainingData } from './setup';

export interface OptimizerBefore {
  readonly settings: OptimizerSettings;
  /** Number of this update, counted from 1. */
  readonly step: number;
  /** What the optimizer remembers before the update: one flat array per slot of its row. */
  readonly state: readonly Float64Array[];
}

export interface UpdateState {
  readonly network: Network;
  /** By flat offset: 1 where training moves the parameter. Kept as it is: it must not change afterwards. */
  readonly trainable: Uint8Array;
  readonly data: TrainingData;
  /** Rows of the data in the batch, in order. */
  readonly rows: Int32Array;
  /** At the start of the update, flat. Kept as it is: it must not change while the update is looked at. */
  readonly parameters: Float64Array;
  readonly optimizer: OptimizerBefore;
}
