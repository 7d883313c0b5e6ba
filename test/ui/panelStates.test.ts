// Every state of the panel, in three widths and four themes: nothing breaks the policy, axe finds nothing, and the numbers
// are the session's.
import { deepEqual, equal, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { formatNumber, fullNumber } from '../../src/explain/numbers';
import type { PanelPage, PanelTheme } from './panelHarness/server';
import { states } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

declare global {
  interface Window {
    axe: { run: (options: RunOptions) => Promise<AxeResults> };
  }
}

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes: readonly PanelTheme[] = ['light', 'hc', 'hcLight'];
const sizes: readonly (readonly [number, number])[] = [
  [1280, 900],
  [720, 900],
  [480, 900],
];

describe('the panel', () => {
  const open = usePanel();

  for (const { name, arrange, decimals = 4 } of states) {
    it(`is true, and accessible in every width and theme: ${name}`, async () => {
      const panel = await open();
      await arrange(panel);
      deepEqual(panel.complaints, []);
      await showsTheSession(panel, decimals);
      for (const [width, height] of sizes) {
        await panel.page.setViewportSize({ width, height });
        await panel.settled();
        deepEqual(await violations(panel), [], `at ${width} px`);
      }
      await panel.page.setViewportSize({ width: 1280, height: 900 });
      for (const theme of themes) {
        await panel.setTheme(theme);
        deepEqual(await violations(panel, ['color-contrast']), [], theme);
      }
      deepEqual(panel.complaints, []);
    }).timeout(180_000);
  }
});

/** Every value, gradient and loss to be seen is the session's own, to its last digit on hover and copy. */
async function showsTheSession({ page }: PanelPage, decimals: number): Promise<void> {
  const snapshot = await page.evaluate(() => window.harness.session?.snapshot() ?? null);
  const shown = await page.evaluate(() => {
    const fullOf = (selector: string) =>
      [...document.querySelectorAll<HTMLElement>(selector)].map(
        (row) => [row.dataset.parameter!, row.querySelector<HTMLElement>('[data-full]')!.dataset.full!] as const,
      );
    const gradients = [...document.querySelectorAll<HTMLElement>('.params [data-parameter]')].flatMap((row) => {
      const bars = row.querySelector<HTMLElement>('.dv');
      return bars ? [[row.dataset.parameter!, bars.title] as const] : [];
    });
    return {
      values: [...fullOf('.params [data-parameter]'), ...fullOf('.net [data-parameter]')],
      gradients,
      loss: document.querySelector<HTMLElement>('.stat .big [data-full]')?.dataset.full,
    };
  });
  if (!snapshot || shown.loss === undefined) return deepEqual(shown.values, []);
  const isRunning = (await page.locator('.state.run').count()) > 0;
  if (!isRunning) equal(shown.loss, fullNumber(snapshot.loss));
  for (const [name, text] of shown.values) equal(text, fullNumber(Number(snapshot.parameters[name])), name);
  for (const [name, title] of shown.gradients) {
    const whole = formatNumber(Number(snapshot.gradients![name]), { decimals });
    ok(title.endsWith(`, whole ${whole}`), `${name}: ${title}, not ${whole}`);
  }
}

/** What axe finds: rule and elements. */
async function violations({ page }: PanelPage, rules?: string[]): Promise<(readonly [string, string[]])[]> {
  if (!(await page.evaluate(() => 'axe' in window))) await page.evaluate(axe);
  const found = await page.evaluate((only) => window.axe.run(only ? { runOnly: only } : {}), rules);
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))] as const);
}
