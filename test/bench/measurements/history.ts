/** Memory of 10⁶ updates of W1, and how fast any of them is reached again. */

import { Random } from '../../../src/core/random';
import { RecordedRun } from '../contenders/withHistory';
import { setupOf, workload } from '../workloads';
import { milliseconds, quantile } from './quantile';

export interface HistoryMeasured {
  /** Of all numbers that are kept. */
  readonly bytes: number;
  /** Milliseconds to reach an update at random: the median and the slowest but one percent. */
  readonly median: number;
  readonly p99: number;
}

const UPDATES = 1_000_000;

export function history(): HistoryMeasured {
  const run = new RecordedRun(setupOf(workload('W1')));
  run.train(UPDATES);
  const { losses, checkpoints } = run.history;
  const bytes = Float64Array.BYTES_PER_ELEMENT * (losses.size + checkpoints.allocated * checkpoints.size);
  const random = new Random(1);
  const times = Array.from({ length: 3000 }, () => milliseconds(() => run.seek(random.below(UPDATES))));
  return { bytes, median: quantile(times, 0.5), p99: quantile(times, 0.99) };
}
