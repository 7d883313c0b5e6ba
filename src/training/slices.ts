/** Long work in slices of a few milliseconds, so that the event loop of the thread stays free. */

import { nextTask } from './runner/drive';

/** Milliseconds without giving way. */
const SLICE_MS = 4;

/** Goes through work that yields between its parts, and lets others have their turn where a slice is over. */
export async function inSlices<T>(work: Generator<unknown, T>): Promise<T> {
  let since = performance.now();
  for (;;) {
    const part = work.next();
    if (part.done) return part.value;
    if (performance.now() - since < SLICE_MS) continue;
    await nextTask();
    since = performance.now();
  }
}
