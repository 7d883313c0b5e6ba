// What the screenshots under media/screenshots show: one row each. npm run screenshots [-- NAME…]
import type { Locator } from 'playwright-core';
import type { Workbench, WorkbenchOptions } from './workbench';

export interface Scene {
  /** The PNG's name, without the ending. */
  name: string;
  options: WorkbenchOptions;
  /** Brings the workbench into the state to be shown; returns the part to be shown, if it is not everything. */
  arrange(workbench: Workbench): Promise<Locator | void>;
}

export const scenes: Scene[] = [
  {
    name: 'file',
    options: { theme: 'light', width: 1280, height: 800, deviceScaleFactor: 2 },
    async arrange(workbench) {
      await workbench.openFile('dosage.nn.json');
    },
  },
];
