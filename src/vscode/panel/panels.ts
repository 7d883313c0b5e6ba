/** All panels: one per network and an empty one; opens them, finds them again, restores them after a reload. */
import * as vscode from 'vscode';
import { PANEL_TYPE } from '../commandIds';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { Panel } from './panel';
import { restoredUri, titleOf } from './restored';

/** URIs of the networks whose panels are open, for the case that a panel's own state is lost in an abrupt reload. */
const OPEN_PANELS = 'openPanels';

export class Panels extends Disposable implements vscode.WebviewPanelSerializer {
  readonly #panels = new Set<Panel>();
  #host: Host | undefined;
  readonly #openBefore: ReadonlySet<string>;

  constructor(
    private readonly extensionUri: vscode.Uri,
    private readonly memento: vscode.Memento,
  ) {
    super();
    this.#openBefore = new Set(memento.get<string[]>(OPEN_PANELS, []));
  }

  /** Panels and commands know each other: the last wire of the build. */
  attach(host: Host): void {
    this.#host = host;
    this._register(vscode.window.registerWebviewPanelSerializer(PANEL_TYPE, this));
  }

  /** Brings the network's panel up, or opens it. */
  show(uri: vscode.Uri, options: { readonly preserveFocus?: boolean } = {}): void {
    const preserveFocus = options.preserveFocus ?? false;
    const known = this.#find(uri) ?? this.#find(null);
    if (known) {
      known.open(uri);
      known.reveal(preserveFocus);
      return;
    }
    this.#add(this.#create(titleOf(uri.toString()), preserveFocus), uri);
  }

  /** A panel that offers the networks of the workspace. */
  showEmpty(): void {
    const known = this.#find(null);
    if (known) known.reveal(false);
    else this.#add(this.#create('Backprop Stepper', false), null);
  }

  /** Begins to play in the network's panel, which is brought up, or stops it. */
  togglePlay(uri: vscode.Uri): void {
    this.show(uri, { preserveFocus: true });
    this.#find(uri)?.togglePlay();
  }

  /** Asks the panel that has the focus to toggle the breakpoint there; @returns whether one has it */
  toggleBreakpoint(uri: vscode.Uri): boolean {
    return this.#find(uri)?.toggleBreakpoint() ?? false;
  }

  deserializeWebviewPanel(panel: vscode.WebviewPanel, state: unknown): Promise<void> {
    const candidates = [...this.#openBefore].filter((uri) => !this.#find(vscode.Uri.parse(uri)));
    const uri = restoredUri(state, panel.title, candidates);
    this.#add(panel, uri === null ? null : vscode.Uri.parse(uri));
    return Promise.resolve();
  }

  override dispose(): void {
    for (const panel of this.#panels) panel.dispose();
    super.dispose();
  }

  #find(uri: vscode.Uri | null): Panel | undefined {
    return [...this.#panels].find((panel) => panel.uri?.toString() === uri?.toString());
  }

  #create(title: string, preserveFocus: boolean): vscode.WebviewPanel {
    return vscode.window.createWebviewPanel(PANEL_TYPE, title, { viewColumn: vscode.ViewColumn.Active, preserveFocus });
  }

  #add(webviewPanel: vscode.WebviewPanel, uri: vscode.Uri | null): void {
    if (!this.#host) throw new Error('The panels are not attached yet.');
    webviewPanel.iconPath = vscode.Uri.joinPath(this.extensionUri, 'media', 'icon.svg');
    const panel = new Panel(this.#host, webviewPanel, {
      open: (other) => this.show(other),
      changed: () => this.#remember(),
      gone: () => {
        this.#panels.delete(panel);
        this.#remember();
      },
    });
    this.#panels.add(panel);
    if (uri) panel.open(uri);
  }

  #remember(): void {
    const uris = [...this.#panels].flatMap((panel) => (panel.uri ? [panel.uri.toString()] : []));
    void this.memento.update(OPEN_PANELS, uris);
  }
}
