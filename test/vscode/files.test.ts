// New networks from samples, and choosing a dataset, as another extension calls them.
import * as vscode from 'vscode';
import { samples } from '../../src/document/samples';
import type { Snapshot } from '../../src/training/snapshot';
import { deepEqual, equal, match, ok, rejects } from '../assert';
import { closeEditors, execute, newArticle, readFile, until, workspaceFile, writeFile } from './networks';

type Created = { uri: string };

const inFolder = (folder: string, sample: string) =>
  execute<Created>('newNetwork', { sample, folder: workspaceFile(folder).toString() });

async function names(folder: string): Promise<string[]> {
  return (await vscode.workspace.fs.readDirectory(workspaceFile(folder))).map(([name]) => name).sort();
}

describe('newNetwork', () => {
  after(closeEditors);

  for (const { name } of samples) {
    it(`${name}: copied with its data, it runs`, async () => {
      const { uri } = await inFolder(`copies/${name}`, name);
      const { update, diverged } = await execute<Snapshot>('run', uri, { updates: 3 });
      deepEqual([update, diverged], [3, false]);
    });
  }

  it('an empty network runs, too', async () => {
    const { uri } = await inFolder('copies/empty', 'empty');
    equal((await execute<Snapshot>('run', uri, { updates: 2 })).update, 2);
  });

  it('never overwrites: the next one gets a number, and shares data that are the same', async () => {
    await inFolder('copies/twice', 'dosage');
    const second = await inFolder('copies/twice', 'dosage');
    match(second.uri, /dosage-2\.nn\.json$/);
    deepEqual(await names('copies/twice'), ['dosage-2.nn.json', 'dosage.csv', 'dosage.nn.json']);
  });

  it('puts other data of the same name aside, and refers to its own', async () => {
    await writeFile('copies/other/dosage.csv', 'a,b\n1,2\n');
    const { uri } = await inFolder('copies/other', 'dosage');
    deepEqual(await names('copies/other'), ['dosage-2.csv', 'dosage.csv', 'dosage.nn.json']);
    match(await readFile(vscode.Uri.parse(uri)), /"dataset": "dosage-2\.csv"/);
    equal(await readFile(workspaceFile('copies/other/dosage.csv')), 'a,b\n1,2\n');
    equal((await execute<Snapshot>('open', uri)).loss.toFixed(4), '1.3977');
  });

  it('says which samples there are', async () => {
    await rejects(
      vscode.commands.executeCommand('backprop.newNetwork', { sample: 'mnist' }),
      /'sample' must be 'dosage' or .* or 'empty'; found "mnist"/,
    );
  });
});

