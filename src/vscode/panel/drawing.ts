/** Draws the parts of a session: what is of one moment in one message, and only what has changed. */
import type { ToPanel } from '../../protocol/messages';
import type { Session } from '../../training/session';
import { HistoryFeed } from './historyFeed';
import { buildPart, type SessionPart, sessionParts, type Shown, viewKey, waitsForStop } from './parts';

/** Built one right after the other, so that nothing moves between them. */
const together: ReadonlySet<SessionPart> = new Set(['step', 'timeline']);

export class SessionDrawing {
  readonly #history: HistoryFeed;
  /** What the views that the panel has were built from, by what they are. */
  readonly #sent = new Map<string, string>();

  constructor(
    private readonly post: (message: ToPanel) => void,
    failed: (error: unknown) => void,
  ) {
    this.#history = new HistoryFeed(post, failed);
  }

  async draw(session: Session, shown: Shown, parts: ReadonlySet<string>): Promise<void> {
    // With a session the panel begins anew: it forgets all that it was sent before.
    if (parts.has('session')) this.forget();
    let messages: ToPanel[] = [];
    for (const part of sessionParts) {
      if (!parts.has(part) || (session.running && waitsForStop.has(part))) continue;
      if (!together.has(part)) messages = this.#flush(messages);
      if (!this.#isNew(session, shown, part)) continue;
      if (part === 'history') {
        this.#history.draw(session, shown);
        continue;
      }
      const message = await buildPart[part](session, shown);
      if (message) messages.push(message);
    }
    this.#flush(messages);
  }

  /** Everything is sent again, and nothing more of what was on its way. */
  forget(): void {
    this.#history.forget();
    this.#sent.clear();
  }

  /** Resolves when the history is drawn too. */
  settled(): Promise<void> {
    return this.#history.settled();
  }

  #flush(messages: readonly ToPanel[]): ToPanel[] {
    if (messages.length > 1) this.post({ type: 'together', messages });
    else if (messages.length === 1) this.post(messages[0]);
    return [];
  }

  #isNew(session: Session, shown: Shown, part: SessionPart): boolean {
    const view = viewKey(session, shown, part);
    if (!view) return true;
    const isNew = this.#sent.get(view.of) !== view.key;
    this.#sent.set(view.of, view.key);
    return isNew;
  }
}
