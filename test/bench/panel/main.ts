/**
 * npm run bench:panel: what a person waits for, in real VS Code in a browser. `-- --write` puts the table into README.md
 * and keeps the figures for the next time, `-- --quick` takes fewer rounds.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { root } from '../../host/paths.mts';
import { stopHost } from '../../ui/shared';
import { launchWorkbench, type Workbench } from '../../ui/workbench';
import { activationTimes } from './activation';
import { gzippedPanel } from './bundle';
import { debugTime } from './debugging';
import { dragTimeline } from './drag';
import { openTimes } from './open';
import { longestPauses } from './pauses';
import { seekTimes, stepTimes } from './step';
import { type Figures, figures, type Measured, table, withTable } from './table';

const args = process.argv.slice(2);
const rounds = args.includes('--quick') ? 3 : 11;

async function measure(workbench: Workbench): Promise<Measured[]> {
  const activation = await activationTimes(workbench, Math.ceil(rounds / 2));
  const debugging = await debugTime(workbench, rounds);
  await workbench.execute('workbench.action.closeAllEditors');
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  const opened = await openTimes(workbench, rounds);
  const steps = await stepTimes(workbench, 10 * rounds);
  const drag = await dragTimeline(workbench, 100_000);
  const seeks = await seekTimes(workbench, 3 * rounds);
  const pauses = await longestPauses(workbench);
  const row = (what: string, value: number, unit: string, target: number | null = null): Measured => ({
    what,
    value,
    unit,
    target,
  });
  return [
    row('Activation: the extension’s code loaded and started', activation.warm, 'ms', 20),
    row('the same in the first window of a VS Code that has just started', activation.cold, 'ms'),
    row('From the command to the drawn panel, the first of a window', opened.first, 'ms'),
    row('From the command to the drawn panel, after that', opened.again, 'ms', 400),
    row('One step: from the key to the drawn result', steps.whole, 'ms', 16),
    row('of that, from the message in the panel to the drawn result', steps.inPanel, 'ms'),
    row('A click into the timeline of 100,000 updates: to the drawn result', seeks.whole, 'ms'),
    row('Dragging the timeline over 100,000 updates', drag.framesPerSecond, 'frames a second', 60),
    row('its longest frame', drag.longestFrame, 'ms', 50),
    row('From F5 to the debugger at the start of the network', debugging, 'ms'),
    row('Longest pause of the extension host by us: 10⁶ rows opened, drawn and advised on', pauses.rows.own, 'ms', 10),
    row('the same: a 784-128-10 network of 3 MB', pauses.network.own, 'ms', 10),
    row('the same: 5,000 updates of it', pauses.run.own, 'ms', 10),
    row(
      'Longest pause of the extension host by anybody in all that',
      Math.max(pauses.rows.all, pauses.network.all, pauses.run.all),
      'ms',
    ),
    row('Script and styles of the panel, gzipped', gzippedPanel() / 1024, 'KB', 250),
  ];
}

const workbench = await launchWorkbench({ width: 1440, height: 960 });
try {
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu.model.trim()}, load ${os.loadavg()[0].toFixed(1)} at the start`;
  const rows = await measure(workbench);
  const kept = path.join(root, 'test', 'bench', 'panel', 'last.json');
  const last = fs.existsSync(kept) ? (JSON.parse(fs.readFileSync(kept, 'utf8')) as Figures) : {};
  const text = table(rows, machine, last);
  console.log(text);
  const readme = path.join(root, 'README.md');
  if (args.includes('--write')) {
    fs.writeFileSync(readme, withTable(fs.readFileSync(readme, 'utf8'), text));
    fs.writeFileSync(kept, `${JSON.stringify(figures(rows), null, 2)}\n`);
  }
} catch (error) {
  console.error(`What was to be seen: ${await workbench.screenshot('bench-panel')}`);
  throw error;
} finally {
  await workbench.dispose();
  await stopHost();
}
