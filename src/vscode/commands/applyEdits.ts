/** Edits of a document as one edit of the workspace, so that one undo takes them back. */
import * as vscode from 'vscode';
import type { TextEdit } from '../../document/problems';

/** Applies edits that all refer to the document as it is now, and shows it where it is not to be seen. */
export async function applyEdits(document: vscode.TextDocument, edits: readonly TextEdit[]): Promise<void> {
  if (edits.length === 0) return;
  const change = new vscode.WorkspaceEdit();
  for (const { offset, length, text } of edits) {
    const range = new vscode.Range(document.positionAt(offset), document.positionAt(offset + length));
    change.replace(document.uri, range, text);
  }
  if (!(await vscode.workspace.applyEdit(change))) throw new Error(`${document.fileName} could not be changed.`);
  const visible = vscode.window.visibleTextEditors.some((editor) => editor.document === document);
  if (!visible) await vscode.window.showTextDocument(document, { preview: false });
}
