// Data of many rows in VS Code: read by a worker, and the extension host goes on meanwhile.
import * as vscode from 'vscode';
import type { Snapshot } from '../../src/training/snapshot';
import { equal, match, ok, rejects } from '../assert';
import { closeEditors, execute, newArticle, until, writeFile } from './networks';

/** 1.5 MB: beyond what is read in place. */
function manyRows(last: string): string {
  const rows = Array.from({ length: 100_000 }, (_, i) => `${(i % 1000) / 1000},${((i * 7) % 1000) / 1000}`);
  return `dose,effectiveness\n${rows.join('\n')}\n${last}`;
}

const training = { batchSize: 32, updates: 100 };

describe('large data', () => {
  after(closeEditors);

  it('is read by a worker and trained on; a changed text is read without reading the data again', async () => {
    await writeFile('many.csv', manyRows(''));
    const uri = await newArticle({ dataset: 'many.csv', training });
    equal((await execute<Snapshot>('open', uri)).update, 0);
    equal((await execute<Snapshot>('run', uri, { updates: 50 })).update, 50);
    const loss = (await execute<Snapshot>('snapshot', uri)).loss;
    ok(Number.isFinite(loss), String(loss));
  });

  it('its bad cells are shown where they are', async () => {
    await writeFile('bad.csv', manyRows('0.1,0.2\n0.3,oh\n'));
    const uri = await newArticle({ dataset: 'bad.csv', training });
    await rejects(execute('open', uri), /bad\.csv:100003:2: 'oh' is not a number/);
    await vscode.window.showTextDocument(uri);
    const data = vscode.Uri.joinPath(uri, '..', 'bad.csv');
    const found = () => vscode.languages.getDiagnostics(data);
    await until(() => found().length > 0, 'a diagnostic of the data');
    const [{ message, range }] = found();
    match(message, /'oh' is not a number/);
    equal(`${range.start.line}:${range.start.character}-${range.end.character}`, '100002:4-6');
  });

  it('data that change are read again', async () => {
    const data = await writeFile('changing.csv', manyRows('oh,1\n'));
    const uri = await newArticle({ dataset: 'changing.csv', training });
    await rejects(execute('open', uri), /changing\.csv:100002:1/);
    await vscode.workspace.fs.writeFile(data, new TextEncoder().encode(manyRows('1,1\n')));
    await until(
      () =>
        execute('open', uri).then(
          () => true,
          () => false,
        ),
      'the data are read again',
    );
  });
});
