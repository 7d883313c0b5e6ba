/** Network files as the debug protocol names them: paths on disk, URIs elsewhere (as in the browser). */
import * as vscode from 'vscode';

const URI = /^[a-z][a-z\d+.-]+:\/\//i;
const ABSOLUTE = /^([\\/]|[a-z]:[\\/])/i;

/** What a program or a source's path means; a relative path begins in the workspace folder. */
export function programUri(program: string, folder = vscode.workspace.workspaceFolders?.[0]): vscode.Uri {
  if (URI.test(program)) return vscode.Uri.parse(program);
  if (!ABSOLUTE.test(program) && folder) return vscode.Uri.joinPath(folder.uri, program);
  // `${file}` is a bare path in a folder that is not on disk, too.
  const isElsewhere = folder && folder.uri.scheme !== 'file';
  return isElsewhere ? folder.uri.with({ path: program }) : vscode.Uri.file(program);
}

export function sourcePath(uri: vscode.Uri): string {
  return uri.scheme === 'file' ? uri.fsPath : uri.toString();
}
