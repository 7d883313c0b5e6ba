// Every state of the panel, in three widths and three themes: nothing breaks the policy, axe finds nothing.
import { deepEqual } from 'node:assert/strict';
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { PanelPage, PanelTheme } from './panelHarness/server';
import { states } from './panelHarness/states';
import { usePanel } from './panelHarness/usePanel';

declare global {
  interface Window {
    axe: { run: (options: RunOptions) => Promise<AxeResults> };
  }
}

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const themes: readonly PanelTheme[] = ['light', 'hc'];
const sizes: readonly (readonly [number, number])[] = [
  [1280, 900],
  [720, 900],
  [480, 900],
];

describe('the panel', () => {
  const open = usePanel();

  for (const { name, arrange } of states) {
    it(`is accessible in every width: ${name}`, async () => {
      const panel = await open();
      await arrange(panel);
      deepEqual(panel.complaints, []);
      for (const [width, height] of sizes) {
        await panel.page.setViewportSize({ width, height });
        await panel.settled();
        deepEqual(await violations(panel), [], `at ${width} px`);
      }
    }).timeout(180_000);

    for (const theme of themes) {
      it(`has enough contrast: ${name}, ${theme}`, async () => {
        const panel = await open({ theme });
        await arrange(panel);
        deepEqual(panel.complaints, []);
        deepEqual(await violations(panel, ['color-contrast']), []);
      }).timeout(120_000);
    }
  }
});

/** What axe finds: rule and elements. */
async function violations({ page }: PanelPage, rules?: string[]): Promise<(readonly [string, string[]])[]> {
  await page.evaluate(axe);
  const found = await page.evaluate((only) => window.axe.run(only ? { runOnly: only } : {}), rules);
  return found.violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 200))] as const);
}
