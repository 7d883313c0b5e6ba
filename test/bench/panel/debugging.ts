/** From F5 in a network to the debugger that stands at its start. */

import type { Workbench } from '../../ui/workbench';
import { median } from './table';

const NETWORK = 'dosage-all.nn.json';

/** Measured from outside, so that what it takes to look is part of it. */
export async function debugTime(workbench: Workbench, rounds: number): Promise<number> {
  const { page } = workbench;
  await workbench.openFile(NETWORK);
  // VS Code learns a moment after the file is shown who debugs it: until then F5 asks for an extension.
  await page.waitForTimeout(2000);
  const times: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    await workbench.editor().locator('.view-line').first().click();
    const start = performance.now();
    await page.keyboard.press('F5');
    await page.locator('.debug-toolbar').waitFor();
    await page.locator('.debug-top-stack-frame-line').first().waitFor();
    times.push(performance.now() - start);
    await workbench.execute('workbench.action.debug.stop');
    await page.locator('.debug-toolbar').waitFor({ state: 'hidden' });
    await page.locator('.debug-top-stack-frame-line').first().waitFor({ state: 'detached' });
  }
  // VS Code loads its debugger with the first.
  return median(times.slice(1));
}
