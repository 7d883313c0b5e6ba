// Settings, playing, dragging and writing, in VS Code itself: each against what VS Code's commands say.
import { deepEqual, equal, match } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Snapshot } from '../../src/training/snapshot';
import { useWorkbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';

describe('the panel in VS Code', () => {
  const workbench = useWorkbench({ width: 1440, height: 900 });
  const panel = () => workbench().panel();
  const page = () => workbench().page;
  const snapshot = () => workbench().execute<Snapshot>('backprop.snapshot');
  const value = (name: string) => panel().locator(`.params [data-parameter=${name}] .val`);
  const file = () => path.join(workbench().workspace, NETWORK);

  /** The workspace's settings, as a person's editor saves them. */
  const configure = (settings: Record<string, unknown>) => {
    const folder = path.join(workbench().workspace, '.vscode');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, 'settings.json'), JSON.stringify(settings));
  };

  const drag = async (name: string, distance: number) => {
    const { x, y, width, height } = (await value(name).boundingBox())!;
    await page().mouse.move(x + width / 2, y + height / 2);
    await page().mouse.down();
    await page().mouse.move(x + width / 2 + distance / 2, y + height / 2);
    await page().mouse.move(x + width / 2 + distance, y + height / 2);
    await page().mouse.up();
  };

  before(async () => {
    await workbench().runCommand('View: Toggle Primary Side Bar Visibility');
    await workbench().openFile(NETWORK);
    await workbench().runCommand('Backprop: Open Stepper');
    await value('w1').waitFor();
  });

  it('shows decimals and notation as the settings have them, as soon as they change', async () => {
    configure({ 'backprop.decimals': 2, 'backprop.notation': 'matrix' });
    await panel().locator('.params', { hasText: 'W⁽²⁾[1,1]' }).waitFor();
    const { parameters } = await snapshot();
    equal((await value('w3').innerText()).trim(), Number(parameters.w3).toFixed(2));
    configure({});
    await panel().locator('.params', { hasText: 'w₃' }).waitFor();
    equal((await value('w3').innerText()).trim(), Number(parameters.w3).toFixed(4));
  });

  it('plays at the speed of the settings, until a key takes over', async () => {
    configure({ 'backprop.autoplay': 50 });
    await panel().locator('.toolbar .play').click();
    await panel()
      .locator('.crumbs', { hasText: /op [2-9]\d\/64/ })
      .waitFor();
    await page().keyboard.press('F11');
    await panel().locator('.toolbar .play[aria-pressed=false]').waitFor();
    const { operation } = await snapshot();
    await page().waitForTimeout(200);
    deepEqual((await snapshot()).operation, operation);
    await panel()
      .locator('.crumbs', { hasText: `op ${operation!.index + 1}/64` })
      .waitFor();
    await workbench().execute('backprop.reset');
  });

  it('plays and stops from the command palette', async () => {
    configure({ 'backprop.autoplay': 50 });
    const pressed = (yes: boolean) => panel().locator(`.toolbar .play[aria-pressed=${yes}]`).waitFor();
    await workbench().runCommand('Backprop: Play or Stop Playing');
    await pressed(true);
    await panel()
      .locator('.crumbs', { hasText: /op [2-9]\d\/64/ })
      .waitFor();
    await workbench().runCommand('Backprop: Play or Stop Playing');
    await pressed(false);
    await workbench().execute('backprop.reset');
  });

  it('makes one edit of a drag, which undo takes back', async () => {
    await drag('w1', 40);
    await panel().locator('.toolbar [title="Undo edit"]').waitFor();
    equal((await snapshot()).parameters.w1, 3.74);
    await workbench().execute('backprop.undo');
    equal((await snapshot()).parameters.w1, 3.34);
  });

  it('asks before an edit discards another, where the settings say so', async () => {
    // The decimals show when VS Code has read the settings, which nothing else here would tell.
    configure({ 'backprop.confirmEdit': true, 'backprop.decimals': 3 });
    await value('w1')
      .filter({ hasText: /^\s*−?\d+\.\d{3}\s*$/ })
      .waitFor();
    await workbench().execute('backprop.seek', { update: 6 });
    await workbench().execute('backprop.setParameter', { name: 'w4', value: 0.25 });
    await workbench().execute('backprop.seek', { update: 3 });
    await panel()
      .locator('.crumbs', { hasText: /Update\s*4/ })
      .waitFor();
    const dialog = page().locator('.monaco-dialog-box');
    const { parameters: before } = await snapshot();
    await drag('w1', 40);
    match(await dialog.innerText(), /This edit discards your edit after this one\./);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    deepEqual((await snapshot()).parameters, before);
    await drag('w1', 40);
    await dialog.getByRole('button', { name: 'Edit', exact: true }).click();
    await dialog.waitFor({ state: 'detached' });
    await panel().locator('.timeline .mk.ed[title*="after update 3"]').waitFor();
    equal(Math.abs(Number((await snapshot()).parameters.w1) - Number(before.w1)) > 0.3, true);
    configure({});
  });

  it('writes the parameters into the file, formatting and comments kept, in one undo', async () => {
    const text = fs.readFileSync(file(), 'utf8');
    const { parameters } = await snapshot();
    await panel().getByRole('button', { name: 'Write Parameters to File' }).click();
    await page().locator(`.tab.active.dirty[data-resource-name="${NETWORK}"]`).waitFor();
    await workbench().save();
    const written = fs.readFileSync(file(), 'utf8');
    for (const name of ['w1', 'b1', 'w3', 'b3'])
      match(written, new RegExp(String(parameters[name]).replace('.', '\\.')));
    const bare = (json: string) => json.replace(/-?\d+(\.\d+)?(e-?\d+)?/g, '#');
    equal(bare(written), bare(text));
    await page().keyboard.press('ControlOrMeta+z');
    await workbench().save();
    equal(fs.readFileSync(file(), 'utf8'), text);
  });
});
