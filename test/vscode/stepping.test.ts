// The stepping commands as another extension calls them, on the article's network: numbers, texts, places, refusals.
import { deepEqual, equal, rejects } from '../assert';
import * as vscode from 'vscode';
import { Network } from '../../src/core/network';
import { completeSettings, createState } from '../../src/core/optimizers';
import { Tape } from '../../src/core/tape';
import type { Snapshot } from '../../src/training/snapshot';
import { closeEditors, execute, newArticle, panelTabs, until } from './networks';

const initial = Float64Array.of(3.34, -3.53, -1.43, 0.57, 0.36, 0.63, 0);

/** The core's own tape of the article's first update. */
function articleTape(): Tape {
  const network = new Network({
    inputs: ['dose'],
    outputs: ['effectiveness'],
    layers: [
      { units: 2, activation: 'softplus', bias: true },
      { units: 1, activation: 'identity', bias: true },
    ],
    loss: 'ssr',
  });
  return new Tape({
    network,
    trainable: new Uint8Array(7).fill(1),
    data: { count: 3, inputs: Float64Array.of(0, 0.5, 1), outputs: Float64Array.of(0, 1, 0) },
    rows: Int32Array.of(0, 1, 2),
    parameters: initial,
    optimizer: {
      settings: completeSettings({ type: 'gradientDescent', learningRate: 0.1 }),
      step: 1,
      state: createState('gradientDescent', 7),
    },
  });
}

