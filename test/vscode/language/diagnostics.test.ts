// What is wrong is said where it is: in networks and in their data, while typing and when files change on disk.
import * as vscode from 'vscode';
import { samples } from '../../../src/document/samples';
import { deepEqual, equal, ok } from '../../assert';
import { article, articleData, articleLayers, newArticle, until, workspaceFile, writeFile } from '../networks';

const ours = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === 'Backprop Stepper');

/** `line:start-end message`, lines and columns from 1. */
const told = ({ range: { start, end }, message }: vscode.Diagnostic): string =>
  `${start.line + 1}:${start.character + 1}-${end.character + 1} ${message}`;

async function show(uri: vscode.Uri): Promise<vscode.TextDocument> {
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document, { preview: false });
  return document;
}

async function replace(document: vscode.TextDocument, from: string, to: string): Promise<void> {
  const offset = document.getText().indexOf(from);
  ok(offset >= 0, `${from} is not in ${document.uri.path}`);
  const edit = new vscode.WorkspaceEdit();
  edit.replace(
    document.uri,
    new vscode.Range(document.positionAt(offset), document.positionAt(offset + from.length)),
    to,
  );
  await vscode.workspace.applyEdit(edit);
}

let count = 0;

/** A network of the article beside a data file of its own. */
async function newPair(data: string, change: object = {}): Promise<{ network: vscode.Uri; data: vscode.Uri }> {
  const name = `pair-${Date.now().toString(36)}-${++count}.csv`;
  return { data: await writeFile(name, data), network: await newArticle({ dataset: name, ...change }) };
}

async function fixesAt(uri: vscode.Uri, range: vscode.Range): Promise<vscode.CodeAction[]> {
  const actions = await vscode.commands.executeCommand<vscode.CodeAction[]>(
    'vscode.executeCodeActionProvider',
    uri,
    range,
    vscode.CodeActionKind.QuickFix.value,
  );
  return actions.filter(({ edit }) => edit !== undefined);
}

