/** Keeps each session's log and position in the workspace's state, so that a reloaded window stands where it stood. */
import type { Memento, Uri } from 'vscode';
import type { SessionState } from '../training/snapshot';

interface Stored {
  /** Of the setup that the log belongs to: on another one it would give other numbers. */
  readonly fingerprint: string;
  readonly state: SessionState;
}

const prefix = 'session:';

export class SessionStore {
  constructor(private readonly memento: Memento) {}

  /** The state kept for this very version of network and data; undefined where there is none. */
  load(uri: Uri, fingerprint: string): SessionState | undefined {
    const stored = this.memento.get<Stored>(prefix + uri.toString());
    return stored?.fingerprint === fingerprint && stored.state.version === 1 ? stored.state : undefined;
  }

  async save(uri: Uri, fingerprint: string, state: SessionState): Promise<void> {
    await this.memento.update(prefix + uri.toString(), { fingerprint, state } satisfies Stored);
  }

  /** Whether anything is kept for the network, of whatever version. */
  has(uri: Uri): boolean {
    return this.memento.get(prefix + uri.toString()) !== undefined;
  }
}
