// Whatever is cut, pasted or typed halfway: what VS Code is given lies in the text, of every kind that it asks for.
import * as vscode from 'vscode';
import { ok } from '../../assert';
import { article, newArticle, until } from '../networks';

const pieces = ['{', ']', '"', ',', '//', '/*', '-', 'NaN', '\n', '"weights": [[', '"layers": []', '"w3"', '.5', '\\'];

/** The same edits in every run: mulberry32. */
function drawn(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) % below;
  };
}

type Place = vscode.Range | vscode.Position;

/** Everything in an answer that is a range or a position of the file. */
function placesIn(value: unknown, uri: vscode.Uri, seen = new Set<unknown>()): Place[] {
  if (typeof value !== 'object' || value === null || seen.has(value)) return [];
  seen.add(value);
  if (value instanceof vscode.Range || value instanceof vscode.Position) return [value];
  const here = (other: vscode.Uri): boolean => other.toString() === uri.toString();
  if (value instanceof vscode.WorkspaceEdit) {
    return value.entries().flatMap(([file, edits]) => (here(file) ? edits.map(({ range }) => range) : []));
  }
  if (value instanceof vscode.Location && !here(value.uri)) return [];
  const { targetUri, originSelectionRange } = value as Partial<vscode.LocationLink>;
  if (targetUri && !here(targetUri)) return originSelectionRange ? [originSelectionRange] : [];
  return Object.values(value).flatMap((item) => placesIn(item, uri, seen));
}

const ask = async (command: string, ...args: unknown[]): Promise<unknown> => {
  try {
    return await vscode.commands.executeCommand(`vscode.${command}`, ...args);
  } catch (error) {
    // What cannot be renamed is refused with a reason.
    ok(/Rename|renam/.test(command), `${command}: ${String(error)}`);
    return undefined;
  }
};

describe('a network that is cut and pasted at random', () => {
  afterEach(() => vscode.commands.executeCommand('workbench.action.closeAllEditors'));

  it('is given no place outside of its text', async function () {
    this.timeout(90_000);
    const uri = await newArticle({ trainable: ['w3'], layers: article.layers });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document);
    const whole = document.getText();
    let places = 0;
    const below = drawn(20261124);
    const inside = (what: string, value: unknown): void => {
      for (const place of placesIn(value, uri)) {
        places++;
        const valid = place instanceof vscode.Range ? document.validateRange(place) : document.validatePosition(place);
        ok(
          JSON.stringify(valid) === JSON.stringify(place),
          `${what}: ${JSON.stringify(place)} in\n${document.getText()}`,
        );
      }
    };
    for (let round = 0; round < 25; round++) {
      const length = below(40);
      const offset = below(whole.length - length);
      const text = whole.slice(0, offset) + pieces[below(pieces.length)] + whole.slice(offset + length);
      const edit = new vscode.WorkspaceEdit();
      edit.replace(uri, new vscode.Range(0, 0, document.lineCount, 0), text);
      await vscode.workspace.applyEdit(edit);
      await until(() => document.getText() === text, 'the edit');
      const all = new vscode.Range(0, 0, document.lineCount, 0);
      const at = document.positionAt(below(text.length));
      const end = document.positionAt(text.length);
      for (const [what, ...args] of [
        ['executeHoverProvider', uri, at],
        ['executeCompletionItemProvider', uri, at],
        ['executeDefinitionProvider', uri, at],
        ['executeReferenceProvider', uri, at],
        ['prepareRename', uri, at],
        ['executeDocumentRenameProvider', uri, at, 'another'],
        ['executeDocumentSymbolProvider', uri],
        ['executeLinkProvider', uri],
        ['executeCodeLensProvider', uri, 20],
        ['executeInlayHintProvider', uri, new vscode.Range(new vscode.Position(0, 0), end)],
        ['executeCodeActionProvider', uri, all],
      ] as const) {
        inside(what, await ask(what, ...args));
      }
      await vscode.commands.executeCommand('backprop.formatNetwork', uri);
    }
    await vscode.commands.executeCommand('workbench.action.files.revert');
    ok(places > 500, `${places} places`);
  });
});