describe('diagnostics', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('are there for a network that is stepped through, although no editor shows it or its data', async () => {
    const { network, data } = await newPair(articleData);
    await vscode.commands.executeCommand('backprop.open', network);
    await vscode.workspace.fs.writeFile(data, new TextEncoder().encode(`${articleData}0.25,oops\n`));
    await until(() => ours(data).length === 1, 'the problem of the data');
    ok(ours(data)[0].message.includes("'oops' is not a number"), told(ours(data)[0]));
  });

  it('underline the wrong row of weights, and nothing once it is mended', async () => {
    const wrong = [articleLayers[0], { ...articleLayers[1], weights: [[0.36, 0.63, 1]] }];
    const uri = await newArticle({ layers: wrong });
    const document = await show(uri);
    await until(() => ours(uri).length === 1, 'the problem');
    const [{ message, code, range, severity }] = ours(uri);
    equal(message, 'Neuron 1 of layer 2 has 3 weights; the layer has 2 inputs (the 2 neurons of layer 1).');
    equal(code, 'weights-row-length');
    equal(severity, vscode.DiagnosticSeverity.Error);
    equal(document.getText(range).replace(/\s/g, ''), '[0.36,0.63,1]');
    await replace(document, document.getText(range), '[0.36, 0.63]');
    await until(() => ours(uri).length === 0, 'no problem');
  });

  const names: readonly [what: string, change: object, wrong: string, meant: string, message: string][] = [
    ['loss', { loss: 'srr' }, '"srr"', 'ssr', "'loss' must be ssr, "],
    [
      'activation',
      { layers: [{ ...articleLayers[0], activation: 'softplos' }, articleLayers[1]] },
      '"softplos"',
      'softplus',
      "'activation' of layer 1 must be identity, ",
    ],
    ['optimizer', { optimizer: { type: 'SGD' } }, '"SGD"', 'gradientDescent', "'type' of the optimizer must be "],
    ['property', { trainnable: ['w1'] }, '"trainnable"', 'trainable', "Unknown property 'trainnable'."],
  ];
  for (const [what, change, wrong, meant, message] of names) {
    it(`say of an unknown ${what} once, in our words, which one was meant, and mend it`, async () => {
      const uri = await newArticle(change);
      const document = await show(uri);
      await until(() => ours(uri).length > 0, 'the problem');
      // VS Code's JSON support takes its time.
      await new Promise((resolve) => setTimeout(resolve, 1000));
      const all = vscode.languages.getDiagnostics(uri);
      equal(all.length, 1, all.map(told).join('\n'));
      const [problem] = all;
      equal(document.getText(problem.range), wrong);
      ok(problem.message.startsWith(message), problem.message);
      ok(problem.message.endsWith(`Did you mean '${meant}'?`), problem.message);
      const [fix] = await fixesAt(uri, problem.range);
      equal(fix.title, `Change to '${meant}'`);
      await vscode.workspace.applyEdit(fix.edit!);
      ok(document.getText().includes(`"${meant}"`));
      await until(() => vscode.languages.getDiagnostics(uri).length === 0, 'no problem');
    });
  }

  it('leave to VS Code’s JSON support what it shows already, and mend it all the same', async () => {
    const uri = await newArticle({ optimizer: { type: 'gradientDescent', learningRate: '0.1' } });
    const document = await show(uri);
    await until(() => vscode.languages.getDiagnostics(uri).length > 0, 'a problem');
    await new Promise((resolve) => setTimeout(resolve, 500));
    const all = vscode.languages.getDiagnostics(uri);
    equal(all.length, 1, all.map(told).join('\n'));
    equal(document.getText(all[0].range), '"0.1"');
    const [fix] = await fixesAt(uri, all[0].range);
    await vscode.workspace.applyEdit(fix.edit!);
    ok(document.getText().includes('"learningRate": 0.1'));
    await until(() => vscode.languages.getDiagnostics(uri).length === 0, 'no problem');
  });

  it('offer the column that was meant as one edit', async () => {
    const uri = await newArticle({ inputs: ['dosage'] });
    const document = await show(uri);
    await until(() => ours(uri).length === 1, 'the problem');
    const [{ message, range }] = ours(uri);
    equal(message, "dosage-test.csv has no column 'dosage'. Its columns are dose, effectiveness. Did you mean 'dose'?");
    const before = document.getText();
    const [fix] = await fixesAt(uri, range);
    equal(fix.isPreferred, true);
    await vscode.workspace.applyEdit(fix.edit!);
    equal(document.getText(), before.replace('"dosage"', '"dose"'));
    await until(() => ours(uri).length === 0, 'no problem');
    await vscode.commands.executeCommand('undo');
    equal(document.getText(), before);
  });

  it('underline a typo in the data at its cell, also while it is not saved', async () => {
    const { network, data } = await newPair(articleData);
    await show(network);
    const document = await show(data);
    equal(ours(data).length, 0);
    await replace(document, '0.5,1', '0.5,abc');
    await until(() => ours(data).length === 1, 'the problem');
    const name = data.path.slice(data.path.lastIndexOf('/') + 1);
    equal(told(ours(data)[0]), `3:5-8 ${name}:3:2: 'abc' is not a number (column 'effectiveness').`);
    equal(ours(network).length, 0);
    await vscode.commands.executeCommand('undo');
    await until(() => ours(data).length === 0, 'no problem');
  });

  it('tell of data that change on disk, and of data that go', async () => {
    const { network, data } = await newPair(articleData);
    await show(network);
    await vscode.workspace.fs.writeFile(data, new TextEncoder().encode('dose,effectiveness\n0,zero\n'));
    await until(() => ours(data).length === 1, 'the problem', 10_000);
    await vscode.workspace.fs.delete(data);
    await until(() => ours(network).length === 1, 'that the file is gone', 10_000);
    ok(ours(network)[0].message.startsWith('There is no file'), ours(network)[0].message);
    equal(ours(data).length, 0);
    await vscode.workspace.fs.writeFile(data, new TextEncoder().encode(articleData));
    await until(() => ours(network).length === 0, 'that the file is back', 10_000);
  });

  it('tell of a network that changes on disk', async () => {
    const uri = await newArticle();
    await show(uri);
    const wrong = { ...article, trainable: ['w9'] };
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(JSON.stringify(wrong, null, 2)));
    await until(() => ours(uri).length === 1, 'the problem', 10_000);
    ok(ours(uri)[0].message.includes('w9'), ours(uri)[0].message);
  });

  it('are there for data whose network is not open, once for two networks, and go when nothing is open', async () => {
    const { data } = await newPair('dose,effectiveness\n0,x\n');
    await newArticle({ dataset: data.path.slice(data.path.lastIndexOf('/') + 1) });
    equal(ours(data).length, 0);
    await show(data);
    await until(() => ours(data).length > 0, 'the problem');
    await new Promise((resolve) => setTimeout(resolve, 500));
    equal(ours(data).length, 1);
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => ours(data).length === 0, 'no problem', 10_000);
  });

  it('go with a file that is deleted', async () => {
    const uri = await newArticle({ trainable: ['w9'] });
    await show(uri);
    await until(() => ours(uri).length === 1, 'the problem');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace.fs.delete(uri);
    await until(() => ours(uri).length === 0, 'no problem', 10_000);
  });

  it('refuse data outside of the workspace folder, whatever they are', async () => {
    for (const dataset of ['../secret.csv', '../../x']) {
      const uri = await newArticle({ dataset });
      await show(uri);
      await until(() => ours(uri).length === 1, 'the problem');
      ok(ours(uri)[0].message.includes('lies outside the workspace folder'), ours(uri)[0].message);
    }
  });

  it('offer the data file that was meant', async () => {
    const { data } = await newPair(articleData);
    const name = data.path.slice(data.path.lastIndexOf('/') + 1);
    const misspelt = `${name.slice(0, -4)}x.csv`;
    const uri = await newArticle({ dataset: misspelt });
    const document = await show(uri);
    await until(() => ours(uri).length === 1, 'the problem');
    equal(ours(uri)[0].message, `There is no file '${misspelt}' beside this one. Did you mean '${name}'?`);
    const [fix] = await fixesAt(uri, ours(uri)[0].range);
    equal(fix.title, `Change to '${name}'`);
    await vscode.workspace.applyEdit(fix.edit!);
    ok(document.getText().includes(`"dataset": "${name}"`), document.getText());
    await until(() => ours(uri).length === 0, 'no problem');
  });

  it('tell once of a misspelt category, at the list, and mend it there', async () => {
    const { network, data } = await newPair(`size,kind\n${'1,small\n2,large\n'.repeat(30)}`, {
      inputs: ['size'],
      outputs: [{ column: 'kind', oneHot: ['small', 'lagre'] }],
      layers: [{ units: 2, activation: 'softmax' }],
      loss: 'crossEntropy',
    });
    const document = await show(network);
    await show(data);
    await until(() => ours(network).length === 1, 'the problem');
    const [{ message, range }] = ours(network);
    equal(message, "The column 'kind' has no category 'lagre'. Its categories are small, large. Did you mean 'large'?");
    equal(document.getText(range), '"lagre"');
    equal(ours(data).length, 0);
    const [fix] = await fixesAt(network, range);
    await vscode.workspace.applyEdit(fix.edit!);
    await until(() => ours(network).length === 0, 'no problem');
  });

  it('take all numbers of a column of JSON out of their quotes at once', async () => {
    const name = `quoted-${Date.now().toString(36)}.json`;
    const data = await writeFile(name, '[{ "dose": "0", "effectiveness": 0 },\n{ "dose": "0.5", "effectiveness": 1 }]');
    const network = await newArticle({ dataset: name });
    await show(network);
    const document = await show(data);
    await until(() => ours(data).length === 1, 'the problem');
    const [problem] = ours(data);
    equal(
      told(problem),
      `1:12-15 ${name}:1:12: the 2 numbers of column 'dose' stand in quotes, which makes them texts: numbers stand without quotes.`,
    );
    const [fix] = await fixesAt(data, problem.range);
    await vscode.workspace.applyEdit(fix.edit!);
    equal(document.getText(), '[{ "dose": 0, "effectiveness": 0 },\n{ "dose": 0.5, "effectiveness": 1 }]');
    await until(() => ours(data).length === 0, 'no problem');
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('workbench.action.files.revert');
  });

  it('tell once of a quote that is never closed', async () => {
    const { network, data } = await newPair('dose,effectiveness\n0,0\n"0.5,1\n1,0\n');
    await show(network);
    await show(data);
    await until(() => ours(data).length > 0, 'the problem');
    equal(ours(data).length, 1, ours(data).map(told).join('\n'));
    ok(ours(data)[0].message.endsWith('a cell begins with a double quote that is never closed.'), told(ours(data)[0]));
  });

  it('find nothing in the samples', async () => {
    const uris = samples.map(({ file }) => workspaceFile(file));
    for (const uri of uris) await show(uri);
    // VS Code's JSON support takes its time.
    await new Promise((resolve) => setTimeout(resolve, 2000));
    const all = uris.flatMap((uri) =>
      vscode.languages.getDiagnostics(uri).map(({ message }) => `${uri.path}: ${message}`),
    );
    deepEqual(all, []);
  });

  it('say nothing of other files', async () => {
    const uri = await writeFile('other.json', '{ "trainable": ["w9"] }');
    await show(uri);
    await new Promise((resolve) => setTimeout(resolve, 500));
    equal(ours(uri).length, 0);
    await vscode.workspace.fs.delete(workspaceFile('other.json'));
  });
});
