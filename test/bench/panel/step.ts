/** One step, or one click into the timeline: from the hand, through VS Code and back, to the next picture with its result. */

import type { Workbench } from '../../ui/workbench';
import { median } from './table';

export interface StepTimes {
  readonly whole: number;
  /** From the message that brings the result. */
  readonly inPanel: number;
}

interface Moments {
  hand: number;
  message: number;
  drawn: number;
}

declare global {
  interface Window {
    stepMoments: Moments[];
  }
}

export async function stepTimes(workbench: Workbench, steps: number): Promise<StepTimes> {
  const panel = workbench.panel();
  await panel.locator('.chain h2').click();
  await panel.locator('body').evaluate(watch, 'keydown');
  for (let step = 0; step < steps; step++) {
    await workbench.page.keyboard.press('F11');
    await panel.locator('.crumbs', { hasText: `op ${(step % 63) + 1}/64` }).waitFor();
    await workbench.page.waitForTimeout(60);
    if (step % 63 === 62) {
      // The last operation of the update ends at the start of the next, which has no number.
      await workbench.page.keyboard.press('F11');
      await panel.locator('.crumbs .opn').waitFor({ state: 'detached' });
      await workbench.page.waitForTimeout(60);
    }
  }
  return timesOf(workbench);
}

/** Clicks here and there into the timeline of a run. */
export async function seekTimes(workbench: Workbench, clicks: number): Promise<StepTimes> {
  const panel = workbench.panel();
  const track = (await panel.locator('.tl-track').boundingBox())!;
  await panel.locator('body').evaluate(watch, 'pointerdown');
  for (let click = 0; click < clicks; click++) {
    const share = 0.05 + 0.9 * ((click * 0.618) % 1);
    const before = await panel.locator('.crumbs').innerText();
    await workbench.page.mouse.click(track.x + share * track.width, track.y + track.height / 2);
    await panel.locator('.crumbs').filter({ hasNotText: before }).waitFor();
    await workbench.page.waitForTimeout(60);
  }
  return timesOf(workbench);
}

async function timesOf(workbench: Workbench): Promise<StepTimes> {
  const moments = await workbench
    .panel()
    .locator('body')
    .evaluate(() => window.stepMoments);
  const whole = moments.filter(({ message, drawn }) => message > 0 && drawn > 0);
  return {
    whole: median(whole.map(({ hand, drawn }) => drawn - hand)),
    inPanel: median(whole.map(({ message, drawn }) => drawn - message)),
  };
}

/** Runs in the panel: notes when each key or click, its message and the frame after its change came. */
function watch(_panel: Element, event: string): void {
  const moments: Moments[] = (window.stepMoments = []);
  const last = () => moments[moments.length - 1];
  // The frame that shows it ends with its paint: what runs after the next callback comes after that.
  const drawnWithNextFrame = (moment: Moments) => {
    moment.drawn = -1;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => (moment.drawn = performance.now());
      channel.port2.postMessage(null);
    });
  };
  window.addEventListener(event, () => moments.push({ hand: performance.now(), message: 0, drawn: 0 }), true);
  window.addEventListener(
    'message',
    ({ data, timeStamp }: MessageEvent<{ type?: string }>) => {
      // The panel may have drawn it already: what counts is when it came.
      if ((data.type !== 'step' && data.type !== 'together') || last()?.message !== 0) return;
      last().message = timeStamp;
      // What a click draws by itself, before the host has answered, is not its result.
      if (event === 'pointerdown') drawnWithNextFrame(last());
    },
    true,
  );
  new MutationObserver(() => {
    const moment = last();
    if (moment?.drawn === 0 && event !== 'pointerdown') drawnWithNextFrame(moment);
  }).observe(document.querySelector('main')!, { characterData: true, childList: true, subtree: true });
}
