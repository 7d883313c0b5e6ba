/** Draws the parts of a session: what is of one moment in one message, and only what has changed. */
import type { ToPanel } from '../../protocol/messages';
import type { Session } from '../../training/session';
import { HistoryFeed } from './historyFeed';
import { buildPart, recordingKey, type SessionPart, sessionParts, type Shown, waitsForStop } from './parts';

/** Built one right after the other, so that nothing moves between them. */
const together: ReadonlySet<SessionPart> = new Set(['step', 'timeline']);

export class SessionDrawing {
  readonly #history: HistoryFeed;
  /** Of the loss curve that the panel has. */
  #curveKey = '';

  constructor(
    private readonly post: (message: ToPanel) => void,
    failed: (error: unknown) => void,
  ) {
    this.#history = new HistoryFeed(post, failed);
  }

  async draw(session: Session, shown: Shown, parts: ReadonlySet<string>): Promise<void> {
    let messages: ToPanel[] = [];
    for (const part of sessionParts) {
      if (!parts.has(part) || (session.running && waitsForStop.has(part))) continue;
      if (!together.has(part)) messages = this.#flush(messages);
      if (part === 'timeline' && !this.#isNewCurve(session, shown)) continue;
      if (part === 'history') {
        this.#history.draw(session, shown);
        continue;
      }
      const message = await buildPart[part](session, shown);
      if (message) messages.push(message);
    }
    this.#flush(messages);
  }

  /** The panel is to be sent everything again. */
  forget(): void {
    this.#history.forget();
    this.#curveKey = '';
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

  #isNewCurve(session: Session, { width }: Shown): boolean {
    const key = recordingKey(session, width);
    const isNew = key !== this.#curveKey;
    this.#curveKey = key;
    return isNew;
  }
}
