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

const wide = { width: 1440, height: 960, deviceScaleFactor: 1.5 } as const;

export const scenes: Scene[] = [
  {
    name: 'panel',
    options: { theme: 'dark', ...wide },
    async arrange(workbench) {
      await openStepper(workbench, 'dosage-all.nn.json');
      await workbench.execute('backprop.seek', { update: 80 });
      await workbench.execute('backprop.setParameter', { name: 'w4', value: -0.6 });
      await workbench.execute('backprop.seek', { update: 200 });
      await workbench.execute('backprop.seek', { update: 47, operation: 34 });
      await shows(workbench, 'op 35/64');
    },
  },
  {
    name: 'first-step',
    options: { theme: 'light', width: 1280, height: 960, deviceScaleFactor: 1.5 },
    async arrange(workbench) {
      await openStepper(workbench, 'dosage-all.nn.json', { keepSideBar: true });
      await workbench.execute('backprop.seek', { update: 0, operation: 28 });
      await shows(workbench, 'op 29/64');
    },
  },
  {
    name: 'hover',
    options: { theme: 'light', width: 1000, height: 640, deviceScaleFactor: 1.5 },
    async arrange(workbench) {
      await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
      await workbench.openFile('dosage-all.nn.json');
      await workbench.hover(10, 47);
    },
  },
  {
    name: 'paths',
    options: { theme: 'hcDark', ...wide },
    async arrange(workbench) {
      await openStepper(workbench, 'paths.nn.json');
      await workbench.execute('backprop.seek', { update: 0, operation: 16 });
      await workbench.panel().locator('.params [data-parameter=w1]').click();
    },
  },
  {
    name: 'diverged',
    options: { theme: 'dark', ...wide },
    async arrange(workbench) {
      await openStepper(workbench, 'dosage-all.nn.json');
      await workbench.execute('backprop.setLearningRate', { value: 1.5 });
      await workbench.execute('backprop.run');
      await workbench.panel().getByText('Training diverged').first().waitFor();
    },
  },
];

/** Opens a network and its stepper, the panel alone in the window unless the side bar is to be seen. */
async function openStepper(workbench: Workbench, file: string, { keepSideBar = false } = {}): Promise<void> {
  if (!keepSideBar) await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  await workbench.openFile(file);
  await workbench.runCommand('Backprop: Open Stepper');
  await workbench.panel().locator('.crumbs').waitFor();
}

async function shows(workbench: Workbench, operation: string): Promise<void> {
  await workbench.panel().locator('.crumbs .opn', { hasText: operation }).waitFor();
}
