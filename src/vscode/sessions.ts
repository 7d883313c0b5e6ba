/** The sessions that are going on, one per network file: starts, restores, restarts and remembers them. */
import * as vscode from 'vscode';
import type { OpenWorker } from '../training/runner/workerRunner';
import { Session, type SessionEvent } from '../training/session';
import { Disposable } from './disposable';
import { NetworkDocuments, type NetworkState } from './language/networkDocuments';
import { changeBetween } from './networkChange';
import { describeFirstProblem } from './problemText';
import type { SessionStore } from './sessionStore';

/** How long a change of position may wait to be remembered. */
const SAVE_DELAY_MS = 300;

interface Entry {
  readonly uri: vscode.Uri;
  readonly session: Session;
  /** What has changed in the files since the session took them. */
  stale: 'network' | 'data' | null;
  saveTimer: ReturnType<typeof setTimeout> | undefined;
  stopListening(): void;
}

export class Sessions extends Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #opening = new Map<string, Promise<Session>>();
  readonly #onDidStart = this._register(new vscode.EventEmitter<vscode.Uri>());
  readonly #onDidChange = this._register(new vscode.EventEmitter<{ uri: vscode.Uri; event: SessionEvent }>());
  readonly #onDidChangeFiles = this._register(new vscode.EventEmitter<vscode.Uri>());

  /** A session was started, restored or restarted: forget the one before. */
  readonly onDidStart = this.#onDidStart.event;
  readonly onDidChange = this.#onDidChange.event;
  /** The network or its data changed (`staleness` says whether it matters). */
  readonly onDidChangeFiles = this.#onDidChangeFiles.event;

  constructor(
    private readonly documents: NetworkDocuments,
    private readonly store: SessionStore,
    private readonly openWorker: OpenWorker,
  ) {
    super();
    this._register(documents.onDidChange((uri) => void this.#compare(uri)));
  }

  /** The session of a network where one is going on. */
  peek(uri: vscode.Uri): Session | undefined {
    return this.#entries.get(uri.toString())?.session;
  }

  /** What has changed in the files since the session took them; null where nothing that matters. */
  staleness(uri: vscode.Uri): 'network' | 'data' | null {
    return this.#entries.get(uri.toString())?.stale ?? null;
  }

  /**
   * The session of a network: the one going on, else the one remembered from before a reload, else a new one.
   * Rejects with the first problem and its place where the file or its data have errors.
   */
  open(uri: vscode.Uri): Promise<Session> {
    const key = uri.toString();
    const going = this.#entries.get(key)?.session;
    if (going) return Promise.resolve(going);
    let opening = this.#opening.get(key);
    if (!opening) {
      opening = this.#start(uri, true).finally(() => this.#opening.delete(key));
      this.#opening.set(key, opening);
    }
    return opening;
  }

  /** Starts anew with the files as they are now, without log and position; on errors the old session goes on. */
  restart(uri: vscode.Uri): Promise<Session> {
    return this.#start(uri, false);
  }

  override dispose(): void {
    for (const entry of this.#entries.values()) this.#close(entry);
    this.#entries.clear();
    super.dispose();
  }

  async #start(uri: vscode.Uri, restore: boolean): Promise<Session> {
    if (!NetworkDocuments.isNetwork(uri)) {
      throw new Error(`${uri.path} is not a network: its name does not end in .nn.json.`);
    }
    this.documents.retry(uri);
    const { setup } = requireSetup(await this.documents.get(uri));
    const state = restore ? this.store.load(uri, setup) : undefined;
    // Breakpoints outlive a change of the network, as far as they fit the new one.
    const breakpoints = this.peek(uri)?.breakpoints.all ?? this.store.breakpoints(uri);
    const options = { ...(state && { state }), breakpoints, worker: this.openWorker };
    const session = new Session(uri.toString(), setup, options);
    const entry: Entry = {
      uri,
      session,
      stale: null,
      saveTimer: undefined,
      stopListening: () => undefined,
    };
    entry.stopListening = session.listen((event) => {
      this.#saveSoon(entry);
      this.#onDidChange.fire({ uri, event });
    });
    const before = this.#entries.get(uri.toString());
    if (before) this.#close(before);
    this.#entries.set(uri.toString(), entry);
    this.#saveSoon(entry);
    this.#onDidStart.fire(uri);
    return session;
  }

  async #compare(uri: vscode.Uri): Promise<void> {
    const entry = this.#entries.get(uri.toString());
    if (!entry) return;
    const { setup } = await this.documents.get(uri);
    // Errors are shown as such: there is no new version to restart with yet.
    entry.stale = setup && changeBetween(entry.session.setup, setup);
    this.#onDidChangeFiles.fire(uri);
  }

  #saveSoon(entry: Entry): void {
    entry.saveTimer ??= setTimeout(() => this.#save(entry), SAVE_DELAY_MS);
  }

  #save(entry: Entry): void {
    clearTimeout(entry.saveTimer);
    entry.saveTimer = undefined;
    void this.store.save(entry.uri, entry.session.state());
  }

  #close(entry: Entry): void {
    if (entry.saveTimer !== undefined) this.#save(entry);
    entry.stopListening();
    entry.session.dispose();
  }
}

function requireSetup(state: NetworkState): { setup: NonNullable<NetworkState['setup']> } {
  if (!state.setup) throw new Error(describeFirstProblem(state));
  return { setup: state.setup };
}
