/** A million rows read: against papaparse, and how much memory that takes at its peak. */

import * as fs from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as os from 'node:os';
import * as path from 'node:path';
import Papa from 'papaparse';
import { parseDataset } from '../../../src/document/dataset/parseDataset';
import type { FromReader, ToReader } from '../../../src/document/elsewhere/messages';
import { serveReading } from '../../../src/document/elsewhere/serveReading';
import { memoryInUse } from './memory';
import { quantile } from './quantile';

const ROWS = 1_000_000;
const COLUMNS = 10;
const ROUNDS = 5;

export interface RowsMeasured {
  readonly fileBytes: number;
  /** Of the time and of the memory that papaparse takes for bare arrays of texts. */
  readonly time: number;
  readonly memory: number;
}

/** Numbers of `decimals` decimals, as texts. */
function csv(decimals: number): string {
  const rows = Array.from({ length: ROWS }, (_, row) =>
    Array.from({ length: COLUMNS }, (_, column) => (((row * (column + 7)) % 99_991) / 99_991).toFixed(decimals)).join(
      ',',
    ),
  );
  return `${Array.from({ length: COLUMNS }, (_, column) => `c${column}`).join(',')}\n${rows.join('\n')}\n`;
}

function weighed(read: () => unknown): { milliseconds: number; bytes: number } {
  const before = memoryInUse();
  const began = performance.now();
  const result = read();
  const milliseconds = performance.now() - began;
  const bytes = memoryInUse() - before;
  // Held until it has been weighed.
  if (result === undefined) throw new Error('Nothing was read.');
  return { milliseconds, bytes };
}

/** Both with everything that they keep: papaparse its text and cells, we the text and typed columns. */
export function rows(decimals: number): RowsMeasured {
  const bytes = new TextEncoder().encode(csv(decimals));
  const rounds = Array.from({ length: ROUNDS }, () => ({
    papa: weighed(() => Papa.parse<string[]>(new TextDecoder().decode(bytes))),
    ours: weighed(() => parseDataset(bytes, 'rows.csv')),
  }));
  const ratio = (of: (read: { milliseconds: number; bytes: number }) => number) =>
    quantile(
      rounds.map(({ papa, ours }) => of(ours) / of(papa)),
      0.5,
    );
  return {
    fileBytes: bytes.length,
    time: ratio(({ milliseconds }) => milliseconds),
    memory: ratio((read) => read.bytes),
  };
}

export interface PeakMeasured {
  /** Bytes that the process grew by at most, and that it keeps: text, columns and samples. */
  readonly peak: number;
  readonly kept: number;
}

/** What the reader's worker does with a file on disk, in a process that does nothing else. */
export async function peak(): Promise<PeakMeasured> {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backprop-bench-'));
  const file = path.join(folder, 'rows.csv');
  try {
    await writtenElsewhere(file);
    const before = memoryInUse();
    const resident = process.memoryUsage.rss();
    const answer = await read(file);
    const peakBytes = process.resourceUsage().maxRSS * 1024 - resident;
    const kept = memoryInUse() - before;
    if (answer.type !== 'network' || !answer.answer.setup) throw new Error(JSON.stringify(answer));
    return { peak: peakBytes, kept };
  } finally {
    fs.rmSync(folder, { recursive: true });
  }
}

/** Piece by piece, so that writing does not take as much as reading. */
async function writtenElsewhere(file: string): Promise<void> {
  const names = Array.from({ length: COLUMNS }, (_, column) => `c${column}`);
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${names.join(',')}\n`);
  for (let from = 0; from < ROWS; from += 1000) {
    const lines = Array.from({ length: 1000 }, (_, i) =>
      names.map((_name, column) => ((((from + i) * (column + 7)) % 99_991) / 99_991).toFixed(5)).join(','),
    );
    fs.writeSync(out, `${lines.join('\n')}\n`);
    await new Promise(setImmediate);
  }
  fs.closeSync(out);
}

function read(file: string): Promise<FromReader> {
  const text = JSON.stringify({
    dataset: 'rows.csv',
    inputs: Array.from({ length: COLUMNS - 1 }, (_, column) => `c${column}`),
    outputs: [`c${COLUMNS - 1}`],
    layers: [{ units: 1, activation: 'identity' }],
    loss: 'mse',
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
  });
  return new Promise((resolve) => {
    const hear: (message: ToReader) => void = serveReading((message) => {
      if (message.type === 'asks') hear({ type: 'given', id: message.id, file: { kind: 'onDisk', path: file } });
      else if (message.type !== 'progress') resolve(message);
    }, readFile);
    hear({ type: 'network', id: 1, text, parsed: false });
  });
}
