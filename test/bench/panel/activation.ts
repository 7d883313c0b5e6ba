/** How long the extension takes to start, as VS Code itself shows it: its code loaded, and its `activate`. */

import type { Workbench } from '../../ui/workbench';
import { median } from './table';

export interface ActivationTimes {
  /** In the first window after VS Code itself has started. */
  readonly cold: number;
  /** In windows after that, each with an extension host of its own. */
  readonly warm: number;
}

export async function activationTimes(workbench: Workbench, rounds: number): Promise<ActivationTimes> {
  const cold = await activationTime(workbench);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await workbench.reload();
    times.push(await activationTime(workbench));
  }
  return { cold, warm: median(times) };
}

/** From `Developer: Show Running Extensions`. */
async function activationTime(workbench: Workbench): Promise<number> {
  await workbench.execute('backpropTest.activate');
  await workbench.execute('workbench.action.showRuntimeExtensions');
  const row = workbench.page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'backprop-stepper.' });
  const text = await row.locator('.activation-time').innerText();
  await workbench.execute('workbench.action.closeActiveEditor');
  const [, time] = /(\d+)ms/.exec(text) ?? [];
  if (time === undefined) throw new Error(`VS Code shows no time in '${text}'.`);
  return Number(time);
}
