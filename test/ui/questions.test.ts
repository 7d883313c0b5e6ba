// Commands called from the palette ask for what they need, and show what they made.
import { deepEqual, equal, match } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Snapshot } from '../../src/training/snapshot';
import { useWorkbench } from './workbench';

describe('commands that ask', () => {
  const workbench = useWorkbench({ width: 1280, height: 1000 });
  const page = () => workbench().page;
  const panel = () => workbench().panel();
  const input = () => page().locator('.quick-input-widget:visible');
  const file = (name: string) => fs.readFileSync(path.join(workbench().workspace, name), 'utf8');

  it('New from Example: puts a sample beside the others and takes it up in the empty panel', async () => {
    await workbench().runCommand('Backprop: Open Stepper');
    await panel().getByRole('button', { name: 'New from Example' }).click();
    await workbench().pick('Dose and effectiveness');
    await page().getByRole('tab', { name: 'Stepper: dosage-2' }).waitFor();
    await panel().locator('.crumbs', { hasText: 'Start' }).waitFor();
    equal(file('dosage-2.nn.json'), file('dosage.nn.json'));
    const { uri, loss } = await workbench().execute<Snapshot>('backprop.snapshot');
    match(uri, /dosage-2\.nn\.json$/);
    equal(loss.toFixed(4), '1.3977');
  });

  it('Run to…: offers places, and asks for a number where it needs one', async () => {
    await workbench().runCommand('Backprop: Run to…');
    await workbench().pick('Update…');
    await input().locator('input.input').fill('1.5');
    await input().getByText('Updates are counted 0, 1, 2, …').waitFor();
    await workbench().answer('30');
    await panel()
      .locator('.crumbs', { hasText: /Update\s*31/ })
      .waitFor();
  });

  it('Explain Derivative…: selects the parameter in the panel', async () => {
    await workbench().runCommand('Backprop: Explain Derivative…');
    await workbench().pick('w4', 'w4');
    await panel().locator('.chain table.samples').getByText('dSSR/dw₄').first().waitFor();
  });

  it('Export as…: shows the text in an editor', async () => {
    await workbench().runCommand('Backprop: Export as…');
    await workbench().pick('NumPy');
    await page()
      .getByRole('tab', { name: /Untitled/ })
      .waitFor();
    match(await workbench().editor().innerText(), /import/);
    await workbench().runCommand('View: Revert and Close Editor');
  });

  it('Load Dataset…: asks for the file and its columns, and changes the network in one edit', async () => {
    await workbench().openFile('dosage-2.nn.json');
    await workbench().runCommand('Backprop: Load Dataset…');
    await workbench().pick('sine.csv');
    // Every column but the last is an input, the rest are outputs, unless one says otherwise.
    for (const question of ['Inputs', 'Outputs']) {
      await input().locator(`input[placeholder^=${question}]`).waitFor();
      await input().getByText('1 Selected').waitFor();
      await input().getByRole('button', { name: 'OK' }).click();
    }
    await page().locator('.tab.active.dirty').waitFor();
    await workbench().save();
    const text = file('dosage-2.nn.json');
    const lines = ['"dataset": "sine.csv"', '"inputs": ["x"]', '"outputs": ["y"]'];
    deepEqual(
      lines.filter((line) => !text.includes(line)),
      [],
    );
    equal(text.split('\n').length, file('dosage.nn.json').split('\n').length);
  });
});
