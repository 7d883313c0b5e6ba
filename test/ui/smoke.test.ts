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

  it('runs a command from the palette', async () => {
    await workbench().runCommand('View: Close All Editors');
    await workbench().page.locator('.tab').waitFor({ state: 'detached' });
  });
});
