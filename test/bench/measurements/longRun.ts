/** Ten million updates of W1: what they keep, any of them reached, all of them plotted. */

import { Session } from '../../../src/training/session';
import { historyView } from '../../../src/vscode/panel/view/historyView';
import { setupOf, workload } from '../workloads';
import { memoryInUse } from './memory';
import { quantile } from './quantile';

const UPDATES = 10_000_000;
const SEEKS = 1000;
/** Points across the panel. */
const WIDTH = 800;

export interface LongRunMeasured {
  readonly seconds: number;
  readonly bytes: number;
  /** Milliseconds to reach an update with its snapshot: the median and the slowest but one percent. */
  readonly seek: readonly [median: number, p99: number];
  /** Milliseconds to plot all, and the points of that. */
  readonly plotted: number;
  readonly points: number;
}

export async function longRun(): Promise<LongRunMeasured> {
  const { training, ...rest } = setupOf(workload('W1'));
  const before = memoryInUse();
  const session = new Session('bench', { ...rest, training: { ...training, updates: null } }, {});
  let began = performance.now();
  await session.seek({ update: UPDATES });
  const seconds = (performance.now() - began) / 1000;
  const bytes = memoryInUse() - before;
  const times: number[] = [];
  for (let i = 0; i < SEEKS; i++) {
    began = performance.now();
    await session.seek({ update: (i * 7_919_777) % UPDATES });
    times.push(performance.now() - began);
  }
  began = performance.now();
  const { update } = await historyView(session, WIDTH);
  const plotted = performance.now() - began;
  return { seconds, bytes, seek: [quantile(times, 0.5), quantile(times, 0.99)], plotted, points: update.length };
}
