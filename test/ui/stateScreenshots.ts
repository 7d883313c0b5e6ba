/** Pictures of every state of the panel in every theme and width, and once at 200 %: into out/states, to be looked at. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../host/browser.mts';
import { root } from '../host/paths.mts';
import { PanelServer, type PanelTheme, type PanelView } from './panelHarness/server';
import { states, type PanelState } from './panelHarness/states';

interface Look extends PanelView {
  /** The picture's name is `<state>-<look>`. */
  readonly look: string;
}

const widths: readonly (readonly [name: string, width: number])[] = [
  ['wide', 1280],
  ['medium', 720],
  ['narrow', 480],
];

const looks: readonly Look[] = [
  ...(['dark', 'light', 'hc'] satisfies PanelTheme[]).flatMap((theme) =>
    widths.map(([name, width]): Look => ({ look: `${theme}-${name}`, theme, width, height: 900 })),
  ),
  { look: 'hcLight-wide', theme: 'hcLight', width: 1280, height: 900 },
  // Between the three widths, where things begin to touch; and a panel that is wide and low, below an open terminal.
  { look: 'dark-925', theme: 'dark', width: 925, height: 900 },
  { look: 'dark-610', theme: 'dark', width: 610, height: 900 },
  { look: 'dark-low', theme: 'dark', width: 1228, height: 700 },
  // What a window of 1440 × 900 shows at 200 %: half as many CSS pixels, each four real ones.
  { look: 'dark-zoom', theme: 'dark', width: 720, height: 450, deviceScaleFactor: 2 },
];

/** @param wanted parts of names of states and looks, as `loss dark-wide`; without any, everything */
export async function stateScreenshots(wanted: readonly string[]): Promise<void> {
  const folder = path.join(root, 'out', 'states');
  fs.mkdirSync(folder, { recursive: true });
  const isWanted = (file: string) => wanted.every((part) => file.includes(part));
  const [server, browser] = await Promise.all([PanelServer.start(), launchBrowser()]);
  try {
    for (const state of states) {
      for (const look of looks) {
        const name = `${state.name.replaceAll(' ', '-')}-${look.look}`;
        if (!isWanted(name)) continue;
        const file = path.join(folder, `${name}.png`);
        await picture(server, browser, state, look, file);
        console.log(path.relative(root, file));
      }
    }
  } finally {
    await browser.close();
    server.close();
  }
}

async function picture(server: PanelServer, browser: Browser, state: PanelState, look: Look, file: string) {
  const panel = await server.open(browser, look);
  try {
    await state.arrange(panel);
    await panel.settled();
    if (panel.complaints.length > 0) throw new Error(`${file}: ${panel.complaints.join('\n')}`);
    await panel.page.screenshot({ path: file, animations: 'disabled', caret: 'hide' });
  } finally {
    await panel.close();
  }
}
