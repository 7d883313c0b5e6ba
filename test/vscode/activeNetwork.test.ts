// Which network a command means that names none.
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/training/snapshot';
import { equal, ok, rejects } from '../assert';
import { closeEditors, execute, newArticle, panelTabs, until, writeFile } from './networks';

const current = async () => (await execute<Snapshot>('snapshot')).uri;

describe('the network that a command means', () => {
  let first: vscode.Uri;
  let second: vscode.Uri;

  before(async () => {
    await closeEditors();
    // This file of tests comes first in the alphabet: no network has been used yet.
    await rejects(
      vscode.commands.executeCommand('backprop.snapshot'),
      /No network is open\. Open .*\.nn\.json.*, or start from a sample with “Backprop: New Network…”\./,
    );
    first = await newArticle({ name: 'first' });
    second = await newArticle({ name: 'second' });
  });
  after(closeEditors);

  it('open without any network: an empty panel that offers those of the workspace', async () => {
    equal(await vscode.commands.executeCommand('backprop.open'), null);
    await until(() => panelTabs().some(({ label }) => label === 'Backprop Stepper'), 'the empty panel');
  });

  it('the active editor’s', async () => {
    await vscode.window.showTextDocument(first);
    equal(await current(), first.toString());
    await vscode.window.showTextDocument(second);
    equal(await current(), second.toString());
  });

  it('that of the focused panel, although an editor of another network is open', async () => {
    await vscode.window.showTextDocument(second, { viewColumn: vscode.ViewColumn.Two });
    await vscode.window.showTextDocument(first, { viewColumn: vscode.ViewColumn.One });
    await execute('open', first.toString());
    await until(async () => (await current()) === first.toString(), 'the panel of the first has the focus');
    await vscode.window.showTextDocument(second, { viewColumn: vscode.ViewColumn.Two });
    equal(await current(), second.toString());
  });

  it('the last one used, where neither is there', async () => {
    await execute('stepOut', first.toString());
    await closeEditors();
    equal(await current(), first.toString());
  });

  it('not another one where the editor shows a network that is no network file: it is said what to do', async () => {
    const content = new TextDecoder().decode(await vscode.workspace.fs.readFile(second));
    const untitled = await vscode.workspace.openTextDocument({ language: 'json', content });
    await vscode.window.showTextDocument(untitled);
    const refused = /holds a network, but is no file yet\. Save it under a name that ends in \.nn\.json/;
    for (const command of ['open', 'stepInto', 'formatNetwork']) {
      await rejects(vscode.commands.executeCommand(`backprop.${command}`), refused);
    }
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
    const named = await writeFile('network-of-another-name.json', content);
    await vscode.window.showTextDocument(named);
    await rejects(vscode.commands.executeCommand('backprop.open'), /its name does not end in \.nn\.json\. Rename it/);
    await closeEditors();
    await vscode.workspace.fs.delete(named);
    // Any other text is none of it.
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument({ language: 'json', content: '{}' }));
    equal(await current(), first.toString());
    await vscode.commands.executeCommand('workbench.action.revertAndCloseActiveEditor');
  });

  it('each has its own panel, which is found again', async () => {
    await closeEditors();
    for (const uri of [first, second, first]) await execute('open', uri.toString());
    await until(() => panelTabs().length === 2, 'two panels');
    ok(panelTabs().every(({ label }) => label.startsWith('Stepper: test-')));
  });

  it('may be named as a URI, as text, as JSON, or as a path in the workspace', async () => {
    const path = vscode.workspace.asRelativePath(second, false);
    for (const name of [second, second.toString(), second.toJSON() as unknown, path]) {
      equal((await execute<Snapshot>('snapshot', name)).uri, second.toString());
    }
  });

  it('a step on a network that is not open yet brings its panel up', async () => {
    await closeEditors();
    const third = await newArticle();
    await execute('stepInto', third.toString());
    await until(() => panelTabs().length === 1, 'its panel');
  });
});
