/** Dragging the timeline over a long run: how often the panel draws, and the longest that it does not. */

import type { Workbench } from '../../ui/workbench';

export interface DragTimes {
  readonly framesPerSecond: number;
  readonly longestFrame: number;
}

declare global {
  interface Window {
    frameTimes: number[];
  }
}

/** Moves of the mouse, and how long one takes: a hand that goes over the window in four seconds. */
const MOVES = 240;
const PAUSE_MS = 16;

export async function dragTimeline(workbench: Workbench, updates: number): Promise<DragTimes> {
  await workbench.execute('backprop.run', { updates });
  const panel = workbench.panel();
  await panel.locator('.network').waitFor();
  const track = (await panel.locator('.tl-track').boundingBox())!;
  const at = (share: number) => [track.x + share * (track.width - 2) + 1, track.y + track.height / 2] as const;
  const { mouse } = workbench.page;
  await mouse.move(...at(0.95));
  await mouse.down();
  await panel.locator('body').evaluate(watchFrames);
  const start = performance.now();
  for (let move = 1; move <= MOVES; move++) {
    // There and back, slow at the ends.
    await mouse.move(...at(0.5 + 0.45 * Math.cos((2 * Math.PI * move) / MOVES)));
    const ahead = start + move * PAUSE_MS - performance.now();
    if (ahead > 0) await workbench.page.waitForTimeout(ahead);
  }
  const frames = await panel.locator('body').evaluate(() => window.frameTimes);
  await mouse.up();
  const gaps = frames.slice(1).map((time, index) => time - frames[index]);
  const whole = frames[frames.length - 1] - frames[0];
  return { framesPerSecond: (1000 * gaps.length) / whole, longestFrame: Math.max(...gaps) };
}

/** Runs in the panel. */
function watchFrames(): void {
  const times: number[] = (window.frameTimes = []);
  const note = (time: number) => {
    times.push(time);
    requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}
