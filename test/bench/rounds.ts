/** Interleaved rounds of all contenders on one workload: checks their losses, then takes the median of their speeds. */

import type { Contestant } from './contestants';
import type { ContenderProcess } from './process';
import type { Workload } from './workloads';

export interface Effort {
  readonly rounds: number;
  /** Seconds that a round of one contender should take. */
  readonly seconds: number;
  /** Who needs longer than this for a single update gets one round. */
  readonly patience: number;
}

export interface Result {
  readonly contestant: Contestant;
  /** Updates or samples per second, as the workload counts; null where it does not take part. */
  readonly speed: number | null;
  /** Over all samples after `checkAfter` updates; null where its updates are others. */
  readonly loss: number | null;
  /** What it does instead, or why it does not take part. */
  readonly remark: string | null;
}

interface Runner {
  readonly contestant: Contestant;
  readonly process: ContenderProcess;
  readonly loss: number | null;
  /** Updates in a round, and the time of one. */
  readonly updates: number;
  readonly slow: boolean;
  readonly speeds: number[];
}

export async function measure(
  contestants: readonly Contestant[],
  workload: Workload,
  effort: Effort,
  log: (text: string) => void,
): Promise<Result[]> {
  const results = new Map<Contestant, Result>();
  const runners: Runner[] = [];
  try {
    for (const contestant of contestants) {
      log(`${workload.name}: ${contestant.label} gets ready`);
      const runner = await prepare(contestant, workload, effort);
      if ('process' in runner) runners.push(runner);
      else results.set(contestant, runner);
    }
    for (let round = 0; round < effort.rounds; round++) {
      for (const { contestant, process, updates, slow, speeds } of runners) {
        if (slow && round > 0) continue;
        log(`${workload.name}: round ${round + 1} of ${effort.rounds}, ${contestant.label}`);
        speeds.push(updates / (await trainFor(process, updates)));
      }
    }
  } finally {
    await Promise.all(runners.map(({ process }) => process.end()));
  }
  const perUpdate = workload.unit === 'updates' ? 1 : workload.batch;
  for (const { contestant, loss, speeds } of runners) {
    const speed = median(speeds) * perUpdate;
    results.set(contestant, { contestant, speed, loss, remark: contestant.instead(workload) });
  }
  return contestants.map((contestant) => results.get(contestant)!);
}

/** Starts a contestant, trains it to where losses are compared, and finds how many updates a round needs. */
async function prepare(contestant: Contestant, workload: Workload, effort: Effort): Promise<Runner | Result> {
  const process = contestant.open(workload);
  const unable = (reason: unknown): Result => ({ contestant, speed: null, loss: null, remark: String(reason) });
  try {
    const hello = await process.next();
    if (!('ready' in hello)) throw new Error(String(hello.unavailable));
    let loss: number | null = null;
    if (contestant.instead(workload) === null) {
      await trainFor(process, workload.checkAfter);
      loss = (await process.ask({ loss: true })).loss as number;
    }
    let updates = 1;
    let seconds = await trainFor(process, updates);
    const slow = seconds > effort.patience;
    // Growing rounds warm the compiler up, too.
    while (seconds < effort.seconds && !slow) {
      updates = Math.max(updates + 1, Math.ceil(updates * Math.min(4, (1.1 * effort.seconds) / seconds)));
      seconds = await trainFor(process, updates);
    }
    return { contestant, process, loss, updates, slow, speeds: [] };
  } catch (error) {
    await process.end();
    return unable(error instanceof Error ? error.message : error);
  }
}

async function trainFor(process: ContenderProcess, updates: number): Promise<number> {
  return (await process.ask({ train: updates })).seconds as number;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}
