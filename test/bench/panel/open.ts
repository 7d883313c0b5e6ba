/** From the command to a panel that shows every region. */

import * as path from 'node:path';
import { fileUri, type Workbench } from '../../ui/workbench';
import { median } from './table';

const NETWORK = 'dosage-all.nn.json';

export interface OpenTimes {
  /** Starts the extension and the session too. */
  readonly first: number;
  readonly again: number;
}

export async function openTimes(workbench: Workbench, rounds: number): Promise<OpenTimes> {
  const first = await openTime(workbench);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await workbench.execute('workbench.action.closeAllEditors');
    await workbench.page.locator('iframe.webview').waitFor({ state: 'detached' });
    await workbench.page.waitForTimeout(300);
    times.push(await openTime(workbench));
  }
  return { first, again: median(times) };
}

/** Measured from outside, so that what it takes to look is part of it. */
async function openTime(workbench: Workbench): Promise<number> {
  const start = performance.now();
  const opened = workbench.execute('backprop.open', fileUri(path.join(workbench.workspace, NETWORK)));
  // The history is what the host sends last.
  await workbench.panel().locator('.pane .area').first().waitFor();
  await workbench.panel().locator('.chain .samples tbody tr').first().waitFor();
  const time = performance.now() - start;
  await opened;
  return time;
}
