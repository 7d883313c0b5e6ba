/** One panel: its webview, what it shows, and how changes reach it. */
import * as vscode from 'vscode';
import type { ConditionProblem } from '../../protocol/breakpoints';
import type { FromPanel, ShownTab, ToPanel } from '../../protocol/messages';
import { Autoplay } from '../../training/autoplay';
import type { Session } from '../../training/session';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { positionAt, problemView } from '../problemText';
import { SessionDrawing } from './drawing';
import { createNonce, panelHtml } from './html';
import { handleIntent, type IntentTarget } from './intents';
import { networkChoices } from './networkChoices';
import { packed } from './packing';
import { changedBy, type SessionPart, sessionParts, type Shown, takesOver } from './parts';
import { Refresh } from './refresh';
import { panelSettings } from './settings';
import { runTarget } from './view/sessionView';
import { titleOf } from './restored';

/** What does not belong to the session, and the parts of it. */
type Part = 'settings' | 'playing' | 'problem' | 'changedOnDisk' | SessionPart;

const everything: readonly Part[] = ['settings', 'playing', 'problem', 'changedOnDisk', ...sessionParts];

/** A frame, and the pace of a run: at most 10 redraws a second. */
const FRAME_MS = 16;
const RUNNING_MS = 100;

export interface PanelOwner {
  open(uri: vscode.Uri): void;
  changed(): void;
  gone(): void;
}

