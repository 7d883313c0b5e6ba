/** Says when the history is worth drawing again: not while nothing in it changed, and now and then during a run. */
import type { Session } from '../../training/session';
import { recordingKey } from './parts';

/** Milliseconds between two drawings during a run, at least; and how many times as long as one drawing took. */
const LEAST_PAUSE_MS = 1000;
const PAUSE_PER_DRAWING = 10;

export class HistoryPace {
  #drawn = '';
  #next = 0;

  /** Draws if need be. */
  async draw(session: Session, width: number, draw: () => Promise<void>): Promise<void> {
    const { selected, running } = session;
    const key = `${selected} ${recordingKey(session, width)}`;
    const start = performance.now();
    if (key === this.#drawn || (running && start < this.#next)) return;
    this.#drawn = key;
    await draw();
    const end = performance.now();
    this.#next = end + Math.max(LEAST_PAUSE_MS, PAUSE_PER_DRAWING * (end - start));
  }

  /** The panel has forgotten what was drawn. */
  forget(): void {
    this.#drawn = '';
    this.#next = 0;
  }
}
