/**
 * npm run bench: this project and its peers side by side. Options after `--`: --quick (seconds, rough), --write (puts the
 * tables into README.md), --only=W1,W2 and --who=playground,numpy (fewer of each), --no-scale (without the large files and
 * the long run).
 */

import * as fs from 'node:fs';
import * as os from 'node:os';
import { installed, npm, withProgress } from '../host/install.mts';
import { root, temporaryFolder } from '../host/paths.mts';
import { onExit } from '../host/processes.mts';
import { aloneTable, bundleTable, measured, scaleTable } from './alone';
import { bundles } from './bundles';
import { contestants } from './contestants';
import { lossComplaints, lossTable, speedTable, targetTable, withReport } from './report';
import { type Effort, measure, type Result } from './rounds';
import { workload, type WorkloadName, workloadNames } from './workloads';

/** This project, who always takes part. */
const ours = ['backpropStepper', 'withHistory'];

const thorough: Effort = { rounds: 7, seconds: 0.5, patience: 3 };
const quick: Effort = { rounds: 3, seconds: 0.05, patience: 0.5 };

/** The peers, in the cache: in a folder named after their versions. */
async function installPeers(): Promise<string> {
  const manifest = `${root}/test/bench/peers/package.json`;
  const { dependencies } = JSON.parse(fs.readFileSync(manifest, 'utf8')) as { dependencies: Record<string, string> };
  const versions = Object.entries(dependencies).map(([name, version]) => `${name.replace(/^.*\//, '')}-${version}`);
  return installed(`bench-${versions.join('-')}`, (folder) =>
    withProgress('Installing what is measured against', async () => {
      fs.copyFileSync(manifest, `${folder}/package.json`);
      await npm(folder, ['install']);
    }),
  );
}

function listed(args: readonly string[], option: string): string[] | undefined {
  return args
    .find((arg) => arg.startsWith(`--${option}=`))
    ?.slice(option.length + 3)
    .split(',');
}

function log(text: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\x1b[K${text}`);
}

async function main(): Promise<void> {
  const args = process.argv.slice(2);
  const effort = args.includes('--quick') ? quick : thorough;
  const scratch = temporaryFolder('bench');
  onExit(() => fs.rmSync(scratch, { recursive: true, force: true }));
  const who = listed(args, 'who');
  const all = contestants(await installPeers(), scratch);
  const chosen = all.filter(({ name }) => !who || ours.includes(name) || who.includes(name));
  const only = (listed(args, 'only') as WorkloadName[] | undefined) ?? workloadNames;
  const workloads = only.map(workload);
  const results = new Map<WorkloadName, readonly Result[]>();
  for (const one of workloads) results.set(one.name, await measure(chosen, one, effort, log));
  log('');
  const absent = [...results.values()].flat().filter(({ speed }) => speed === null);
  for (const reason of new Set(
    absent.map(({ contestant, remark }) => `${contestant.label} does not take part: ${remark}`),
  )) {
    console.error(reason);
  }
  const report: string[] = [];
  const tell = (...lines: readonly string[]) => {
    report.push(...lines, '');
    console.log(`${lines.join('\n')}\n`);
  };
  const machine = `${os.cpus()[0].model}, one thread, Node ${process.versions.node}`;
  tell(
    `Measured with \`npm run bench\` on ${machine}: medians over ${effort.rounds} interleaved rounds of processor time.`,
  );
  tell(...workloads.map(({ name, words }) => `- **${name}**: ${words}`));
  tell(speedTable(workloads, results));
  tell(targetTable(workloads, results));
  console.log(`${lossTable(workloads, results)}\n`);
  const speeds = results.get('W1');
  if (speeds) {
    tell(aloneTable(speeds, { history: await measured('history'), explained: await measured('explained') }));
  }
  if (!args.includes('--no-scale')) {
    // One after the other: each is to have the machine to itself.
    tell(
      scaleTable({
        stopping: await measured('stopping'),
        longRun: await measured('longRun'),
        largeNetwork: await measured('largeNetwork'),
        shortNumbers: await measured('shortNumbers'),
        longNumbers: await measured('longNumbers'),
        peak: await measured('peak'),
      }),
    );
  }
  tell(bundleTable(await bundles(scratch)));
  if (args.includes('--write'))
    fs.writeFileSync('README.md', withReport(fs.readFileSync('README.md', 'utf8'), report.join('\n').trim()));
  const complaints = lossComplaints(workloads, results);
  for (const complaint of complaints) console.error(complaint);
  if (complaints.length > 0) process.exitCode = 1;
}

void main();
