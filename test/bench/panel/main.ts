/**
 * npm run bench:panel: how fast the panel is, in real VS Code in a browser. `-- --write` puts the table into README.md,
 * `-- --quick` takes fewer rounds.
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { root } from '../../host/paths.mts';
import { stopHost } from '../../ui/shared';
import { launchWorkbench, type Workbench } from '../../ui/workbench';
import { gzippedPanel } from './bundle';
import { dragTimeline } from './drag';
import { openTimes } from './open';
import { stepTimes } from './step';
import { type Measured, table, withTable } from './table';

const args = process.argv.slice(2);
const rounds = args.includes('--quick') ? 3 : 11;

async function measure(workbench: Workbench): Promise<Measured[]> {
  await workbench.runCommand('View: Toggle Primary Side Bar Visibility');
  const opened = await openTimes(workbench, rounds);
  const steps = await stepTimes(workbench, 10 * rounds);
  const drag = await dragTimeline(workbench, 100_000);
  return [
    {
      what: 'From the command to the drawn panel, the first of a window',
      value: opened.first,
      unit: 'ms',
      target: null,
    },
    { what: 'From the command to the drawn panel, after that', value: opened.again, unit: 'ms', target: 400 },
    { what: 'One step: from the key to the drawn result', value: steps.whole, unit: 'ms', target: 16 },
    {
      what: 'of that, from the message in the panel to the drawn result',
      value: steps.inPanel,
      unit: 'ms',
      target: null,
    },
    {
      what: 'Dragging the timeline over 100,000 updates',
      value: drag.framesPerSecond,
      unit: 'frames a second',
      target: 60,
    },
    { what: 'its longest frame', value: drag.longestFrame, unit: 'ms', target: 50 },
    { what: 'Script and styles of the panel, gzipped', value: gzippedPanel() / 1024, unit: 'KB', target: 250 },
  ];
}

const workbench = await launchWorkbench({ width: 1440, height: 960 });
try {
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu.model.trim()}, load ${os.loadavg()[0].toFixed(1)} at the start`;
  const text = table(await measure(workbench), machine);
  console.log(text);
  const readme = path.join(root, 'README.md');
  if (args.includes('--write')) fs.writeFileSync(readme, withTable(fs.readFileSync(readme, 'utf8'), text));
} catch (error) {
  console.error(`What was to be seen: ${await workbench.screenshot('bench-panel')}`);
  throw error;
} finally {
  await workbench.dispose();
  await stopHost();
}
