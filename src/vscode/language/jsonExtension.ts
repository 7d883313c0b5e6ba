/** What VS Code's own JSON support shows of a network, so that nothing is shown twice. */
import * as vscode from 'vscode';

const JSON_EXTENSION = 'vscode.json-language-features';

/** Whether it is there, and shows the schema's words on hover. */
export function jsonExtensionIsThere(): boolean {
  return vscode.extensions.getExtension(JSON_EXTENSION) !== undefined;
}

/** Whether it checks a file against its schema. */
export function jsonExtensionChecks(uri: vscode.Uri): boolean {
  return jsonExtensionIsThere() && vscode.workspace.getConfiguration('json', uri).get('validate.enable', true);
}
