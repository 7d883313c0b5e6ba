/**
 * npm run bench:hover: how long hovers take in real VS Code, from the question to the answer, VS Code's own JSON support
 * included: 1-2-1 and 784-128-10 (ten thousand images). `-- --quick` takes fewer rounds.
 */

import * as os from 'node:os';
import { stopHost } from '../../ui/shared';
import { launchWorkbench } from '../../ui/workbench';
import { median, table } from '../panel/table';
import { digitsFolder } from './networks';
import { type Place, Places } from './places';

const args = process.argv.slice(2);
const rounds = args.includes('--quick') ? 5 : 25;

const small = 'dosage-all.nn.json';
const large = 'digits.nn.json';

/** The first row: what asking costs by itself. */
const rows: readonly (Place & { what: string; target: number | null })[] = [
  { what: 'Nothing to be said: the round trip of the bench', file: small, text: '  "name"', says: /^/, target: null },
  { what: '1-2-1: a weight', file: small, text: '3.34', says: /dSSR\/dw₁ = 0\.3739/, target: 50 },
  { what: '1-2-1: an activation', file: small, text: 'softplus', says: /Softplus, an activation/, target: 50 },
  { what: '1-2-1: a column', file: small, text: '"dose"', says: /In the data: numbers/, target: 50 },
  { what: '784-128-10: a weight, at its number', file: large, text: '0.0123', says: /dCE\/dW.* = /, target: 150 },
  { what: '784-128-10: a weight of layer 1', file: large, text: 'W[1][5,300]', says: /dCE\/dW.* = /, target: 150 },
  { what: '784-128-10: a column', file: large, text: 'r14c14', says: /In the data: numbers/, target: 150 },
  { what: '784-128-10: the data', file: large, text: 'digits.csv', says: /10000 rows/, target: 150 },
];

const workbench = await launchWorkbench({ width: 1280, height: 900, folder: digitsFolder() });
try {
  const places = new Places(workbench);
  const asking: (() => Promise<number>)[] = [];
  for (const row of rows) {
    if (rows.find(({ file }) => file === row.file) === row) await workbench.openFile(row.file);
    asking.push(await places.ready(row));
  }
  const times = rows.map((): number[] => []);
  for (let round = 0; round < rounds; round++) {
    for (const [index, ask] of asking.entries()) times[index].push(await ask());
  }
  const [cpu] = os.cpus();
  const machine = `${os.cpus().length} × ${cpu.model.trim()}, load ${os.loadavg()[0].toFixed(1)} at the end`;
  const measured = rows.map(({ what, target }, index) => ({ what, value: median(times[index]), unit: 'ms', target }));
  console.log(`Warm hovers. ${table(measured, machine, {})}`);
} catch (error) {
  console.error(`What was to be seen: ${await workbench.screenshot('bench-hover')}`);
  throw error;
} finally {
  await workbench.dispose();
  await stopHost();
}
