// A million rows in VS Code: the extension host answers all the while, in reading and in training.
import * as fs from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Snapshot } from '../../src/training/snapshot';
import { equal, ok } from '../assert';
import { closeEditors, execute, newArticle, workspaceFile } from './networks';
import { note } from './report';

const ROWS = 1_000_000;
const COLUMNS = 10;

/** 80 MB. */
function writeRows(file: string): void {
  const names = Array.from({ length: COLUMNS }, (_, column) => `c${column}`);
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${names.join(',')}\n`);
  for (let from = 0; from < ROWS; from += 10_000) {
    const rows = Array.from({ length: 10_000 }, (_, i) =>
      names.map((_name, column) => (((from + i) * (column + 7)) % 9973) / 9973).map((value) => value.toFixed(5)),
    );
    fs.writeSync(out, `${rows.map((row) => row.join(',')).join('\n')}\n`);
  }
  fs.closeSync(out);
}

/** Milliseconds that the event loop stood still at most while something was done. */
async function longestPause(work: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  await work();
  delay.disable();
  return delay.max / 1e6;
}

/** Bytes that arrays of this thread grew by at most while something was done; what workers hold does not count. */
async function largestGrowth(work: () => Promise<unknown>): Promise<number> {
  const size = () => process.memoryUsage().arrayBuffers;
  const before = size();
  let most = before;
  const timer = setInterval(() => (most = Math.max(most, size())), 5);
  await work();
  clearInterval(timer);
  return most - before;
}

describe('a million rows', () => {
  const file = workspaceFile('million.csv').fsPath;
  before(() => writeRows(file));
  after(closeEditors);
  after(() => fs.rmSync(file));

  it('are read and trained on without a long pause of the extension host', async function () {
    this.timeout(60_000);
    const inputs = Array.from({ length: COLUMNS - 1 }, (_, column) => `c${column}`);
    const uri = await newArticle({
      dataset: 'million.csv',
      inputs,
      outputs: [`c${COLUMNS - 1}`],
      layers: [
        { units: 8, activation: 'tanh' },
        { units: 1, activation: 'identity' },
      ],
      optimizer: { type: 'gradientDescent', learningRate: 0.001 },
      training: { batchSize: 32, seed: 1, updates: 20_000 },
    });
    let began = performance.now();
    let grown = 0;
    const reading = await longestPause(async () => (grown = await largestGrowth(() => execute('open', uri))));
    const read = performance.now() - began;
    began = performance.now();
    const training = await longestPause(() => execute('run', uri));
    const trained = performance.now() - began;
    const { update, loss } = await execute<Snapshot>('snapshot', uri);
    note(
      `1,000,000 rows: opened in ${read.toFixed(0)} ms (longest pause ${reading.toFixed(1)} ms, ` +
        `${(grown / 1e6).toFixed(1)} MB in the host), ` +
        `${update} updates in ${trained.toFixed(0)} ms (longest pause ${training.toFixed(1)} ms)`,
    );
    equal(update, 20_000);
    ok(Number.isFinite(loss));
    const { size } = fs.statSync(file);
    ok(grown < size / 4, `the host held ${grown} bytes of ${size}: the file is read by the worker`);
    // Done in place, the pause would be all of the time that it takes.
    ok(reading < read / 2 && training < trained / 2, `${reading} of ${read} ms, ${training} of ${trained} ms`);
  });
});
