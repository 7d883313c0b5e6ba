/** Everything one training run starts from: network, initial parameters, data, optimizer and batching. Plain data. */

import type { DataSummary } from './dataSummary';
import type { OptimizerName } from './names';
import type { Network } from './network';

/** Samples as flat row-major arrays: `inputs` is [count × network inputs], `outputs` is [count × network outputs]. */
export interface TrainingData {
  readonly count: number;
  readonly inputs: Float64Array;
  readonly outputs: Float64Array;
  /** A hash of all these numbers, where whoever read them has made it: millions of them are not hashed again. */
  readonly digest?: string;
  /** Likewise, what they look like as a whole. */
  readonly summary?: DataSummary;
}

/** All numbers an optimizer may read, defaults filled in; rows of the optimizer table say which they use. */
export interface OptimizerSettings {
  readonly type: OptimizerName;
  readonly learningRate: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly decay: number;
  readonly beta1: number;
  readonly beta2: number;
  readonly epsilon: number;
  readonly weightDecay: number;
  /** Adds l2·w to the gradient of weights (not of biases); not part of the loss shown. */
  readonly l2: number;
}

export interface TrainingSettings {
  readonly batchSize: 'full' | number;
  readonly shuffle: boolean;
  readonly seed: number;
  /** Where Run stops; both null: it goes on until paused. */
  readonly updates: number | null;
  readonly epochs: number | null;
  readonly stopWhen: { readonly lossBelow?: number; readonly gradientNormBelow?: number };
}

export interface Setup {
  readonly name: string;
  readonly network: Network;
  /** Flat, length network.parameterCount. */
  readonly initial: Float64Array;
  /** By flat offset: 1 where training moves the parameter, 0 where it is frozen. */
  readonly trainable: Uint8Array;
  readonly data: TrainingData;
  /** Held-out samples, where the dataset asks for them. */
  readonly validation?: TrainingData;
  readonly optimizer: OptimizerSettings;
  readonly training: TrainingSettings;
}