describe('loadDataset', () => {
  after(closeEditors);

  it('sets dataset, inputs and outputs in one edit, and leaves the rest as it is', async () => {
    await writeFile('flowers.csv', 'length,width,kind\n1,2,a\n3,4,b\n');
    const uri = await newArticle();
    const before = await readFile(uri);
    const input = { file: 'flowers.csv', inputs: ['length', 'width'], outputs: ['kind'] };
    deepEqual(await execute('loadDataset', uri, input), {
      uri: uri.toString(),
      dataset: 'flowers.csv',
      inputs: ['length', 'width'],
      outputs: ['kind'],
    });
    const document = await vscode.workspace.openTextDocument(uri);
    const after = JSON.parse(document.getText()) as Record<string, unknown>;
    deepEqual(after, {
      ...(JSON.parse(before) as object),
      dataset: 'flowers.csv',
      inputs: ['length', 'width'],
      outputs: [{ column: 'kind', oneHot: true }],
    });
    await vscode.window.showTextDocument(document);
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), before);
  });

  it('keeps the options that a dataset had, and finds a semicolon by itself', async () => {
    await writeFile('semicolons.csv', 'a;b\n1;2\n3;4\n');
    await writeFile('plain.csv', 'a,b\n1,2\n3,4\n');
    const uri = await newArticle({ dataset: { file: 'dosage-test.csv', normalize: 'standard' } });
    const columns = { inputs: ['a'], outputs: ['b'] };
    const dataset = async (file: string) => {
      await execute('loadDataset', uri, { file, ...columns });
      const text = (await vscode.workspace.openTextDocument(uri)).getText();
      return (JSON.parse(text) as { dataset: unknown }).dataset;
    };
    deepEqual(await dataset('plain.csv'), { file: 'plain.csv', normalize: 'standard' });
    const semicolons = (await dataset('semicolons.csv')) as { file: string; delimiter: string };
    deepEqual([semicolons.file, semicolons.delimiter], ['semicolons.csv', ';']);
  });

  it('fit: with the loss and the last layer that go with the outputs, in the same edit', async () => {
    await writeFile('kinds.csv', 'length,kind\n1,a\n3,b\n5,c\n');
    const uri = await newArticle();
    await execute('loadDataset', uri, { file: 'kinds.csv', inputs: ['length'], outputs: ['kind'], fit: true });
    const document = await vscode.workspace.openTextDocument(uri);
    const { loss, layers } = JSON.parse(document.getText()) as { loss: string; layers: { activation: string }[] };
    deepEqual([loss, layers[1]], ['crossEntropy', { units: 3, activation: 'softmax', init: 'xavierUniform' }]);
    equal((await execute<Snapshot>('run', uri, { updates: 2 })).update, 2);
  });

  it('newNetworkFromData: a network beside the data that runs, and never overwrites', async () => {
    const data = await writeFile('from-data/flowers.csv', 'length,width,kind\n1,20,a\n3,40,b\n5,10,a\n');
    const input = { inputs: ['length', 'width'], outputs: ['kind'] };
    const { uri } = await execute<Created>('newNetworkFromData', data, input);
    match(uri, /from-data\/flowers\.nn\.json$/);
    equal((await execute<Snapshot>('run', uri, { updates: 3 })).update, 3);
    match((await execute<Created>('newNetworkFromData', data, input)).uri, /flowers-2\.nn\.json$/);
    await rejects(
      vscode.commands.executeCommand('backprop.newNetworkFromData', data, { inputs: ['size'], outputs: ['kind'] }),
      /There is no column 'size'\. The columns are length, width, kind\./,
    );
  });

  it('says which columns there are', async () => {
    const uri = await newArticle();
    await rejects(
      vscode.commands.executeCommand('backprop.loadDataset', uri, {
        file: 'dosage-test.csv',
        inputs: ['x'],
        outputs: ['y'],
      }),
      /dosage-test\.csv has no column 'x'\. Its columns are dose, effectiveness\./,
    );
  });

  it('rejects on a file that is not there', async () => {
    const uri = await newArticle();
    await rejects(
      vscode.commands.executeCommand('backprop.loadDataset', uri, {
        file: 'nowhere.csv',
        inputs: ['x'],
        outputs: ['y'],
      }),
      /nowhere\.csv/,
    );
  });
});

describe('a network whose files change', () => {
  after(closeEditors);

  it('goes on with what it has, and starts with the new version only when told to', async () => {
    const uri = await newArticle();
    const { loss } = await execute<Snapshot>('open', uri);
    await writeFile(uri.path.slice(uri.path.lastIndexOf('/') + 1), (await readFile(uri)).replace('0.36', '0.5'));
    await new Promise((resolve) => setTimeout(resolve, 600));
    const still = await execute<Snapshot>('snapshot', uri);
    deepEqual([still.loss, still.parameters.w3], [loss, 0.36]);
    // Errors do not end it either.
    await writeFile(uri.path.slice(uri.path.lastIndexOf('/') + 1), '{ "layers": 5 }');
    await new Promise((resolve) => setTimeout(resolve, 600));
    equal((await execute<Snapshot>('stepOut', uri)).update, 1);
  });

  it('a file with errors starts once they are mended', async () => {
    const uri = await newArticle({ loss: 'srr' });
    await rejects(vscode.commands.executeCommand('backprop.open', uri), /srr/);
    await writeFile(uri.path.slice(uri.path.lastIndexOf('/') + 1), (await readFile(uri)).replace('srr', 'ssr'));
    await until(async () => {
      try {
        return (await execute<Snapshot>('snapshot', uri)).update === 0;
      } catch {
        return false;
      }
    }, 'a session on the mended file');
    ok((await execute<Snapshot>('snapshot', uri)).loss > 1);
  });
});
