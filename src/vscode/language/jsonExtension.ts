/** What VS Code's own JSON support shows of a network, so that nothing is shown twice. */
import * as vscode from 'vscode';

const JSON_EXTENSION = 'vscode.json-language-features';

/** Whether VS Code's JSON extension checks a file against its schema. */
export function jsonExtensionChecks(uri: vscode.Uri): boolean {
  if (!vscode.extensions.getExtension(JSON_EXTENSION)) return false;
  return vscode.workspace.getConfiguration('json', uri).get('validate.enable', true);
}
