/** What files hold now: the unsaved text of an open editor before what is on disk, the same bytes as long as nothing changes. */
import * as vscode from 'vscode';

interface Kept {
  readonly bytes: Uint8Array;
  /** The version of the editor's text; −1 where the bytes are from disk. */
  readonly version: number;
}

export function openDocument(uri: vscode.Uri): vscode.TextDocument | undefined {
  const key = uri.toString();
  return vscode.workspace.textDocuments.find((document) => document.uri.toString() === key);
}

export class FileContents {
  readonly #kept = new Map<string, Kept>();

  /** The text of an open editor, saved or not, else of the file on disk; rejects where there is none. */
  async text(uri: vscode.Uri): Promise<string> {
    const open = openDocument(uri);
    if (open) return open.getText();
    return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
  }

  /** The bytes of a data file; those of an editor only where it holds unsaved changes. Kept until `forget`. */
  async bytes(uri: vscode.Uri): Promise<Uint8Array> {
    const key = uri.toString();
    const open = openDocument(uri);
    const version = open?.isDirty ? open.version : -1;
    const kept = this.#kept.get(key);
    if (kept?.version === version) return kept.bytes;
    const bytes = open?.isDirty ? new TextEncoder().encode(open.getText()) : await vscode.workspace.fs.readFile(uri);
    this.#kept.set(key, { bytes, version });
    return bytes;
  }

  forget(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
  }
}