export class Panel extends Disposable implements IntentTarget {
  #uri: vscode.Uri | null = null;
  #ready = false;
  #shown: Shown = { tab: 'history', width: 1280, operations: { from: 0, to: 200 }, samples: { from: 0, to: 100 } };
  readonly #drawing = new SessionDrawing(
    (message) => this.#post(message),
    (error) => this.#fail(error),
  );
  readonly #refresh: Refresh<Part>;
  #autoplay: Autoplay | undefined;

  constructor(
    readonly host: Host,
    private readonly webviewPanel: vscode.WebviewPanel,
    private readonly owner: PanelOwner,
  ) {
    super();
    this.#refresh = this._register(
      new Refresh<Part>(
        (parts) => this.#draw(parts),
        () => (this.#session()?.running ? RUNNING_MS : FRAME_MS),
        (error) => this.#fail(error),
      ),
    );
    this.#listen();
    webviewPanel.webview.options = {
      enableScripts: true,
      localResourceRoots: [this.#resource('dist'), this.#resource('media')],
    };
    webviewPanel.webview.html = this.#html();
  }

  get uri(): vscode.Uri | null {
    return this.#uri;
  }

  session(): Session {
    const session = this.#session();
    if (!session) throw new Error('No session is going on.');
    return session;
  }

  /** Shows a network here where the panel is empty or shows it already; else in a panel of its own. */
  open(uri: vscode.Uri): void {
    if (this.#uri && this.#uri.toString() !== uri.toString()) {
      this.owner.open(uri);
      return;
    }
    this.#uri = uri;
    this.webviewPanel.title = titleOf(uri.toString());
    this.owner.changed();
    this.host.active.use(uri);
    if (this.webviewPanel.active) this.host.active.panelFocused(uri, true);
    void this.#startSession(uri);
    this.#refresh.mark(...everything);
  }

  reveal(preserveFocus: boolean): void {
    this.webviewPanel.reveal(undefined, preserveFocus);
  }

  ready(): void {
    this.#ready = true;
    this.#refresh.mark(...everything);
  }

  show(tab: ShownTab, width: number): void {
    this.#shown = { ...this.#shown, tab, width };
    this.#refresh.mark('timeline', 'step', 'data', 'history');
  }

  showOperations(from: number, to: number): void {
    this.#shown = { ...this.#shown, operations: { from, to } };
    this.#refresh.mark('operations');
  }

  showSamples(from: number, to: number): void {
    this.#shown = { ...this.#shown, samples: { from, to } };
    this.#refresh.mark('data');
  }

  redraw(): void {
    this.#refresh.mark('step');
  }

  togglePlay(): void {
    this.play(!(this.#autoplay?.playing ?? false));
  }

  /** Begins or stops playing. */
  play(playing: boolean): void {
    const session = this.#session();
    if (!playing || !session) {
      this.#autoplay?.stop();
      return;
    }
    this.#autoplay ??= new Autoplay(session, {
      speed: () => panelSettings().autoplay,
      end: () => runTarget(session.setup),
      changed: () => this.#refresh.mark('playing'),
    });
    this.#autoplay.start();
  }

  conditionChecked(text: string, problem: ConditionProblem | null): void {
    this.#post({ type: 'conditionChecked', text, problem });
  }

  /** Toggles the breakpoint of what has the focus in the panel. @returns whether the panel has the focus and does so */
  toggleBreakpoint(): boolean {
    const isAsked = this.#ready && this.webviewPanel.active;
    if (isAsked) this.#post({ type: 'toggleBreakpoint' });
    return isAsked;
  }

  async goToProblem(): Promise<void> {
    if (!this.#uri) return;
    const state = await this.host.documents.get(this.#uri);
    const first = state.problems.find((problem) => problem.severity === 'error');
    if (!first) return;
    const inData = first.file === 'data' && state.dataUri !== null;
    const document = await vscode.workspace.openTextDocument(inData && state.dataUri ? state.dataUri : state.uri);
    const { line, column } = positionAt(document.getText(), first.range.offset);
    const start = new vscode.Position(line - 1, column - 1);
    const selection = new vscode.Selection(start, document.positionAt(document.offsetAt(start) + first.range.length));
    await vscode.window.showTextDocument(document, { selection });
  }

  #listen(): void {
    const { active, documents, sessions } = this.host;
    const mine = (uri: vscode.Uri) => uri.toString() === this.#uri?.toString();
    this._register(this.webviewPanel);
    this._register(this.webviewPanel.onDidDispose(() => this.#gone()));
    this._register(
      this.webviewPanel.onDidChangeViewState(() => {
        // A hidden webview is thrown away; it asks for everything when it comes back.
        if (!this.webviewPanel.visible) this.#ready = false;
        if (this.#uri) active.panelFocused(this.#uri, this.webviewPanel.active);
      }),
    );
    this._register(this.webviewPanel.webview.onDidReceiveMessage((message: FromPanel) => void this.#receive(message)));
    this._register(
      sessions.onDidStart((uri) => {
        if (!mine(uri)) return;
        this.#drawing.forget();
        this.#forgetPlaying();
        this.#refresh.mark(...everything);
      }),
    );
    this._register(sessions.onDidChange(({ uri, event }) => mine(uri) && this.#refresh.mark(...changedBy[event.type])));
    this._register(sessions.onDidChangeFiles((uri) => mine(uri) && this.#refresh.mark('problem', 'changedOnDisk')));
    this._register(
      documents.onDidChange((uri) => {
        if (!mine(uri)) return;
        this.#refresh.mark('problem');
        // Errors kept it from starting: perhaps they are mended.
        if (!this.#session()) void this.#startSession(uri);
      }),
    );
    this._register(
      vscode.workspace.onDidChangeConfiguration((change) => {
        if (change.affectsConfiguration('backprop')) this.#refresh.mark('settings');
      }),
    );
  }

  #forgetPlaying(): void {
    this.#autoplay?.dispose();
    this.#autoplay = undefined;
  }

  #gone(): void {
    this.#forgetPlaying();
    if (this.#uri) this.host.active.panelFocused(this.#uri, false);
    this.owner.gone();
    this.dispose();
  }

  async #startSession(uri: vscode.Uri): Promise<void> {
    try {
      await this.host.sessions.open(uri);
    } catch {
      // What is wrong with the file is shown as a problem.
      this.#refresh.mark('problem', 'session');
    }
  }

  async #receive(message: FromPanel): Promise<void> {
    try {
      if (this.#uri) this.host.active.use(this.#uri);
      if (takesOver.has(message.type)) this.play(false);
      await handleIntent(this, message);
    } catch (error) {
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.host.log.warn(`Panel: ${error instanceof Error ? (error.stack ?? message) : message}`);
    this.#post({ type: 'failed', message });
  }

  #session(): Session | undefined {
    return this.#uri ? this.host.sessions.peek(this.#uri) : undefined;
  }

  #post(message: ToPanel): void {
    if (this.#ready && !this._disposed) void this.webviewPanel.webview.postMessage(packed(message));
  }

  async #draw(parts: ReadonlySet<Part>): Promise<void> {
    if (!this.#ready) return;
    const session = this.#session();
    if (parts.has('settings')) this.#post({ type: 'settings', settings: panelSettings() });
    if (parts.has('playing')) this.#post({ type: 'playing', playing: this.#autoplay?.playing ?? false });
    if (!this.#uri) {
      this.#post({ type: 'empty', networks: await networkChoices(this.host.documents) });
      return;
    }
    if (parts.has('problem')) await this.#drawProblem(this.#uri, session !== undefined);
    if (parts.has('changedOnDisk')) {
      this.#post({ type: 'changedOnDisk', what: this.host.sessions.staleness(this.#uri) });
    }
    if (!session) return;
    try {
      await this.#drawing.draw(session, this.#shown, parts);
    } catch (error) {
      // A session that was restarted meanwhile has nothing more to tell: the new one is drawn next.
      if (this.#session() === session) throw error;
    }
  }

  async #drawProblem(uri: vscode.Uri, sessionGoesOn: boolean): Promise<void> {
    const state = await this.host.documents.get(uri);
    this.#post({ type: 'problem', problem: problemView(state, sessionGoesOn) });
  }

  readonly #resource = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(this.host.extensionUri, ...path);

  #html(): string {
    const { webview } = this.webviewPanel;
    const url = (...path: string[]) => webview.asWebviewUri(this.#resource(...path)).toString();
    return panelHtml({
      cspSource: webview.cspSource,
      nonce: createNonce(),
      styles: [url('dist', 'codicon.css'), url('dist', 'katex.css'), url('dist', 'panel.css')],
      script: url('dist', 'panel.js'),
    });
  }
}
