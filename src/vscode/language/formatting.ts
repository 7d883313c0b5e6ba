/** Lays a network file out, its matrices in columns; where something is selected, the matrices that it touches. */
import * as vscode from 'vscode';
import { formatNetwork, formatTables } from '../../document/language/format';
import { networkOf } from '../commands/network';
import type { Handler } from '../commands/registry';
import { TextPositions } from './textPositions';

/**
 * A command, not a formatter: network files are JSON to VS Code, so Format Document would ask which of two formatters is
 * meant, and the answer would hold for every JSON file. Its keys run this instead where a network is open.
 */
export const formatCommand = {
  async 'backprop.formatNetwork'(host, call) {
    const uri = call.uri ?? openNetwork() ?? (await networkOf(host, call));
    const document = await vscode.workspace.openTextDocument(uri);
    const editor = vscode.window.visibleTextEditors.find((candidate) => candidate.document === document);
    const edits = editor && !editor.selection.isEmpty ? selected(editor) : whole(document, indentation(editor));
    if (edits.length === 0) return { changed: false };
    const edit = new vscode.WorkspaceEdit();
    edit.set(uri, edits);
    return { changed: await vscode.workspace.applyEdit(edit) };
  },
} satisfies Record<string, Handler>;

function openNetwork(): vscode.Uri | undefined {
  const uri = vscode.window.activeTextEditor?.document.uri;
  return uri?.path.endsWith('.nn.json') ? uri : undefined;
}

function indentation(editor: vscode.TextEditor | undefined): { tabSize: number; insertSpaces: boolean } {
  const { tabSize, insertSpaces } = editor?.options ?? {};
  return { tabSize: Number(tabSize ?? 2), insertSpaces: insertSpaces !== false };
}

function whole(document: vscode.TextDocument, options: ReturnType<typeof indentation>): vscode.TextEdit[] {
  const text = document.getText();
  const formatted = formatNetwork(text, options);
  if (formatted === null || formatted === text) return [];
  return [
    vscode.TextEdit.replace(new vscode.Range(document.positionAt(0), document.positionAt(text.length)), formatted),
  ];
}

function selected(editor: vscode.TextEditor): vscode.TextEdit[] {
  const { document, selection } = editor;
  const text = document.getText();
  const positions = new TextPositions(text);
  const offset = document.offsetAt(selection.start);
  const within = { offset, length: document.offsetAt(selection.end) - offset };
  return formatTables(text, within, indentation(editor)).map((edit) =>
    vscode.TextEdit.replace(positions.range(edit), edit.text),
  );
}