describe('stepping through the article’s network', () => {
  let uri: vscode.Uri;

  before(async () => {
    uri = await newArticle();
  });
  after(closeEditors);

  it('open: the published loss and derivatives, and a panel', async () => {
    const start = await execute<Snapshot>('open', uri.toString());
    equal(start.loss.toFixed(4), '1.3977');
    deepEqual([start.update, start.phase, start.operation, start.sample], [0, 'start', null, null]);
    const { w3, w4, b3 } = start.gradients as Record<string, number>;
    deepEqual(
      [w3, w4, b3].map((value) => value.toFixed(4)),
      ['2.5761', '1.2568', '1.8996'],
    );
    await until(() => panelTabs().length === 1, 'the panel');
  });

  it('stepInto: every operation of the update, with the core’s text and value, then the next start', async () => {
    const tape = articleTape();
    equal(tape.count, 64);
    for (let index = 0; index < tape.count - 1; index++) {
      const { operation, phase, sample } = await execute<Snapshot>('stepInto', uri.toString());
      const { text, value, target, phase: expected, sample: position } = tape.operation(index);
      deepEqual(operation, { index, count: 64, target, text, value });
      deepEqual([phase, sample], [expected, position < 0 ? null : { index: position, count: 3 }]);
    }
    const next = await execute<Snapshot>('stepInto', uri.toString());
    deepEqual([next.update, next.phase, next.operation], [1, 'start', null]);
    const { w3, w4, b3 } = next.parameters as Record<string, number>;
    deepEqual(
      [w3, w4, b3].map((value) => value.toFixed(4)),
      ['0.1024', '0.5043', '-0.1900'],
    );
  });

  it('stepBack: over the start of the update, and all the way back to the file’s values', async () => {
    const back = await execute<Snapshot>('stepBack', uri.toString());
    deepEqual([back.update, back.operation?.index], [0, 62]);
    for (let index = 62; index >= 0; index--) await execute('stepBack', uri.toString());
    const start = await execute<Snapshot>('snapshot', uri.toString());
    deepEqual([start.update, start.operation], [0, null]);
    deepEqual(start.parameters, { w1: 3.34, b1: -1.43, w2: -3.53, b2: 0.57, w3: 0.36, w4: 0.63, b3: 0 });
  });

  it('stepOver: to the end of each sample; stepOut: finishes the update', async () => {
    const places = [];
    for (let i = 0; i < 3; i++) {
      const { sample, operation } = await execute<Snapshot>('stepOver', uri.toString());
      places.push([sample?.index, operation?.index]);
    }
    const perSample = articleTape().operationsPerSample;
    deepEqual(
      places,
      [0, 1, 2].map((sample) => [sample, (sample + 1) * perSample - 1]),
    );
    const out = await execute<Snapshot>('stepOut', uri.toString());
    deepEqual([out.update, out.phase], [1, 'start']);
  });

  it('run, seek and reset: any update has the same bits however it is reached', async () => {
    const ran = await execute<Snapshot>('run', uri.toString(), { updates: 499 });
    equal(ran.update, 500);
    await execute('seek', uri.toString(), { update: 7, operation: 20 });
    const back = await execute<Snapshot>('seek', uri.toString(), { update: 500 });
    deepEqual(back, ran);
    const start = await execute<Snapshot>('reset', uri.toString());
    deepEqual([start.update, start.loss.toFixed(4)], [0, '1.3977']);
    deepEqual(await execute('seek', uri.toString(), { update: 500 }), ran);
  });

  it('run: to a condition, and without arguments to where the file says', async () => {
    await execute('reset', uri.toString());
    const { loss } = await execute<Snapshot>('run', uri.toString(), { until: { lossBelow: 0.5 } });
    equal(loss < 0.5, true);
    equal((await execute<Snapshot>('run', uri.toString())).update, 1000);
  });

  it('reverse: back to the start', async () => {
    equal((await execute<Snapshot>('reverse', uri.toString())).update, 0);
  });

  it('runTo: the next sample, the end of the update, an update, a loss', async () => {
    await execute('reset', uri.toString());
    const sample = await execute<Snapshot>('runTo', uri.toString(), { target: 'nextSample' });
    equal(sample.sample?.index, 0);
    equal((await execute<Snapshot>('runTo', uri.toString(), { target: 'endOfUpdate' })).update, 1);
    equal((await execute<Snapshot>('runTo', uri.toString(), { update: 40 })).update, 40);
    equal((await execute<Snapshot>('runTo', uri.toString(), { update: 3 })).update, 3);
    equal((await execute<Snapshot>('runTo', uri.toString(), { lossBelow: 0.9 })).loss < 0.9, true);
  });

  it('pause stops a run where it is, cancel goes back to where it began', async () => {
    await execute('seek', uri.toString(), { update: 5 });
    const running = execute<Snapshot>('run', uri.toString(), { updates: 1e9 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    const paused = await execute<Snapshot>('pause', uri.toString());
    equal(paused.update > 5, true);
    deepEqual(await running, paused);
    const again = execute<Snapshot>('run', uri.toString(), { updates: 1e9 });
    await new Promise((resolve) => setTimeout(resolve, 150));
    equal((await execute<Snapshot>('cancel', uri.toString())).update, paused.update);
    await again;
  });

  const refusals: readonly [command: string, input: object, message: RegExp][] = [
    ['seek', {}, /'update' is missing: it must be a whole number/],
    ['seek', { update: -1 }, /'update' must be a whole number, 0 or more; found -1/],
    ['seek', { update: 'ten' }, /'update' must be a whole number, 0 or more; found "ten"/],
    ['run', { updates: 0 }, /'updates' must be a whole number, 1 or more; found 0/],
    ['run', { until: {} }, /'until' needs 'lossBelow', 'gradientNormBelow', 'update' or 'breakpoint'/],
    ['runTo', { target: 'tomorrow' }, /'target' must be 'nextSample' or 'endOfUpdate' or 'selectedOperation'/],
    ['setParameter', { name: 'w3' }, /'value' is missing: it must be a number/],
    ['setParameter', { name: 'w9', value: 1 }, /w9/],
    ['setLearningRate', { value: Infinity }, /'value' must be a number; found Infinity/],
    ['derivation', { name: 'q1' }, /q1/],
    ['history', { every: 0 }, /'every' must be a whole number, 1 or more; found 0/],
  ];
  for (const [command, input, message] of refusals) {
    it(`${command} refuses ${JSON.stringify(input)}`, async () => {
      await rejects(vscode.commands.executeCommand(`backprop.${command}`, uri.toString(), input), message);
    });
  }

  it('refuses arguments that are no object', async () => {
    await rejects(vscode.commands.executeCommand('backprop.seek', uri.toString(), 5), /must be a JSON object; found 5/);
  });

  it('says of a file that it is no network', async () => {
    const other = uri.with({ path: uri.path.replace(/[^/]+$/, 'dosage-test.csv') });
    await rejects(
      vscode.commands.executeCommand('backprop.open', other),
      /is not a network: its name does not end in \.nn\.json/,
    );
  });

  it('rejects on a file with errors, with the first problem and its place, and starts nothing', async () => {
    const wrong = await newArticle({ loss: 'srr' });
    const opening = vscode.commands.executeCommand('backprop.stepInto', wrong);
    await rejects(opening, /^test-\w+-\d+\.nn\.json:\d+:\d+: /, /srr/);
  });
});
