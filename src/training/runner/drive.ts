/** Keeps a training loop going in slices, so that the event loop of its thread stays free, and reports now and then. */

import type { RunEnd, RunReport } from './job';
import type { TrainingLoop } from './trainingLoop';

/** Reports come about so often: views are redrawn at most ten times a second. */
const REPORT_EVERY_MS = 100;

export interface DriveOptions {
  /** Milliseconds without giving way. */
  readonly slice: number;
  readonly report: (report: RunReport) => void;
  /** Asked between slices. */
  readonly stopping: () => boolean;
  /** Milliseconds after which it stops by itself with 'handover'. */
  readonly limit?: number;
}

/** Resolves when the run has ended, was stopped or is to be handed over; the last report tells how far it came. */
export async function drive(loop: TrainingLoop, options: DriveOptions): Promise<RunEnd | 'stopped' | 'handover'> {
  const { slice, report, stopping, limit = Infinity } = options;
  const began = performance.now();
  let reported = began;
  for (;;) {
    // A stop that came while others had their turn: not one update more.
    const end = stopping() ? null : loop.train(slice);
    const now = performance.now();
    const result = end ?? (stopping() ? 'stopped' : now - began >= limit ? 'handover' : null);
    if (result !== null || now - reported >= REPORT_EVERY_MS) {
      report(loop.report(end));
      reported = now;
    }
    if (result !== null) return result;
    await nextTask();
  }
}

/**
 * Lets everything that waits for the event loop have its turn. A timer would do, but takes a millisecond in Node and, in a
 * browser, soon four.
 */
export const nextTask: () => Promise<void> =
  typeof setImmediate === 'function'
    ? () => new Promise((resolve) => void setImmediate(resolve))
    : () =>
        new Promise((resolve) => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => {
            port1.close();
            resolve();
          };
          port2.postMessage(null);
        });
