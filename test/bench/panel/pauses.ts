/** How long the extension keeps the extension host from answering at most, while it does what is large. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileUri, type Workbench } from '../../ui/workbench';

/** Milliseconds without a turn of the event loop: whoever's, and what of it was this extension's. */
export interface Pause {
  readonly all: number;
  readonly own: number;
}

export interface Pauses {
  readonly rows: Pause;
  readonly network: Pause;
  readonly run: Pause;
}

const ROWS = 1_000_000;
const COLUMNS = 10;
const PIXELS = 784;

export async function longestPauses(workbench: Workbench): Promise<Pauses> {
  const file = (name: string) => path.join(workbench.workspace, name);
  writeRows(file('million.csv'));
  fs.writeFileSync(file('million.nn.json'), networkOfRows());
  fs.writeFileSync(file('pictures.csv'), pictures());
  fs.writeFileSync(file('large.nn.json'), largeNetwork());
  const during = async (work: () => Promise<unknown>): Promise<Pause> => {
    await workbench.execute('backpropTest.startPauses');
    await work();
    // What follows from it, such as drawing and advice, is a part of it.
    await workbench.page.waitForTimeout(1500);
    return workbench.execute<Pause>('backpropTest.stopPauses');
  };
  const open = (name: string) => async () => {
    await workbench.execute('vscode.open', fileUri(file(name)));
    await workbench.execute('backprop.open', fileUri(file(name)));
    await workbench.panel().locator('.network').waitFor();
  };
  const rows = await during(open('million.nn.json'));
  const network = await during(open('large.nn.json'));
  const run = await during(() => workbench.execute('backprop.run', fileUri(file('large.nn.json')), { updates: 5000 }));
  return { rows, network, run };
}

function writeRows(file: string): void {
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, `${names(COLUMNS).join(',')}\n`);
  for (let from = 0; from < ROWS; from += 10_000) {
    const lines = Array.from({ length: 10_000 }, (_, i) =>
      names(COLUMNS).map((_name, column) => ((((from + i) * (column + 7)) % 9973) / 9973).toFixed(5)),
    );
    fs.writeSync(out, `${lines.map((line) => line.join(',')).join('\n')}\n`);
  }
  fs.closeSync(out);
}

const names = (count: number): string[] => Array.from({ length: count }, (_, column) => `c${column}`);

const settings = {
  optimizer: { type: 'gradientDescent', learningRate: 0.01 },
  training: { batchSize: 32, updates: 100_000 },
};

function networkOfRows(): string {
  const [output, ...inputs] = names(COLUMNS).reverse();
  const layers = [
    { units: 8, activation: 'tanh' },
    { units: 1, activation: 'identity' },
  ];
  const network = { dataset: 'million.csv', inputs, outputs: [output], layers, loss: 'mse', ...settings };
  return JSON.stringify(network, null, 2);
}

function pictures(): string {
  const lines = Array.from({ length: 500 }, (_, row) =>
    [...names(PIXELS).map((_name, i) => ((row * i) % 17) / 17), row % 10].map((value) => value.toFixed(3)),
  );
  return [`${names(PIXELS).join(',')},digit`, ...lines.map((line) => line.join(','))].join('\n');
}

/** 784-128-10 with its weights written out, 3 MB. */
function largeNetwork(): string {
  const row = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * 0.0437585453);
  const layer = (units: number, inputs: number, activation: string) => ({
    activation,
    weights: Array.from({ length: units }, () => row(inputs)),
    biases: row(units),
  });
  const network = {
    dataset: 'pictures.csv',
    inputs: names(PIXELS),
    outputs: [{ column: 'digit', oneHot: true }],
    layers: [layer(128, PIXELS, 'relu'), layer(10, 128, 'softmax')],
    loss: 'crossEntropy',
    ...settings,
  };
  return JSON.stringify(network, null, 2);
}
