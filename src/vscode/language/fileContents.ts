/** What files hold now: the unsaved text of an open editor before what is on disk, the same bytes as long as nothing changes. */
import * as vscode from 'vscode';
import type { GivenFile } from '../../document/elsewhere/messages';

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

  /** Bytes of a data file, before it is read; rejects where there is none. */
  async size(uri: vscode.Uri): Promise<number> {
    const open = openDocument(uri);
    if (open?.isDirty) return (await this.bytes(uri)).length;
    const { size } = await vscode.workspace.fs.stat(uri);
    // Some file systems do not say.
    return size > 0 ? size : (await this.bytes(uri)).length;
  }

  /** A data file for a worker: where the worker can read it from disk, not one byte of it comes by here. */
  async given(uri: vscode.Uri): Promise<GivenFile> {
    const open = openDocument(uri);
    if (!open?.isDirty && uri.scheme === 'file' && hasDisk()) return { kind: 'onDisk', path: uri.fsPath };
    const bytes = await this.bytes(uri);
    this.forget(uri);
    // A view of a larger buffer is copied: what is beside it belongs to others.
    return { kind: 'bytes', bytes: bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice() };
  }

  forget(uri: vscode.Uri): void {
    this.#kept.delete(uri.toString());
  }
}

/** Workers of Node see the same disk; those of a browser see none. */
function hasDisk(): boolean {
  return globalThis.process?.getBuiltinModule?.('node:worker_threads') !== undefined;
}
