// Breakpoints as a person sets them: F9 and clicks in the panel, a condition typed, runs and reverses that stop there.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { formatNumber } from '../../src/explain/numbers';
import type { Breakpoint } from '../../src/training/breakpoints/breakpoint';
import type { Snapshot } from '../../src/training/snapshot';
import { useWorkbench } from './workbench';

const shown = (value: number) => formatNumber(value, { decimals: 4 });

describe('breakpoints in the panel', () => {
  const workbench = useWorkbench({ width: 1280, height: 1000 });
  const panel = () => workbench().panel();
  const breakpoints = () => workbench().execute<Breakpoint[]>('backprop.breakpoints');
  const key = (name: string) => workbench().page.keyboard.press(name);
  const parameter = (name: string) => panel().locator(`.params tr[data-parameter=${name}]`);
  /** The loss in the toolbar, which must be that of the snapshot. */
  async function snapshotOnScreen(update: number): Promise<Snapshot> {
    await panel()
      .locator('.crumbs', { hasText: `Update ${update + 1}` })
      .waitFor();
    const snapshot = await workbench().execute<Snapshot>('backprop.snapshot');
    equal(snapshot.update, update);
    equal(await panel().locator('.stats .big').innerText(), shown(snapshot.loss));
    return snapshot;
  }

  before(async () => {
    await workbench().openFile('dosage-all.nn.json');
    await workbench().runCommand('Backprop: Open Stepper');
    await panel().locator('.crumbs').getByText('Update').waitFor();
  });

  it('F9 on a parameter’s row: the dot is there, a run stops when the sign changes, F9 takes it away', async () => {
    await parameter('w3').click();
    await key('F9');
    await parameter('w3').locator('.bpd.parameter').waitFor();
    const [{ kind }] = await breakpoints();
    equal(kind, 'parameter');
    const { parameters } = await workbench().execute<Snapshot>('backprop.run');
    ok((parameters.w3 as number) < 0);
    await workbench().execute('backprop.stepBack');
    const before = await workbench().execute<Snapshot>('backprop.snapshot');
    ok((before.parameters.w3 as number) > 0);
    // The panel draws a moment after the command has resolved.
    await parameter('w3')
      .locator('.val')
      .getByText(shown(before.parameters.w3 as number), { exact: true })
      .waitFor();
    await parameter('w3').click();
    await key('F9');
    await parameter('w3').locator('.bpd').waitFor({ state: 'detached' });
    deepEqual(await breakpoints(), []);
  });

  it('F9 on an operation: runs stop there, and the marker stands on it', async () => {
    // The list follows the cursor to the second sample.
    await workbench().execute('backprop.seek', { update: 0, operation: 34 });
    await panel()
      .getByRole('tab', { name: /Operations/ })
      .click();
    const row = panel().locator('.tape li[data-operation="34"]');
    await row.click();
    await key('F9');
    await row.locator('.bpd.operation').waitFor();
    const [one] = await breakpoints();
    deepEqual(
      [one.kind, 'operation' in one && one.operation, 'sample' in one && one.sample],
      ['operation', 'dSSR/dw1', 1],
    );
    await workbench().execute('backprop.seek', { update: 3 });
    await panel().locator('.crumbs', { hasText: 'Update 4' }).waitFor();
    await key('F5');
    await panel().locator('.tape li[data-operation="34"][aria-current=step]').waitFor();
    const { operation } = await snapshotOnScreen(3);
    equal(await row.locator('.vl_').innerText(), shown(operation!.value));
    // The mouse does the same in the gutter.
    await row.locator('.bpg').click();
    await row.locator('.bpd').waitFor({ state: 'detached' });
    deepEqual(await breakpoints(), []);
  });

  it('F9 on the timeline, and reverse comes back there', async () => {
    await workbench().execute('backprop.seek', { update: 30 });
    await panel().getByRole('slider', { name: 'Update' }).focus();
    await key('F9');
    await panel().locator('.mk.bp').waitFor();
    equal(await panel().locator('.mk.bp').getAttribute('title'), 'Breakpoint: update 30');
    await workbench().execute('backprop.seek', { update: 80, operation: 5 });
    await panel().getByRole('slider', { name: 'Update' }).focus();
    await key('ControlOrMeta+Shift+F11');
    await snapshotOnScreen(30);
    await key('ControlOrMeta+Shift+F11');
    await snapshotOnScreen(0);
  });

  it('a condition typed in the menu: wrong ones are explained, SSR < 0.1 stops a run', async () => {
    await panel().locator('button[title^="Run to"]').click();
    const field = panel().getByLabel('Stop when this becomes true');
    await field.fill('SRR < 0.1');
    await panel().locator('.bpp', { hasText: "Did you mean 'SSR'?" }).waitFor();
    await field.fill('SSR < 0.1');
    await field.press('Enter');
    await panel().locator('.bpr', { hasText: 'SSR < 0.1' }).waitFor();
    await workbench().screenshot('breakpoints-menu');
    await field.press('Escape');
    await key('F5');
    await snapshotOnScreen(30);
    await key('F5');
    await panel().locator('.bpd.condition').first().waitFor();
    const { update, loss } = await workbench().execute<Snapshot>('backprop.snapshot');
    ok(loss < 0.1);
    await snapshotOnScreen(update);
    const before = await workbench().execute<Snapshot>('backprop.stepBack');
    ok(before.loss >= 0.1);
    await workbench().screenshot('breakpoints-stopped');
  });

  it('switched off in the menu it stops nothing, and its mark is removed there', async () => {
    await workbench().execute('backprop.seek', { update: 0 });
    await panel().locator('button[title^="Run to"]').click();
    await panel().locator('.bpr', { hasText: 'update 30' }).getByRole('checkbox').uncheck();
    await panel().locator('.mk.bp.off').waitFor();
    await panel().getByLabel('Remove the breakpoint SSR < 0.1').click();
    await panel().locator('.bpr', { hasText: 'SSR < 0.1' }).waitFor({ state: 'detached' });
    const left = await breakpoints();
    deepEqual(
      left.map(({ kind, enabled }) => [kind, enabled]),
      [['update', false]],
    );
    equal((await workbench().execute<Snapshot>('backprop.run', { updates: 40 })).update, 40);
  });

  it('they are there again after the window is reloaded', async () => {
    await workbench().reload();
    await panel().locator('.mk.bp.off').waitFor();
    const left = await breakpoints();
    deepEqual(
      left.map(({ kind, enabled }) => [kind, enabled]),
      [['update', false]],
    );
  });

  it('from the palette, with what is wrong said while typing', async () => {
    await workbench().runCommand('Backprop: Add Breakpoint…');
    await workbench().page.locator('.quick-input-list .monaco-list-row', { hasText: 'Condition…' }).click();
    const input = workbench().page.locator('.quick-input-widget:visible input.input');
    await input.fill('y1 > w9');
    await workbench().page.locator('.quick-input-message', { hasText: "Character 6: There is no 'w9'" }).waitFor();
    await workbench().answer('y1 > 1');
    // The box closes once its text is found right, and the breakpoint is there a moment later.
    for (let wait = 0; wait < 50 && (await breakpoints()).length < 2; wait++)
      await workbench().page.waitForTimeout(100);
    const added = (await breakpoints()).at(-1)!;
    deepEqual([added.kind, 'condition' in added && added.condition], ['condition', 'y1 > 1']);
  });
});
