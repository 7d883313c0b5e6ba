/** Which network a command means that names none: the focused panel's, else the active editor's, else the last used. */
import * as vscode from 'vscode';
import { looksLikeNetwork } from '../document/looksLikeNetwork';
import { Disposable } from './disposable';
import { NetworkDocuments } from './language/networkDocuments';

const LAST_USED = 'lastUsed';

export class ActiveNetwork extends Disposable {
  #focusedPanel: vscode.Uri | undefined;
  #lastUsed: vscode.Uri | undefined;
  readonly #onDidChange = this._register(new vscode.EventEmitter<void>());
  readonly onDidChange = this.#onDidChange.event;

  constructor(private readonly memento: vscode.Memento) {
    super();
    const last = memento.get<string>(LAST_USED);
    this.#lastUsed = last === undefined ? undefined : vscode.Uri.parse(last);
    this._register(vscode.window.onDidChangeActiveTextEditor(() => this.#onDidChange.fire()));
  }

  get current(): vscode.Uri | undefined {
    return this.#focusedPanel ?? this.#inEditor() ?? this.#lastUsed;
  }

  /**
   * The same for a command that is to do something: not the last one used where the editor shows another.
   * @throws Error where the editor shows a network that is not in a network file
   */
  get meant(): vscode.Uri | undefined {
    const document = vscode.window.activeTextEditor?.document;
    if (!this.#focusedPanel && document && !NetworkDocuments.isNetwork(document.uri)) refuseUnnamed(document);
    return this.current;
  }

  /** A command or the panel worked with this network. */
  use(uri: vscode.Uri): void {
    if (this.#lastUsed?.toString() === uri.toString()) return;
    this.#lastUsed = uri;
    void this.memento.update(LAST_USED, uri.toString());
    this.#onDidChange.fire();
  }

  /** A network is gone: it is no longer the last one used. */
  forget(uri: vscode.Uri): void {
    if (this.#lastUsed?.toString() !== uri.toString()) return;
    this.#lastUsed = undefined;
    void this.memento.update(LAST_USED, undefined);
    this.#onDidChange.fire();
  }

  /** The panel of a network got or lost the focus. */
  panelFocused(uri: vscode.Uri, focused: boolean): void {
    if (focused) this.#focusedPanel = uri;
    else if (this.#focusedPanel?.toString() === uri.toString()) this.#focusedPanel = undefined;
    this.#onDidChange.fire();
  }

  #inEditor(): vscode.Uri | undefined {
    const uri = vscode.window.activeTextEditor?.document.uri;
    return uri && NetworkDocuments.isNetwork(uri) ? uri : undefined;
  }
}

function refuseUnnamed(document: vscode.TextDocument): void {
  if (!looksLikeNetwork(document.getText())) return;
  const { uri, isUntitled } = document;
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  throw new Error(
    isUntitled
      ? `${name} holds a network, but is no file yet. Save it under a name that ends in .nn.json, then step through it.`
      : `${name} holds a network, but its name does not end in .nn.json. Rename it, then step through it.`,
  );
}
