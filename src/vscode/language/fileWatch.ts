/** Tells when networks and data files change on disk: those of the workspace, and those that are opened from elsewhere. */
import * as vscode from 'vscode';
import { datasetFormats } from '../../document/dataset/paths';
import { Disposable } from '../disposable';

/** `nn.json` is among them: its last part is `json`. */
const PATTERN = `*.{${Object.keys(datasetFormats).join(',')}}`;

export class FileWatch extends Disposable {
  /** Folders outside of the workspace that are watched. */
  readonly #folders = new Set<string>();

  constructor(private readonly changed: (uri: vscode.Uri) => void) {
    super();
    this.#start(`**/${PATTERN}`);
  }

  /** Makes sure that a file is watched. */
  add(uri: vscode.Uri): void {
    if (vscode.workspace.getWorkspaceFolder(uri)) return;
    const folder = vscode.Uri.joinPath(uri, '..');
    if (this.#folders.has(folder.toString())) return;
    this.#folders.add(folder.toString());
    this.#start(new vscode.RelativePattern(folder, PATTERN));
  }

  #start(pattern: vscode.GlobPattern): void {
    const watcher = this._register(vscode.workspace.createFileSystemWatcher(pattern));
    this._register(watcher.onDidChange(this.changed));
    this._register(watcher.onDidCreate(this.changed));
    this._register(watcher.onDidDelete(this.changed));
  }
}
