// The harness itself: a file can be opened, edited and saved, and the bridge answers.
import { equal, match } from 'node:assert/strict';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileUri, useWorkbench } from './workbench';

describe('the workbench', () => {
  const workbench = useWorkbench({ theme: 'light', folder: 'test/fixtures/smoke' });

  it('opens, edits and saves a file', async () => {
    await workbench().openFile('note.jsonc');
    await workbench().edit(2, 13, 14, '42');
    await workbench().save();
    const text = fs.readFileSync(path.join(workbench().workspace, 'note.jsonc'), 'utf8');
    match(text, /"answer": 42/);
  });

  it('shows a hover at a place of the file', async () => {
    equal((await workbench().hoverText(2, 5)).trim(), 'The answer.');
    await workbench().page.keyboard.press('Escape');
    equal((await workbench().hoverText(2, 6, 'mouse')).trim(), 'The answer.');
  });

  it('executes a command and returns its result', async () => {
    const uri = fileUri(path.join(workbench().workspace, 'note.jsonc'));
    const symbols = await workbench().execute<{ name: string }[]>('vscode.executeDocumentSymbolProvider', uri);
    equal(symbols[0].name, 'answer');
  });

  it('reads what a webview shows', async () => {
    await workbench().openFile('note.md');
    await workbench().runCommand('Markdown: Open Preview');
    await workbench().panel().getByRole('heading', { name: 'A note' }).waitFor();
  });

  it('runs a command although the focus is in a webview', async () => {
    await workbench().panel().getByText('The answer is known.').click();
    await workbench().runCommand('View: Close Editor');
    await workbench().page.locator('iframe.webview').waitFor({ state: 'detached' });
  });

  it('reads the Problems view', async () => {
    await workbench().openFile('note.jsonc');
    await workbench().edit(2, 3, 4, '');
    const problem = (await workbench().problems()).first();
    await problem.waitFor();
    match(await problem.innerText(), /\[Ln 2, Col \d+\]/);
    await workbench().runCommand('File: Revert File');
    await workbench().page.locator('.tab.dirty').waitFor({ state: 'detached' });
  });

  it('comes back after the window was reloaded', async () => {
    await workbench().reload();
    await workbench().page.locator('.tab.active[data-resource-name="note.jsonc"]').waitFor();
    await workbench().execute('workbench.action.closeAllEditors');
  });

  it('runs a command from the palette', async () => {
    await workbench().runCommand('View: Close All Editors');
    await workbench().page.locator('.tab').first().waitFor({ state: 'detached' });
  });
});
