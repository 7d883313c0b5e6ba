// What a person does by hand while it is paused: a value typed over, a breakpoint on it, a jump to one of several operations.
import { deepEqual, equal } from 'node:assert/strict';
import type { Snapshot } from '../../src/training/snapshot';
import { useWorkbench } from './workbench';

describe('the debugger by hand', () => {
  const workbench = useWorkbench({ width: 1440, height: 900 });
  const page = () => workbench().page;
  const snapshot = () => workbench().execute<Snapshot>('backprop.snapshot');
  const row = (name: string) =>
    page().locator('.debug-variables .monaco-list-row', { hasText: new RegExp(`^${name}`) });

  before(async () => {
    await workbench().openFile('dosage-all.nn.json');
    await page().keyboard.press('F5');
    await page().locator('.debug-top-stack-frame-line').first().waitFor();
    await workbench().runCommand('View: Show Run and Debug');
    await row('Parameters').waitFor();
    if (!(await row('w3').isVisible())) await row('Parameters').click();
    await row('w3').waitFor();
  });

  it('a parameter is typed over in the Variables view', async () => {
    await row('w3').dblclick();
    await page().locator('.debug-variables .inputBoxContainer input').waitFor();
    await page().keyboard.type('1/2', { delay: 20 });
    await page().keyboard.press('Enter');
    await row('w3').filter({ hasText: '0.5000' }).waitFor();
    equal(((await snapshot()).parameters as Record<string, number>).w3, 0.5);
  });

  it('its context menu breaks on the change, and the debugger says what has changed', async () => {
    const breakpoint = page().locator('.debug-breakpoints .monaco-list-row', { hasText: /^w3/ });
    // VS Code takes no click on a menu that has just been opened.
    for (let attempt = 0; attempt < 10 && !(await breakpoint.isVisible()); attempt++) {
      await row('w3').click({ button: 'right' });
      const item = page().getByRole('menuitem', { name: 'Break on Value Change' });
      await item.hover();
      await item.click();
      await breakpoint.waitFor({ timeout: 1000 }).catch(() => page().keyboard.press('Escape'));
    }
    await breakpoint.waitFor();
    await page().keyboard.press('F5');
    await page().locator('.debug-pane, .pane-header').getByText('Paused on w3: 0.5000 → 0.1048').first().waitFor();
    equal((await snapshot()).update, 1);
    await row('w3').filter({ hasText: '0.1048' }).waitFor();
    await workbench().screenshot('debug-hands-changed');
  });

  it('Jump to Cursor offers the operations of the line', async () => {
    await workbench().goTo(12, 12);
    await workbench().runCommand('Debug: Jump to Cursor');
    const offered = page().locator('.quick-input-widget:visible .monaco-list-row .label-name');
    await offered.getByText('SSR += residual², sample 2').waitFor();
    deepEqual((await offered.allInnerTexts()).length, 3);
    await offered.getByText('SSR += residual², sample 2').click();
    await page()
      .locator('.debug-call-stack .monaco-list-row .stack-frame')
      .first()
      .filter({ hasText: 'SSR += residual²' })
      .waitFor();
    const { update, sample, operation } = await snapshot();
    deepEqual([update, sample?.index, operation?.target], [1, 1, 'SSR']);
  });
});
