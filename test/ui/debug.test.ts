// The debugger as a person uses it: F9, F5, F11, step back in the debug toolbar, the hover while paused, the panel beside.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Snapshot } from '../../src/training/snapshot';
import { root } from '../host/paths.mts';
import type { Theme } from '../host/settings.mts';
import { useWorkbench } from './workbench';

const NETWORK = 'dosage-all.nn.json';

/** Line and column (from 1) of a text in the sample. */
function placeOf(text: string): { line: number; column: number } {
  const lines = fs.readFileSync(path.join(root, 'media', 'samples', NETWORK), 'utf8').split('\n');
  const line = lines.findIndex((candidate) => !candidate.trimStart().startsWith('//') && candidate.includes(text));
  return { line: line + 1, column: lines[line].indexOf(text) + 1 };
}

for (const theme of ['dark', 'light', 'hcDark', 'hcLight'] as const satisfies readonly Theme[]) {
  describe(`the debugger as a person uses it, ${theme}`, () => {
    const workbench = useWorkbench({ theme, width: 1440, height: 900 });
    const page = () => workbench().page;
    const frames = () => page().locator('.debug-call-stack .monaco-list-row .stack-frame');
    const snapshot = () => workbench().execute<Snapshot>('backprop.snapshot');
    const topFrame = (text: RegExp | string) => frames().first().filter({ hasText: text }).waitFor();

    it('F9 sets a breakpoint at the second layer, F5 runs to it', async () => {
      await workbench().openFile(NETWORK);
      await workbench().goTo(placeOf('"activation": "identity"').line, 1);
      // VS Code learns a moment after the file is shown that breakpoints may be set in it.
      const glyph = page().locator('.codicon-debug-breakpoint, .codicon-debug-breakpoint-unverified').first();
      for (let attempt = 0; attempt < 10 && !(await glyph.isVisible()); attempt++) {
        await page().keyboard.press('F9');
        await glyph.waitFor({ timeout: 1000 }).catch(() => undefined);
      }
      await glyph.waitFor();
      await page().keyboard.press('F5');
      await page().locator('.debug-toolbar').waitFor();
      // It stands at the start; F5 again goes on to the breakpoint, where VS Code opens the debugger's views.
      await page().locator('.debug-top-stack-frame-line').first().waitFor();
      await page().keyboard.press('F5');
      await topFrame('predicted = y1·w3 + y2·w4 + b3');
      const { operation, sample } = await snapshot();
      deepEqual([operation?.target, sample?.index], ['predicted', 0]);
      await page().locator('.debug-top-stack-frame-line').first().waitFor();
    });

    it('F11 steps one operation, step back in the toolbar undoes it', async () => {
      const before = (await snapshot()).operation!.index;
      await page().keyboard.press('F11');
      await topFrame('residual = observed − predicted');
      equal((await snapshot()).operation?.index, before + 1);
      await page().locator('.debug-toolbar .codicon-debug-step-back').click();
      await topFrame('predicted = y1·w3');
      equal((await snapshot()).operation?.index, before);
    });

    it('shows the operation and the numbers in the Variables view', async () => {
      const rows = page().locator('.debug-variables .monaco-list-row');
      await rows.filter({ hasText: /^Operation$/ }).waitFor();
      await rows.filter({ hasText: /written out =\s*predicted = y₁·w₃ \+ y₂·w₄ \+ b₃ = / }).waitFor();
      await workbench().screenshot(`debug-${theme}`);
    });

    it('keeps the hover that explains the derivative while it is paused', async () => {
      const { line, column } = placeOf('0.36');
      const text = await workbench().hoverText(line, column + 1);
      await workbench().screenshot(`debug-hover-${theme}`);
      match(text, /dSSR\/dw₃ = 2\.5761/);
      await page().keyboard.press('Escape');
    });

    it('writes in the console what an expression is', async () => {
      await workbench().runCommand('Debug Console: Focus on Debug Console View');
      await page().keyboard.type('dSSR/dw3', { delay: 20 });
      await page().keyboard.press('Escape');
      await page().keyboard.press('Enter');
      await page().locator('.repl .evaluation-result', { hasText: '2.5761' }).waitFor();
      await workbench().screenshot(`debug-console-${theme}`);
    });

    it('follows the panel, which keeps the focus', async () => {
      await workbench().runCommand('Backprop: Open Stepper');
      const panel = workbench().panel();
      await panel.locator('.crumbs').getByText('Update').waitFor();
      const { index } = (await snapshot()).operation!;
      await page().keyboard.press('F11');
      await panel.locator('.crumbs .opn', { hasText: `op ${index + 2}/64` }).waitFor();
      await topFrame('residual = observed − predicted');
      await page().keyboard.press('F11');
      await panel.locator('.crumbs .opn', { hasText: `op ${index + 3}/64` }).waitFor();
      await topFrame('SSR += residual²');
      await workbench().screenshot(`debug-panel-${theme}`);
      const focused = await page().evaluate(() => document.activeElement?.tagName);
      equal(focused, 'IFRAME');
    });

    it('Shift+F5 leaves, and the session stays', async () => {
      const before = await snapshot();
      await workbench().runCommand('Debug: Stop');
      await page().locator('.debug-toolbar').waitFor({ state: 'hidden' });
      const { operation } = await snapshot();
      ok(operation);
      deepEqual(operation, before.operation);
    });
  });
}
