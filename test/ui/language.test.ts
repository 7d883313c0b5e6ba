// A network file in the editor as a person sees it: lenses, hints, suggestions, advice, outline, the current number.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Theme } from '../host/settings.mts';
import { useWorkbench, type Workbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';

/** Line and column (from 1) of a text that stands in no comment. */
function placeOf({ workspace }: Workbench, text: string): [number, number] {
  const lines = fs.readFileSync(path.join(workspace, NETWORK), 'utf8').split('\n');
  const index = lines.findIndex((line) => !line.trimStart().startsWith('//') && line.includes(text));
  return [index + 1, lines[index].indexOf(text) + 1];
}

const lensesOf = ({ page }: Workbench) => page.locator('.codelens-decoration');

/** The text of the editor as it is drawn, hints and all, with plain blanks. */
async function drawn(workbench: Workbench): Promise<string> {
  const text = await workbench.editor().locator('.view-lines').innerText();
  return text.replaceAll('\u00a0', ' ');
}

/** Waits until the editor shows something: hints follow a moment later. */
async function untilDrawn(workbench: Workbench, wanted: RegExp): Promise<void> {
  for (let attempt = 0; attempt < 100 && !wanted.test(await drawn(workbench)); attempt++) {
    await workbench.page.waitForTimeout(100);
  }
  match(await drawn(workbench), wanted);
}

for (const theme of ['dark', 'light', 'hcDark'] as const satisfies readonly Theme[]) {
  describe(`a network file in the editor, ${theme}`, () => {
    const workbench = useWorkbench({
      theme,
      width: 2000,
      height: 800,
      settings: { 'editor.inlayHints.enabled': 'on' },
    });

    it('has lenses above the file and its layers, and names beside its numbers', async () => {
      await workbench().openFile(NETWORK);
      await lensesOf(workbench()).getByText('Step through: 2 layers, 7 parameters').waitFor({ timeout: 20_000 });
      equal(await lensesOf(workbench()).getByText('Layer 1: softplus, 1 → 2 · 4 parameters').count(), 1);
      await untilDrawn(workbench(), /\[\[w1: ?3\.34\], \[w2: ?-3\.53\]\]/);
      await workbench().screenshot(`language-hints-${theme}`);
    });

    it('highlights the numbers of the current operation, and says what the run makes of them', async () => {
      // A lens that is drawn anew between the button's going down and up takes no click.
      const panelTab = workbench().page.locator('.tab', { hasText: 'Stepper: dosage-all' });
      for (let attempt = 0; attempt < 5 && (await panelTab.count()) === 0; attempt++) {
        await lensesOf(workbench()).getByText('Step through').click();
        await panelTab.waitFor({ timeout: 3000 }).catch(() => undefined);
      }
      await workbench().panel().getByText('SSR').first().waitFor();
      await workbench().openFile(NETWORK);
      await workbench().execute('backprop.stepInto');
      // x1 = dose·w1 + b1: two numbers of the file.
      const marks = workbench().page.locator('.monaco-editor .cdr[class*="ced-"]');
      for (let attempt = 0; attempt < 50 && (await marks.count()) === 0; attempt++) {
        await workbench().page.waitForTimeout(100);
      }
      ok((await marks.count()) > 0, 'no number is highlighted');
      await workbench().execute('backprop.stepOut');
      const editors = workbench().page.locator('.monaco-editor .view-lines');
      await editors.getByText('→ 0.1024 · grad −1.2634').first().waitFor();
      // Of a line that holds many numbers no hint is cut off.
      await editors.getByText('→ 0.5231 · grad').first().waitFor();
      await workbench().execute('backprop.stepInto');
      await workbench().page.waitForTimeout(300);
      await workbench().screenshot(`language-session-${theme}`);
    });
  });
}

describe('a network file as it is written', () => {
  const workbench = useWorkbench({ theme: 'dark', width: 1400, height: 800 });
  const rows = () => workbench().page.locator('.suggest-widget.visible .monaco-list-row');

  before(async () => {
    await workbench().openFile(NETWORK);
    await lensesOf(workbench()).getByText('Step through').waitFor({ timeout: 20_000 });
  });

  it('advice is underlined, says why, and its mend is one click away', async () => {
    const [line, column] = placeOf(workbench(), '0.1 }');
    await workbench().edit(line, column, column + 3, '0.5');
    await workbench().page.locator('.squiggly-warning').first().waitFor();
    await workbench().goTo(line, column + 1);
    await workbench().page.keyboard.press('ControlOrMeta+.');
    const menu = workbench().page.locator('.action-widget');
    await menu.getByText('Change the learning rate to 0.06').waitFor();
    await menu.getByText('Switch off advice of this kind (learningRate)').waitFor();
    await workbench().screenshot('language-advice');
    await menu.getByText('Change the learning rate to 0.06').click();
    await untilDrawn(workbench(), /"learningRate": 0\.06 /);
    await workbench().page.locator('.squiggly-warning').waitFor({ state: 'detached' });
  });

  it('suggests the columns of the data and the data files of the folder', async () => {
    const [line, column] = placeOf(workbench(), '"dosage.csv"');
    await workbench().edit(line, column, column + '"dosage.csv"'.length, '');
    // The quote that is typed brings its other half and the suggestions.
    await workbench().type('"');
    await rows().filter({ hasText: 'sine.csv' }).first().waitFor();
    const labels = await rows().locator('.label-name').allInnerTexts();
    deepEqual(labels.filter((label) => label.endsWith('.csv')).sort(), ['dosage.csv', 'iris.csv', 'sine.csv']);
    await workbench().screenshot('language-completion');
    await rows().filter({ hasText: 'dosage.csv' }).first().click();
    await untilDrawn(workbench(), /"dataset": "dosage\.csv",/);
  });

  it('goes to the number of a symbol, layer by layer', async () => {
    await workbench().page.keyboard.press('ControlOrMeta+Shift+o');
    const list = workbench().page.locator('.quick-input-widget:visible .monaco-list-row');
    // Only the rows that fit are drawn: what is looked for is typed.
    const input = workbench().page.locator('.quick-input-widget:visible input.input');
    await input.fill('@Layer 1');
    await list.filter({ hasText: 'Layer 1' }).first().waitFor();
    await input.fill('@w1');
    await list.filter({ hasText: 'w1' }).first().waitFor();
    await workbench().screenshot('language-symbols');
    await workbench().page.keyboard.press('Escape');
  });

  it('the keys of Format Document keep the matrices, and nothing is asked', async () => {
    await workbench().editor().click();
    await workbench().page.keyboard.press('ControlOrMeta+Shift+i');
    await untilDrawn(workbench(), /"weights": \[\[(?:w1: ?)?3\.34\], \[(?:w2: ?)?-3\.53\]\]/);
    equal(await workbench().page.locator('.notification-toast').count(), 0);
  });

  it('F2 in the header of the data renames the column there and in the networks, and one undo takes all back', async () => {
    const { page, workspace } = workbench();
    const disk = (name: string): string => fs.readFileSync(path.join(workspace, name), 'utf8');
    const before = { data: disk('dosage.csv'), network: disk('dosage.nn.json') };
    await workbench().openFile('dosage.csv');
    await workbench().goTo(1, 2);
    await page.keyboard.press('F2');
    const box = page.locator('.rename-box .rename-input');
    await box.waitFor();
    equal(await box.inputValue(), 'dose');
    await box.fill('milligrams');
    await workbench().screenshot('language-rename-data');
    await page.keyboard.press('Enter');
    await untilDrawn(workbench(), /^milligrams,effectiveness/);
    const until = async (holds: () => boolean): Promise<void> => {
      for (let attempt = 0; attempt < 100 && !holds(); attempt++) await page.waitForTimeout(100);
    };
    // VS Code saves what a renaming has changed.
    await until(() => disk('dosage.csv') !== before.data && disk('dosage.nn.json') !== before.network);
    equal(disk('dosage.csv'), before.data.replace('dose', 'milligrams'));
    equal(disk('dosage.nn.json'), before.network.replace('["dose"]', '["milligrams"]'));
    await workbench().openFile('dosage.csv');
    await page.keyboard.press('ControlOrMeta+z');
    await untilDrawn(workbench(), /^dose,effectiveness/);
    // The other files of the step follow the one that is looked at.
    await page.locator('.tab.dirty[data-resource-name="dosage.nn.json"]').waitFor();
    await workbench().runCommand('File: Save All Files');
    await until(() => disk('dosage.nn.json') === before.network);
    equal(disk('dosage.nn.json'), before.network);
    equal(disk('dosage.csv'), before.data);
  });
});
