/** npm run bench:scale: a million rows beside papaparse, ten million updates, a network file of 5 MB; prints a table. */

import * as v8 from 'node:v8';
import * as vm from 'node:vm';
import Papa from 'papaparse';
import { parseDataset } from '../../src/document/dataset/parseDataset';
import { parseNetwork } from '../../src/document/parse';
import { Session } from '../../src/training/session';
import { historyView } from '../../src/vscode/panel/view/historyView';
import { table } from './report';
import { setupOf, workload } from './workloads';

const ROWS = 1_000_000;
const COLUMNS = 10;
const ROUNDS = 3;
const UPDATES = 10_000_000;
const SEEKS = 1000;
/** Points across the panel. */
const WIDTH = 800;

v8.setFlagsFromString('--expose-gc');
const collect = vm.runInNewContext('gc') as () => void;

function memory(): number {
  collect();
  const { heapUsed, external } = process.memoryUsage();
  return heapUsed + external;
}

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

/** Numbers of `decimals` decimals, as texts. */
function csv(decimals: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => (((row * (column + 7)) % 99_991) / 99_991).toFixed(decimals)).join(
      ',',
    ),
  );
  return `${Array.from({ length: COLUMNS }, (_, column) => `c${column}`).join(',')}\n${rows.join('\n')}\n`;
}

interface Read {
  readonly milliseconds: number;
  readonly bytes: number;
}

function measured(read: () => unknown): Read {
  const before = memory();
  const began = performance.now();
  const result = read();
  const milliseconds = performance.now() - began;
  const bytes = memory() - before;
  // Held until it has been weighed.
  if (result === undefined) throw new Error('Nothing was read.');
  return { milliseconds, bytes };
}

/** Both with everything that they keep: papaparse its text and cells, we the text and typed columns. */
function reading(decimals: number): string[] {
  const bytes = new TextEncoder().encode(csv(decimals));
  const rounds = Array.from({ length: ROUNDS }, () => ({
    papa: measured(() => Papa.parse<string[]>(new TextDecoder().decode(bytes))),
    ours: measured(() => parseDataset(bytes, 'rows.csv')),
  }));
  const ratio = (of: (read: Read) => number) =>
    quantile(
      rounds.map(({ papa, ours }) => of(ours) / of(papa)),
      0.5,
    );
  const time = ratio(({ milliseconds }) => milliseconds);
  const size = ratio((read) => read.bytes);
  return [
    `10⁶ × ${COLUMNS} numbers of ${decimals} decimals (${(bytes.length / 1e6).toFixed(0)} MB), against papaparse`,
    `${time.toFixed(2)} × its time, ${size.toFixed(2)} × its memory`,
    '1.5 ×, 2 ×',
    time <= 1.5 && size <= 2 ? 'yes' : '**no**',
  ];
}

async function history(): Promise<string[][]> {
  const { training, ...rest } = setupOf(workload('W1'));
  const before = memory();
  const session = new Session('bench', { ...rest, training: { ...training, updates: null } }, {});
  let began = performance.now();
  await session.seek({ update: UPDATES });
  const run = performance.now() - began;
  const kept = memory() - before;
  const times: number[] = [];
  for (let i = 0; i < SEEKS; i++) {
    began = performance.now();
    await session.seek({ update: (i * 7_919_777) % UPDATES });
    times.push(performance.now() - began);
  }
  began = performance.now();
  const { update } = await historyView(session, WIDTH);
  const plotted = performance.now() - began;
  return [
    [
      'W1: 10⁷ updates run, and what they keep',
      `${(run / 1000).toFixed(1)} s, ${(kept / 1e6).toFixed(1)} MB`,
      '–',
      '–',
    ],
    [
      'any of them reached, with its snapshot',
      `${quantile(times, 0.5).toFixed(2)} ms (99 of 100 in ${quantile(times, 0.99).toFixed(1)} ms)`,
      '–',
      '–',
    ],
    [`all plotted in ${update.length} points`, `${plotted.toFixed(0)} ms, in slices`, '–', '–'],
  ];
}

/** Weights written out, as `backprop.writeParameters` does. */
function largeNetwork(): string {
  const row = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * 0.0437585453);
  const layer = (units: number, inputs: number, activation: string) => ({
    activation,
    weights: Array.from({ length: units }, () => row(inputs)),
    biases: row(units),
  });
  const inputs = Array.from({ length: 784 }, (_, i) => `p${i}`);
  return JSON.stringify(
    { dataset: 'digits.csv', inputs, outputs: ['digit'], layers: [layer(128, 784, 'relu'), layer(10, 128, 'softmax')] },
    null,
    2,
  );
}

function opening(): string[] {
  const text = largeNetwork();
  const times = Array.from({ length: ROUNDS }, () => measured(() => parseNetwork(text)).milliseconds);
  const size = (text.length / 1e6).toFixed(1);
  return [`a 784-128-10 file of ${size} MB read and checked`, `${quantile(times, 0.5).toFixed(0)} ms`, '–', '–'];
}

async function main(): Promise<void> {
  // The history first: what others leave behind must not be weighed with it.
  const rows = [...(await history()), opening(), reading(4), reading(16)];
  console.log(table(['at scale', 'measured', 'target', 'reached'], rows));
}

void main();
