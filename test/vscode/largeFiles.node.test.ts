// Large files in VS Code: workers read and parse them, and the extension host does not even look at them.
import * as inspector from 'node:inspector/promises';
import * as v8 from 'node:v8';
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/training/snapshot';
import { equal, ok } from '../assert';
import { article, closeEditors, execute, until, writeFile } from './networks';

/**
 * How many literals of JSON, and how many cells of data, the extension host has read itself while something was done. V8
 * does not count the calls of a function that it optimizes, which therefore has to wait.
 */
async function itemsRead(work: () => Promise<unknown>): Promise<{ literals: number; cells: number }> {
  const optimize = (no: 'no-' | '') => ['opt', 'maglev'].forEach((flag) => v8.setFlagsFromString(`--${no}${flag}`));
  optimize('no-');
  const session = new inspector.Session();
  session.connect();
  try {
    await session.post('Profiler.enable');
    await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });
    await work();
    const { result } = await session.post('Profiler.takePreciseCoverage');
    const bundle = vscode.Uri.joinPath(
      vscode.extensions.getExtension('backprop-stepper.backprop-stepper')!.extensionUri,
      'dist',
      'extension.js',
    );
    // Many extensions have a file of that name.
    const { functions } = result.find(({ url }) => url.endsWith(bundle.path))!;
    const calls = (name: string) =>
      functions.reduce((sum, { functionName, ranges }) => sum + (functionName === name ? ranges[0].count : 0), 0);
    // What parseJson.ts and ColumnBuilder call for each.
    return { literals: calls('onLiteralValue'), cells: calls('#push') };
  } finally {
    session.disconnect();
    optimize('');
  }
}

/** Files of other tests that are read again at the same time have hundreds of items at most, those here a hundred times as many. */
function fewRead({ literals, cells }: Awaited<ReturnType<typeof itemsRead>>): void {
  ok(literals < 20_000 && cells < 20_000, `${literals} literals, ${cells} cells`);
}

/** Not `newArticle`: data that it writes once more would be read again for networks of other tests. */
function network(name: string, change: object): Promise<vscode.Uri> {
  return writeFile(`${name}.nn.json`, JSON.stringify({ ...article, ...change }, null, 2));
}

describe('the extension host and large files', () => {
  after(closeEditors);

  it('data are neither read nor looked through here, whether opened, previewed or advised on', async () => {
    await writeFile('large.csv', `dose,effectiveness\n${'0.25,0.5\n0.75,0.125\n'.repeat(50_000)}`);
    const uri = await network('large-data', { dataset: 'large.csv', training: { batchSize: 32, updates: 100 } });
    const read = await itemsRead(async () => {
      await vscode.window.showTextDocument(uri);
      await execute('open', uri);
      await execute('run', uri, { updates: 50 });
      await execute('loadDataset', uri, { file: 'large.csv', inputs: ['dose'], outputs: ['effectiveness'] });
      await vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, new vscode.Range(0, 0, 9, 0));
    });
    fewRead(read);
  });

  it('a network is not parsed here, whatever is asked about it, and typing goes on', async () => {
    const random = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i) / 8);
    const weights = Array.from({ length: 64 }, () => random(784));
    const inputs = Array.from({ length: 784 }, (_, i) => `p${i}`);
    const uri = await network('large', {
      dataset: { columns: [...inputs, 'digit'], rows: [random(785), random(785)] },
      inputs,
      outputs: ['digit'],
      layers: [
        { activation: 'relu', weights },
        { units: 1, activation: 'identity' },
      ],
      training: {},
    });
    const read = await itemsRead(async () => {
      const document = await vscode.workspace.openTextDocument(uri);
      await vscode.window.showTextDocument(document);
      const { update, loss } = await execute<Snapshot>('open', uri);
      equal(update, 0);
      ok(Number.isFinite(loss));
      const text = document.getText();
      const at = document.positionAt(text.indexOf('"relu"') + 1);
      const hovers = await vscode.commands.executeCommand<vscode.Hover[]>('vscode.executeHoverProvider', uri, at);
      ok(hovers.length > 0, 'a hover');
      await vscode.commands.executeCommand('vscode.executeDocumentSymbolProvider', uri);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(at, at.translate(0, 4)), 'rleu');
      await vscode.workspace.applyEdit(edit);
      const problems = () => vscode.languages.getDiagnostics(uri).filter(({ code }) => code === 'unknown-name');
      const jsonShows = () => vscode.languages.getDiagnostics(uri).some(({ message }) => message.includes('relu'));
      await until(() => problems().length > 0 || jsonShows(), 'the misspelt name is told of');
    });
    fewRead(read);
  });

  it('small files are read in place, which shows that reading is seen', async () => {
    await writeFile('small.csv', 'dose,effectiveness\n0,0\n0.5,1\n1,0\n');
    const uri = await network('small', { dataset: 'small.csv' });
    const { literals, cells } = await itemsRead(() => execute('open', uri));
    ok(literals > 0 && cells > 0, `${literals} literals, ${cells} cells`);
  });
});
