// Edits of a run, what can be asked of it, and what can be written from it, as another extension calls it.
import * as vscode from 'vscode';
import type { Derivation } from '../../src/core/derivationTypes';
import type { Snapshot } from '../../src/training/snapshot';
import { deepEqual, equal, match, ok, rejects } from '../assert';
import { articleLayers, closeEditors, execute, newArticle, readFile, until, writeFile } from './networks';

type Columns = { update: number[]; loss: number[]; parameters: Record<string, number[]> };

describe('editing a run', () => {
  let uri: vscode.Uri;

  beforeEach(async () => {
    uri = await newArticle();
    await execute('open', uri);
  });
  after(closeEditors);

  it('setParameter changes the run from here on; undo and redo bring either future back', async () => {
    const first = await execute<Snapshot>('seek', uri, { update: 40 });
    await execute('seek', uri, { update: 10 });
    const edited = await execute<Snapshot>('setParameter', uri, { name: 'w4', value: -0.6 });
    equal(edited.parameters.w4, -0.6);
    equal(edited.update, 10);
    const second = await execute<Snapshot>('seek', uri, { update: 40 });
    ok(second.loss !== first.loss, 'the edit changed nothing');
    await execute('undo', uri);
    deepEqual((await execute<Snapshot>('seek', uri, { update: 40 })).parameters, first.parameters);
    await execute('redo', uri);
    deepEqual((await execute<Snapshot>('seek', uri, { update: 40 })).parameters, second.parameters);
  });

  it('setLearningRate: the next step is as large as it says', async () => {
    const { gradients, parameters } = await execute<Snapshot>('setLearningRate', uri, { value: 0.5 });
    const after = await execute<Snapshot>('stepOut', uri);
    equal(after.parameters.w3, (parameters.w3 as number) - 0.5 * (gradients?.w3 as number));
  });

  it('undo without an edit says so', async () => {
    await rejects(vscode.commands.executeCommand('backprop.undo', uri), /no edit to undo/);
  });

  it('derivation: the article’s sum as data', async () => {
    const derivation = await execute<Derivation>('derivation', uri, { name: 'w3' });
    equal(derivation.target, 'dSSR/dw3');
    equal(derivation.gradient.toFixed(4), '2.5761');
    deepEqual(
      derivation.samples.map(({ product }) => product.toFixed(4)),
      ['0.3084', '-0.8828', '3.1505'],
    );
    equal(derivation.move?.next.toFixed(4), '0.1024');
  });

  it('history: plain columns of what was asked for', async () => {
    await execute('run', uri, { updates: 10 });
    const { update, loss, parameters } = await execute<Columns>('history', uri, {
      names: ['w3'],
      from: 2,
      to: 8,
      every: 3,
    });
    deepEqual(update, [2, 5, 8]);
    deepEqual(Object.keys(parameters), ['w3']);
    const there = await execute<Snapshot>('seek', uri, { update: 5 });
    deepEqual([loss[1], parameters.w3[1]], [there.loss, there.parameters.w3]);
  });

  it('checkGradients: every derivative agrees with its central difference', async () => {
    const rows = await execute<{ name: string; relativeError: number }[]>('checkGradients', uri, {});
    deepEqual(
      rows.map(({ name }) => name),
      ['w1', 'b1', 'w2', 'b2', 'w3', 'w4', 'b3'],
    );
    for (const { name, relativeError } of rows) ok(relativeError < 1e-6, `${name}: ${relativeError}`);
  });

  const exports: readonly [format: string, holds: RegExp][] = [
    ['markdown', /dSSR\/dw₃ = 2\.5761/],
    ['latex', /\\begin\{document\}/],
    ['csv', /^update,SSR,w1,b1,w2,b2,w3,w4,b3\r\n0,1\.39/],
    ['pytorch', /import torch/],
    ['numpy', /import numpy/],
  ];
  for (const [format, holds] of exports) {
    it(`exportAs ${format}`, async () => {
      match((await execute<{ text: string }>('exportAs', uri, { format })).text, holds);
    });
  }

  it('exportAs refuses a format that there is not', async () => {
    await rejects(
      vscode.commands.executeCommand('backprop.exportAs', uri, { format: 'pdf' }),
      /'format' must be 'markdown' or 'latex' or 'csv' or 'pytorch' or 'numpy'; found "pdf"/,
    );
  });
});

describe('writeParameters', () => {
  after(closeEditors);

  const text = `{
  "dataset": { "columns": ["dose", "effectiveness"], "rows": [[0, 0], [0.5, 1], [1, 0]] },
  "inputs": ["dose"], "outputs": ["effectiveness"], // one of each
  "layers": ${JSON.stringify(articleLayers)},
  "loss": "ssr",
  /* only these learn */ "trainable": ["w3", "w4", "b3"],
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
}
`;

  it('changes only the numbers that differ, and one undo takes all of them back', async () => {
    const uri = await writeFile('written.nn.json', text);
    const { parameters } = await execute<Snapshot>('seek', uri, { update: 1 });
    const result = await execute<{ changed: number }>('writeParameters', uri);
    equal(result.changed, 3);
    const document = await vscode.workspace.openTextDocument(uri);
    const expected = text
      .replace('0.36', String(parameters.w3))
      .replace('0.63', String(parameters.w4))
      .replace('"biases":[0]', `"biases":[${String(parameters.b3)}]`);
    equal(document.getText(), expected);
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), text);
  });

  it('leaves the file as it is until it is saved', async () => {
    const uri = await writeFile('unsaved.nn.json', text);
    await execute('seek', uri, { update: 1 });
    await execute('writeParameters', uri);
    equal(await readFile(uri), text);
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('what is written is where a new session starts', async () => {
    const uri = await writeFile('continued.nn.json', text);
    const { parameters } = await execute<Snapshot>('seek', uri, { update: 3 });
    await execute('writeParameters', uri);
    await (await vscode.workspace.openTextDocument(uri)).save();
    const copy = await writeFile('continued-copy.nn.json', await readFile(uri));
    deepEqual((await execute<Snapshot>('open', copy)).parameters, parameters);
    await until(() => vscode.window.visibleTextEditors.every(({ document }) => !document.isDirty), 'saved');
  });
});
