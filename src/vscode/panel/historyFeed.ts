/** Brings the panel its history: beside what else is drawn, one at a time, and now and then during a run. */
import type { ToPanel } from '../../protocol/messages';
import type { Session } from '../../training/session';
import { buildPart, recordingKey, type Shown } from './parts';

/** Milliseconds between two of them during a run, at least; and how many times as long as one took. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_PER_DRAWING = 10;

export class HistoryFeed {
  #session: Session | null = null;
  #sent = '';
  #next = 0;
  #going: Promise<void> | null = null;
  #wanted: Shown | null = null;

  constructor(
    private readonly post: (message: ToPanel) => void,
    private readonly failed: (error: unknown) => void,
  ) {}

  /** Computes it if it has changed; the panel goes on by itself with the rows that a run adds meanwhile. */
  draw(session: Session, shown: Shown): void {
    this.#session = session;
    if (this.#going) {
      this.#wanted = shown;
    } else if (keyOf(session, shown) !== this.#sent && !(session.running && performance.now() < this.#next)) {
      this.#going = this.#send(session, shown);
    }
  }

  /** The panel has forgotten what it was sent, or shows another session. */
  forget(): void {
    this.#session = null;
    this.#sent = '';
    this.#next = 0;
  }

  /** Resolves when nothing more is on its way. */
  async settled(): Promise<void> {
    while (this.#going) await this.#going;
  }

  async #send(session: Session, shown: Shown): Promise<void> {
    const start = performance.now();
    const { interventions } = session;
    this.#sent = keyOf(session, shown);
    try {
      const message = await buildPart.history(session, shown);
      // Of a way that the run no longer goes, the panel must not hear.
      if (this.#session === session && session.interventions === interventions && message) this.post(message);
    } catch (error) {
      // A session that was restarted meanwhile has nothing more to tell.
      if (this.#session === session) this.failed(error);
    }
    const end = performance.now();
    this.#next = end + Math.max(LEAST_PAUSE_MS, PAUSE_PER_DRAWING * (end - start));
    this.#going = null;
    const wanted = this.#wanted;
    this.#wanted = null;
    if (wanted && this.#session) this.draw(this.#session, wanted);
  }
}

function keyOf(session: Session, { width }: Shown): string {
  return `${session.selected} ${recordingKey(session, width)}`;
}
