/** How long a run of W3 in the worker takes to stop where it is, and to go back to where it began. */

import { Worker } from 'node:worker_threads';
import { Random } from '../../../src/core/random';
import { Session } from '../../../src/training/session';
import { nodeChannel } from '../../../src/vscode/worker/channels';
import { setupOf, workload } from '../workloads';
import { quantile } from './quantile';

/** Milliseconds: the median and the longest. */
export interface StoppingMeasured {
  readonly pause: readonly [median: number, longest: number];
  readonly cancel: readonly [median: number, longest: number];
}

const ROUNDS = 30;

export async function stopping(): Promise<StoppingMeasured> {
  const { training, ...rest } = setupOf(workload('W3'));
  const setup = { ...rest, training: { ...training, updates: null } };
  const session = new Session('bench', setup, { worker: () => nodeChannel(new Worker('dist/worker.js')) });
  const random = new Random(1);
  const stopped = async (stop: 'pause' | 'cancel'): Promise<number> => {
    const running = new Promise<void>((resolve) => {
      const forget = session.listen(({ type }) => {
        if (type !== 'running') return;
        forget();
        resolve();
      });
    });
    const run = session.run();
    await running;
    // Somewhere between two reports.
    await new Promise((resolve) => setTimeout(resolve, random.below(100)));
    const began = performance.now();
    await session[stop]();
    const time = performance.now() - began;
    await run;
    return time;
  };
  const timesOf = async (stop: 'pause' | 'cancel') => {
    const times: number[] = [];
    for (let round = 0; round < ROUNDS; round++) times.push(await stopped(stop));
    return [quantile(times, 0.5), Math.max(...times)] as const;
  };
  const measured = { pause: await timesOf('pause'), cancel: await timesOf('cancel') };
  session.dispose();
  return measured;
}
