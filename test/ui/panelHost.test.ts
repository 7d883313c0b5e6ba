// The panel and its files as a person lives with them: empty, asked, reloaded, changed, broken, mended, diverged.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Snapshot } from '../../src/training/snapshot';
import { useWorkbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';

describe('the panel and its files', () => {
  const workbench = useWorkbench({ width: 1280, height: 1000 });
  const panel = () => workbench().panel();
  const page = () => workbench().page;
  const snapshot = () => workbench().execute<Snapshot>('backprop.snapshot');
  const crumbs = (text: string | RegExp) => panel().locator('.crumbs', { hasText: text }).waitFor();
  const file = () => path.join(workbench().workspace, NETWORK);
  const write = (change: (text: string) => string) => fs.writeFileSync(file(), change(fs.readFileSync(file(), 'utf8')));

  it('without a network, offers those of the workspace, and opens one in its place', async () => {
    await workbench().runCommand('Backprop: Open Stepper');
    await panel().getByText('1-2-1 · 3 samples').first().waitFor();
    await panel().getByRole('button', { name: NETWORK }).click();
    await crumbs(/Update\s*1/);
    equal(await page().locator('.tab').count(), 1);
    match(await page().locator('.tab').innerText(), /Stepper: dosage-all/);
  });

  const keys: readonly [key: string, update: number, operation: number][] = [
    ['F11', 0, 0],
    ['F11', 0, 1],
    ['Control+F11', 0, 0],
    ['F10', 0, 18],
    ['Shift+F11', 1, -1],
    ['Control+Shift+F11', 0, -1],
    ['F5', 1000, -1],
    ['Control+Shift+F5', 0, -1],
  ];
  for (const [key, update, operation] of keys) {
    it(`${key} moves the stepper while the panel has the focus`, async () => {
      await page().keyboard.press(key);
      await crumbs(operation < 0 ? new RegExp(`Update\\s*${update + 1}\\D*Start`) : `op ${operation + 1}/64`);
      const place = await snapshot();
      deepEqual([place.update, place.operation?.index ?? -1], [update, operation]);
    });
  }

  it('asks for what a command needs, and says while typing what is wrong', async () => {
    await workbench().runCommand('Backprop: Set Parameter…');
    await workbench().pick('w4', 'w4');
    const box = page().locator('.quick-input-widget:visible');
    await box.locator('input.input').fill('minus one');
    await box.getByText("'minus one' is not a number.").waitFor();
    await workbench().answer('−0.6');
    await crumbs(/Update\s*1/);
    await page().waitForTimeout(200);
    equal((await snapshot()).parameters.w4, -0.6);
    await workbench().execute('backprop.undo');
  });

  it('closing a question does nothing and says nothing', async () => {
    const before = await snapshot();
    await workbench().runCommand('Backprop: Go to Update…');
    await page().keyboard.press('Escape');
    deepEqual(await snapshot(), before);
    equal(await page().locator('.monaco-dialog-box, .notification-toast').count(), 0);
  });

  it('stands where it stood after the window was reloaded, with its edits', async () => {
    await workbench().execute('backprop.seek', { update: 20 });
    await workbench().execute('backprop.setParameter', { name: 'w4', value: 0.25 });
    await workbench().execute('backprop.seek', { update: 30, operation: 12 });
    const before = await snapshot();
    // The place is remembered within a third of a second.
    await page().waitForTimeout(500);
    await workbench().reload();
    await crumbs(/Update\s*31/);
    deepEqual(await snapshot(), before);
    await workbench().execute('backprop.undo');
    equal((await snapshot()).update, 20);
  });

  it('says that a reload has cut a run off, and goes on with it to the same end', async () => {
    await workbench().execute('backprop.reset');
    const run = workbench()
      .execute('backprop.run', { updates: 1_000_000_000 })
      .catch(() => undefined);
    // Far enough to be told from a run that began anew.
    await crumbs(/Update\s*\d{6}/);
    await page().waitForTimeout(500);
    await workbench().reload();
    void run;
    const notice = panel().locator('.notice', { hasText: 'The run was interrupted by the reload at update' });
    await notice.waitFor();
    const { update } = await snapshot();
    match(await notice.innerText(), new RegExp(`at update ${update + 1}\\.`));
    ok(update > 99_999);
    await notice.getByRole('button', { name: 'Continue to update 1000000000' }).click();
    await panel().locator('.run-head', { hasText: 'Running to update 1000000000' }).waitFor();
    equal(await notice.count(), 0);
    await panel().getByRole('button', { name: 'Pause here' }).click();
    await panel().locator('.network').waitFor();
    ok((await snapshot()).update > update);
    equal(await notice.count(), 0);
    await workbench().execute('backprop.seek', { update: 20 });
  });

  it('goes on when the file changes, says so, and starts anew when told to', async () => {
    // After a reload VS Code takes its time until it watches files: written again, the change is seen at last.
    const notice = panel().getByText('The network file has changed.');
    for (let attempt = 0; attempt < 15 && (await notice.count()) === 0; attempt++) {
      write((text) => text.replace('0.36', '0.5'));
      await notice.waitFor({ timeout: 2000 }).catch(() => undefined);
    }
    await notice.waitFor();
    equal((await snapshot()).update, 20);
    await panel().getByRole('button', { name: 'Restart with the new version' }).click();
    await crumbs(/Update\s*1/);
    const { update, parameters } = await snapshot();
    deepEqual([update, parameters.w3], [0, 0.5]);
    await panel().getByText('The network file has changed.').waitFor({ state: 'detached' });
  });

  it('does not mind a change that means nothing', async () => {
    write((text) => text.replace('// The network of', '// The very network of'));
    await page().waitForTimeout(1000);
    equal(await panel().getByText('The network file has changed.').count(), 0);
  });

  it('notices other data', async () => {
    const data = path.join(workbench().workspace, 'dosage.csv');
    const text = fs.readFileSync(data, 'utf8');
    fs.writeFileSync(data, text.replace(/1,0\s*$/, '1,0.25\n'));
    await panel().getByText('The data have changed.').waitFor();
    fs.writeFileSync(data, text);
    await panel().getByText('The data have changed.').waitFor({ state: 'detached' });
  });

  it('shows an error of the file, goes on, and leads to the place', async () => {
    write((text) => text.replace('[[0.5, 0.63]]', '[[0.5]]'));
    const problem = panel().locator('.problem');
    await problem.getByText('Neuron 1 of layer 2 has 1 weight').waitFor();
    await problem.getByText('This session goes on with the last valid version of the file.').waitFor();
    await page().keyboard.press('F11');
    await crumbs('op 1/64');
    await problem.getByRole('button', { name: /Go to Line/ }).click();
    await page().locator(`.tab.active[data-resource-name="${NETWORK}"]`).waitFor();
    match(await page().locator('.statusbar').innerText(), /Ln 10, Col 50 \(5 selected\)/);
    write((text) => text.replace('[[0.5]]', '[[0.5, 0.63]]'));
  });

  it('shows a command’s failure once', async () => {
    await workbench().execute('backprop.setLearningRate', { value: 1.5 });
    await workbench().execute('backprop.run');
    // The palette does not offer a step on from here, but whoever calls it hears why not.
    // It hears of the divergence a moment after the run has ended, and looks when it is opened.
    for (let offered = 1; offered > 0; await page().keyboard.press('Escape')) {
      await page().keyboard.press('F1');
      await page().locator('.quick-input-widget:visible input.input').fill('>Backprop: Step');
      await page().getByText('Backprop: Step Back', { exact: true }).waitFor();
      offered = await page().getByText('Backprop: Step Into', { exact: true }).count();
    }
    const refused = await workbench()
      .execute('backprop.stepInto')
      .catch((error: Error) => error.message);
    match(String(refused), /Training diverged in update 17\d: SSR is Infinity/);
    equal(await page().locator('.notification-toast').count(), 0);
  });
});
