/** Lays a network file out, its matrices in columns; of a selection the matrices that it touches. */
import * as vscode from 'vscode';
import { formatNetwork, formatTables } from '../../document/language/format';
import { TextPositions } from './textPositions';

export const formatting: vscode.DocumentFormattingEditProvider & vscode.DocumentRangeFormattingEditProvider = {
  provideDocumentFormattingEdits(document, { tabSize, insertSpaces }) {
    const text = document.getText();
    const formatted = formatNetwork(text, { tabSize, insertSpaces });
    if (formatted === null || formatted === text) return [];
    // VS Code applies only what differs, so that the cursor stays where it is.
    const all = new vscode.Range(document.positionAt(0), document.positionAt(text.length));
    return [vscode.TextEdit.replace(all, formatted)];
  },

  provideDocumentRangeFormattingEdits(document, range, { tabSize, insertSpaces }) {
    const text = document.getText();
    const positions = new TextPositions(text);
    const offset = document.offsetAt(range.start);
    const within = { offset, length: document.offsetAt(range.end) - offset };
    return formatTables(text, within, { tabSize, insertSpaces }).map((edit) =>
      vscode.TextEdit.replace(positions.range(edit), edit.text),
    );
  },
};
