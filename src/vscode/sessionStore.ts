/** Keeps each session's log and position in the workspace's state, so that a reloaded window stands where it stood. */
import type { Memento, Uri } from 'vscode';
import type { Setup } from '../core/setup';
import type { Breakpoint } from '../training/breakpoints/breakpoint';
import { setupFingerprint } from '../training/setupFingerprint';
import type { SessionState } from '../training/snapshot';

const prefix = 'session:';

export class SessionStore {
  constructor(private readonly memento: Memento) {}

  /** The state kept for this very version of network and data; undefined where there is none. */
  load(uri: Uri, setup: Setup): SessionState | undefined {
    const state = this.memento.get<SessionState>(prefix + uri.toString());
    return state?.version === 1 && state.fingerprint === setupFingerprint(setup) ? state : undefined;
  }

  /** The breakpoints kept for a network, also for an earlier version of it. */
  breakpoints(uri: Uri): readonly Breakpoint[] {
    return this.memento.get<Partial<SessionState>>(prefix + uri.toString())?.breakpoints ?? [];
  }

  async save(uri: Uri, state: SessionState): Promise<void> {
    await this.memento.update(prefix + uri.toString(), state);
  }
}
