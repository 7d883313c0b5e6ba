/** One panel: its webview, what it shows, and how changes reach it. */
import * as vscode from 'vscode';
import type { FromPanel, ShownTab, ToPanel } from '../../protocol/messages';
import type { Session, SessionEvent } from '../../training/session';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { positionAt, problemView } from '../problemText';
import { createNonce, panelHtml } from './html';
import { handleIntent, type IntentTarget } from './intents';
import { networkChoices } from './networkChoices';
import { packed } from './packing';
import { titleOf } from './panels';
import { Refresh } from './refresh';
import { derivationView } from './view/derivationView';
import { fitView } from './view/fitView';
import { historyView } from './view/historyView';
import { samplesView } from './view/samplesView';
import { sessionView } from './view/sessionView';
import { stepView } from './view/stepView';

/** What is drawn apart from the rest. `data`: the view behind the shown tab. */
type Part = 'settings' | 'problem' | 'changedOnDisk' | 'session' | 'timeline' | 'step' | 'history' | 'data';

const everything: readonly Part[] = [
  'settings',
  'problem',
  'changedOnDisk',
  'session',
  'timeline',
  'step',
  'history',
  'data',
];

/** What a session's event changes. */
const changedBy: Readonly<Record<SessionEvent['type'], readonly Part[]>> = {
  moved: ['step', 'timeline', 'history', 'data'],
  edited: ['step', 'timeline', 'history', 'data'],
  selected: ['step', 'history'],
  running: ['step', 'timeline'],
  stopped: ['step', 'timeline', 'history', 'data'],
};

/** A frame, and the pace of a run: at most 10 redraws a second. */
const FRAME_MS = 16;
const RUNNING_MS = 100;

/** From this width on, the chain rule shows the slope picture. */
const SLOPE_WIDTH = 1270;

export interface PanelOwner {
  open(uri: vscode.Uri): void;
  changed(): void;
  gone(): void;
}

interface Window {
  readonly from: number;
  readonly to: number;
}

export class Panel extends Disposable implements IntentTarget {
  #uri: vscode.Uri | null = null;
  #ready = false;
  #tab: ShownTab = 'history';
  #width = 1280;
  #operations: Window = { from: 0, to: 200 };
  #samples: Window = { from: 0, to: 100 };
  /** The end of the recorded run and the edits that the last history showed: it is drawn again only when they change. */
  #drawnHistory = '';
  readonly #refresh: Refresh<Part>;

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
    this.webviewPanel.title = titleOf(uri);
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
    this.#drawnHistory = '';
    this.#refresh.mark(...everything);
  }

  show(tab: ShownTab, width: number): void {
    this.#tab = tab;
    this.#width = width;
    this.#drawnHistory = '';
    this.#refresh.mark('step', 'timeline', 'history', 'data');
  }

  showOperations(from: number, to: number): void {
    this.#operations = { from, to };
    this.#refresh.mark('data');
  }

  showSamples(from: number, to: number): void {
    this.#samples = { from, to };
    this.#refresh.mark('data');
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
        this.#drawnHistory = '';
        if (mine(uri)) this.#refresh.mark(...everything);
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

  #gone(): void {
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
    if (parts.has('settings')) this.#post({ type: 'settings', settings: settings() });
    if (!this.#uri) {
      this.#post({ type: 'empty', networks: await networkChoices(this.host.documents) });
      return;
    }
    if (parts.has('problem')) await this.#drawProblem(this.#uri, session !== undefined);
    if (parts.has('changedOnDisk')) {
      this.#post({ type: 'changedOnDisk', what: this.host.sessions.staleness(this.#uri) });
    }
    if (session) await this.#drawSession(session, parts);
  }

  async #drawProblem(uri: vscode.Uri, sessionGoesOn: boolean): Promise<void> {
    const state = await this.host.documents.get(uri);
    this.#post({ type: 'problem', problem: problemView(state, sessionGoesOn) });
  }

  async #drawSession(session: Session, parts: ReadonlySet<Part>): Promise<void> {
    if (parts.has('session')) this.#post({ type: 'session', session: sessionView(session.uri, session.setup) });
    if (parts.has('timeline')) this.#drawTimeline(session);
    if (parts.has('step')) await this.#drawStep(session);
    // Network, chain rule and charts wait for a run to stop.
    if (session.running) return;
    if (parts.has('data')) this.#drawTab(session);
    if (parts.has('history')) await this.#drawHistory(session);
  }

  #drawTimeline(session: Session): void {
    const buckets = Math.max(1, Math.round(this.#width));
    const replaced = session.replacedFrom === null ? null : session.lossCurve(buckets, true);
    this.#post({ type: 'timeline', curve: session.lossCurve(buckets), replaced });
  }

  async #drawStep(session: Session): Promise<void> {
    const withSlope = this.#width >= SLOPE_WIDTH;
    const step = await stepView(session);
    this.#post({
      type: 'step',
      step,
      derivation: session.running ? null : derivationView(session, { withSlope }),
    });
  }

  #drawTab(session: Session): void {
    if (this.#tab === 'samples') this.#post({ type: 'samples', samples: samplesView(session, this.#samples) });
    if (this.#tab === 'fit') this.#post({ type: 'fit', fit: fitView(session) });
    if (this.#tab === 'operations') this.#drawOperations(session);
  }

  #drawOperations(session: Session): void {
    const { count } = session.tape;
    const from = Math.min(this.#operations.from, Math.max(0, count - 1));
    const operations = session.operations(from, Math.min(count, this.#operations.to));
    this.#post({ type: 'operations', update: session.position.update, count, from, operations });
  }

  async #drawHistory(session: Session): Promise<void> {
    const { selected, recorded, replacedFrom, interventions } = session;
    const key = JSON.stringify([this.#width, selected, recorded, replacedFrom, interventions]);
    if (key === this.#drawnHistory) return;
    this.#drawnHistory = key;
    this.#post({ type: 'history', history: await historyView(session, this.#width) });
  }

  readonly #resource = (...path: string[]): vscode.Uri => vscode.Uri.joinPath(this.host.extensionUri, ...path);

  #html(): string {
    const { webview } = this.webviewPanel;
    const url = (...path: string[]) => webview.asWebviewUri(this.#resource(...path)).toString();
    return panelHtml({
      cspSource: webview.cspSource,
      nonce: createNonce(),
      styles: [url('dist', 'codicon.css'), url('dist', 'katex.css'), url('media', 'panel.css')],
      script: url('dist', 'panel.js'),
    });
  }
}

function settings(): { decimals: number; lookAhead: boolean } {
  const configuration = vscode.workspace.getConfiguration('backprop');
  return { decimals: configuration.get('decimals', 4), lookAhead: configuration.get('lookAhead', true) };
}
