/** Everything that moves: steps, runs and jumps of the session, and what the client is told when it stands again. */

import type { NumberFormat } from '../explain/numbers';
import type { Position } from '../training/cursor';
import type { Session, SessionEvent } from '../training/session';
import type { Snapshot } from '../training/snapshot';
import { type Granularity, unitEnd } from './granularity';
import { Progress } from './progress';
import { runEnds, type Stop, stoppedBody, THREAD } from './stops';
import { Travel, type TravelOptions } from './travel';

export interface MotionOptions extends TravelOptions {
  readonly granularity: Granularity;
  /** Finished updates at which Continue stops; undefined: as the file says. */
  readonly updates: number | undefined;
  readonly format: NumberFormat;
  /** Whether a value that is no number is an exception to break on; training cannot go on beyond it in any case. */
  readonly breaksOnNonFinite: () => boolean;
  /** The session stands elsewhere: what was shown is out of date. */
  readonly moved: () => void;
}

/** Movements of others that follow quickly are told of once. */
const SETTLE_MS = 20;

export class Motion {
  readonly progress: Progress;
  /** The last stop, for whoever asks what the exception was. */
  last: Stop = { reason: 'entry' };
  readonly #options: MotionOptions;
  readonly #travel: Travel;
  readonly #stopListening: () => void;
  /** Movements of the debugger's own that are under way. */
  #own = 0;
  #runEnd: Extract<SessionEvent, { type: 'stopped' }> | null = null;
  #othersRun = false;
  /** Whether breakpoints were changed since the run began; null where none is going on. */
  #changed: boolean | null = null;
  #disposed = false;
  #settling: ReturnType<typeof setTimeout> | undefined;

  constructor(options: MotionOptions) {
    this.#options = options;
    this.#travel = new Travel(options);
    this.progress = new Progress(options.send, options.format);
    this.#stopListening = options.session.listen((event) => this.#heard(event));
  }

  /** Whether a movement of the debugger's own is under way. */
  get busy(): boolean {
    return this.#own > 0;
  }

  dispose(): void {
    this.#disposed = true;
    this.#stopListening();
    clearTimeout(this.#settling);
    this.progress.end();
  }

  /** Says where the session stands. */
  stand(stop: Stop, preserveFocus = false): void {
    if (this.#disposed) return;
    this.last = stop;
    this.#othersRun = false;
    this.#options.moved();
    this.#options.send('stopped', stoppedBody(stop, preserveFocus));
  }

  stepInto(): Promise<void> {
    return this.#move((session) => session.stepInto());
  }

  stepBack(): Promise<void> {
    return this.#move((session) => session.stepBack());
  }

  stepOver(): Promise<void> {
    const { session, granularity } = this.#options;
    return this.#move(() => this.#travel.to(unitEnd(session, granularity)));
  }

  stepOut(): Promise<void> {
    const { session } = this.#options;
    return this.#move(() => this.#travel.to({ update: session.position.update + 1, operation: -1 }));
  }

  goTo(position: Position): Promise<void> {
    return this.#move((session) => session.seek(position), { reason: 'goto', description: 'Paused where you went' });
  }

  /** On to the next stop, or to the end of training; breakpoints that are changed meanwhile count from where it then is. */
  continue(): Promise<void> {
    return this.#move(async (session) => {
      for (;;) {
        this.#changed = false;
        const stop = await this.#travel.on(this.#options.updates);
        if (!this.#changed || stop || session.divergence) return stop;
      }
    }, runEnds.target).finally(() => (this.#changed = null));
  }

  /** Back to the stop before, or to the start. */
  reverse(): Promise<void> {
    const start: Stop = { reason: 'pause', description: 'Paused at the start of training' };
    return this.#move(() => this.#travel.back(), start);
  }

  /** Other breakpoints have been set: a run that is going on is taken up anew. */
  async breakpointsChanged(): Promise<void> {
    if (this.#changed === null) return;
    this.#changed = true;
    await this.#options.session.pause();
  }

  /** What is done to the session without moving on: its events are the debugger's own. */
  async quietly<T>(action: () => Promise<T>): Promise<T> {
    this.#own++;
    try {
      return await action();
    } finally {
      this.#own--;
    }
  }

  /** A run that is going on tells of its end itself. */
  async pause(): Promise<void> {
    if (this.#changed) this.#changed = false;
    const runs = this.#own > 0 || this.#othersRun;
    await this.#options.session.pause();
    if (!runs) this.stand(runEnds.paused);
  }

  /** Carries out a movement and says where it ended; what cannot be done is said, and the session stands where it stood. */
  async #move(
    act: (session: Session) => Promise<Stop | Snapshot | undefined>,
    end: Stop = { reason: 'step' },
  ): Promise<void> {
    const { session, send } = this.#options;
    this.#own++;
    this.#runEnd = null;
    this.progress.begin();
    let stop: Stop | undefined;
    try {
      const result = await act(session);
      stop = result && 'reason' in result ? result : undefined;
    } catch (error) {
      const output = `${error instanceof Error ? error.message : String(error)}\n`;
      send('output', { category: 'important', output });
      stop = { reason: 'pause', description: 'Paused: it cannot go on' };
    } finally {
      this.#own--;
      this.progress.end();
    }
    this.stand(this.#diverged() ?? stop ?? this.#ended() ?? end);
  }

  #diverged(): Stop | undefined {
    const { divergence } = this.#options.session;
    if (!divergence) return undefined;
    const { target, value, text } = divergence;
    const stop = this.#options.breaksOnNonFinite() ? runEnds.diverged : runEnds.paused;
    return { ...stop, text: `${target} is ${String(value).replace('-', '−')}: ${text}` };
  }

  /** A run that did not come to where it was to go. */
  #ended(): Stop | undefined {
    const ended = this.#runEnd;
    return ended === null || ended.reason === 'target' ? undefined : runEnds[ended.reason];
  }

  #heard(event: SessionEvent): void {
    if (event.type === 'running') this.progress.tell(event.progress);
    if (this.#own > 0) {
      if (event.type === 'stopped') this.#runEnd = event;
    } else {
      this.#others(event);
    }
  }

  /** The panel, or a command, moves the same session: the debugger follows without taking the focus. */
  #others(event: SessionEvent): void {
    if (event.type === 'selected' || event.type === 'breakpoints') return;
    if (event.type === 'running') {
      if (!this.#othersRun) this.#options.send('continued', { threadId: THREAD, allThreadsContinued: true });
      this.#othersRun = true;
      return;
    }
    this.#options.moved();
    const stop = event.type === 'stopped' ? runEnds[event.reason] : undefined;
    clearTimeout(this.#settling);
    this.#settling = setTimeout(() => this.#follow(stop), SETTLE_MS);
  }

  #follow(stop: Stop | undefined): void {
    if (this.#own > 0 || this.#options.session.running) return;
    this.progress.end();
    this.stand(
      this.#diverged() ?? stop ?? { reason: 'step', description: 'Paused where the session was moved to' },
      true,
    );
    this.#options.send('invalidated', { areas: ['variables'] });
  }
}
