/** Which files are open, for people: VS Code keeps a document for a while after its last tab is closed. */
import * as vscode from 'vscode';
import { Disposable } from '../disposable';

export class OpenFiles extends Disposable {
  readonly #open = new Set<string>();
  readonly #onDidChange = this._register(new vscode.EventEmitter<vscode.Uri>());
  /** A file was opened, or closed. */
  readonly onDidChange = this.#onDidChange.event;

  constructor() {
    super();
    for (const { uri } of vscode.workspace.textDocuments) this.#open.add(uri.toString());
    this._register(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#opened(uri)));
    this._register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#closed(uri)));
    this._register(
      vscode.window.tabGroups.onDidChangeTabs(({ opened, closed }) => {
        for (const uri of opened.flatMap(filesOf)) this.#opened(uri);
        for (const uri of closed.flatMap(filesOf)) if (!hasTab(uri)) this.#closed(uri);
      }),
    );
  }

  has(uri: vscode.Uri): boolean {
    return this.#open.has(uri.toString());
  }

  #opened(uri: vscode.Uri): void {
    if (this.has(uri)) return;
    this.#open.add(uri.toString());
    this.#onDidChange.fire(uri);
  }

  #closed(uri: vscode.Uri): void {
    if (this.#open.delete(uri.toString())) this.#onDidChange.fire(uri);
  }
}

function hasTab(uri: vscode.Uri): boolean {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.flatMap(filesOf).some((other) => other.toString() === uri.toString());
}

/** The text files that a tab shows; none where it shows something else. */
function filesOf({ input }: vscode.Tab): vscode.Uri[] {
  if (input instanceof vscode.TabInputText) return [input.uri];
  return input instanceof vscode.TabInputTextDiff ? [input.original, input.modified] : [];
}
