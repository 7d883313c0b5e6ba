/** Plays a session like a film: one operation after the other, until something or someone stops it. */

import type { Session } from './session';

export interface AutoplaySettings {
  /** Operations a second, asked anew before each; above 0. */
  readonly speed: () => number;
  /** The update at which it ends; null: it goes on. */
  readonly end: () => number | null;
  /** It has begun or stopped. */
  readonly changed: () => void;
}

/** Speeds beyond this could not be followed. */
const FASTEST = 60;

export class Autoplay {
  readonly #session: Session;
  readonly #settings: AutoplaySettings;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #playing = false;
  /** Its own step is on the way: the next move that the session tells of is that. */
  #stepping = false;
  readonly #stopListening: () => void;

  constructor(session: Session, settings: AutoplaySettings) {
    this.#session = session;
    this.#settings = settings;
    // Whoever else moves or edits the session has taken over.
    this.#stopListening = session.listen(({ type }) => {
      if (type === 'selected' || type === 'breakpoints') return;
      if (type !== 'moved' || !this.#stepping) this.stop();
      this.#stepping = false;
    });
  }

  get playing(): boolean {
    return this.#playing;
  }

  /** Does the first step at once. Nothing happens where the end is reached already or a run is going on. */
  start(): void {
    if (this.#playing || this.#session.running || this.#isAtEnd()) return;
    this.#playing = true;
    this.#settings.changed();
    void this.#step();
  }

  stop(): void {
    if (!this.#playing) return;
    this.#playing = false;
    clearTimeout(this.#timer);
    this.#settings.changed();
  }

  dispose(): void {
    this.#stopListening();
    this.#playing = false;
    clearTimeout(this.#timer);
  }

  async #step(): Promise<void> {
    const began = performance.now();
    this.#stepping = true;
    try {
      await this.#session.playOn();
    } catch {
      // It cannot go on from here: training has diverged, or the session has gone.
      this.stop();
    }
    this.#stepping = false;
    if (this.#session.divergence || this.#isAtEnd()) this.stop();
    if (!this.#playing) return;
    const pause = 1000 / Math.min(FASTEST, Math.max(0.01, this.#settings.speed()));
    this.#timer = setTimeout(() => void this.#step(), Math.max(0, began + pause - performance.now()));
  }

  #isAtEnd(): boolean {
    const end = this.#settings.end();
    return end !== null && this.#session.position.update >= end;
  }
}
