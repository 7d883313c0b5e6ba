/** Where the cursor stands, with the numbers there: moves within an update, over its end, and back in time. */

import type { Setup } from '../core/setup';
import { updateLayout } from '../core/updateLayout';
import type { Checkpoint } from './checkpoints';
import { type Move, moves, type Position } from './cursor';
import type { History } from './history';
import { nextTask } from './runner/drive';
import { type Trainer } from './trainer';
import { UpdateInProgress } from './updateInProgress';

/** Replays for at most so many milliseconds before others have their turn. */
const SLICE_MS = 6;

export class Stage {
  readonly #setup: Setup;
  readonly #history: History;
  /** Stands where the cursor stands, but for while it walks elsewhere. */
  readonly #trainer: Trainer;
  #log: History['log'];
  #position: Position = { update: 0, operation: -1 };
  #current: UpdateInProgress;

  constructor(setup: Setup, history: History, trainer: Trainer) {
    this.#setup = setup;
    this.#history = history;
    this.#trainer = trainer;
    this.#log = history.log;
    this.#current = new UpdateInProgress(setup, trainer);
  }

  get position(): Position {
    return this.#position;
  }

  /** The update in progress. */
  get current(): UpdateInProgress {
    return this.#current;
  }

  get perEpoch(): number {
    return this.#trainer.batches.perEpoch;
  }

  /** Whether the operation that has just run gave the first value that is no number. */
  get diverged(): boolean {
    return this.#position.operation >= 0 && this.#current.divergence?.operation === this.#position.operation;
  }

  /** Operations of an update, given the number of finished ones before it. */
  operationCount(update: number): number {
    const { network, trainable, optimizer } = this.#setup;
    return updateLayout(network, trainable, optimizer.l2 !== 0).count(this.#trainer.batches.at(update).rows.length);
  }

  checkpoint(): Checkpoint {
    return this.#trainer.checkpoint();
  }

  /** To the start of an update whose state is given; null: of the first. */
  place(checkpoint: Checkpoint | null): void {
    this.#takeLog();
    if (checkpoint) this.#trainer.load(checkpoint);
    else this.#trainer.restart();
    this.#arrive();
  }

  /** To the start of an update that has been run before, by replaying from the nearest state that is known. */
  async walk(update: number): Promise<void> {
    const trainer = this.#trainer;
    const nearest = this.#history.checkpoints.nearest(update);
    const agrees = this.#log === this.#history.log && trainer.update <= update;
    this.#takeLog();
    if (!agrees || (nearest?.update ?? 0) > trainer.update) {
      if (nearest) trainer.load(nearest);
      else trainer.restart();
    }
    let since = performance.now();
    while (trainer.update < update) {
      trainer.evaluate();
      trainer.apply();
      if (trainer.update % 64 !== 0 && this.#history.millisecondsPerUpdate < 0.05) continue;
      if (performance.now() - since < SLICE_MS) continue;
      await nextTask();
      since = performance.now();
    }
    if (this.#position.update === update && agrees) this.#position = { update, operation: -1 };
    else this.#arrive();
  }

  /** One step forwards. */
  move(move: Move): void {
    this.runTo(moves[move](this.#current.tape, this.#position.operation));
  }

  /** Runs to an operation of the update in progress, or to the start of the next; not past the first non-number. */
  runTo(operation: number): void {
    const { tape, update, divergence } = this.#current;
    if (divergence && operation >= divergence.operation) this.#position = { update, operation: divergence.operation };
    else if (operation >= tape.count - 1) this.#finishUpdate();
    else this.#position = { update, operation };
  }

  /** Makes what was edited at the update in progress, which then stands at the same operation with new values. */
  edited(): void {
    const { operation } = this.#position;
    this.#takeLog();
    this.#trainer.repeatEdits();
    this.#arrive();
    // Where training had diverged, the last operation may have run without its update being finished.
    this.runTo(Math.min(operation, this.#current.tape.count - 2));
  }

  #finishUpdate(): void {
    const trainer = this.#trainer;
    const history = this.#history;
    if (trainer.update >= history.known) history.losses.add(trainer.update, this.#current.loss);
    trainer.evaluate();
    trainer.apply();
    if (history.checkpoints.due(trainer.update)) history.checkpoints.take(trainer.checkpoint());
    history.reach(trainer.update);
    this.#arrive();
  }

  #takeLog(): void {
    this.#log = this.#history.log;
    this.#trainer.setLog(this.#log);
  }

  #arrive(): void {
    this.#position = { update: this.#trainer.update, operation: -1 };
    this.#current = new UpdateInProgress(this.#setup, this.#trainer);
  }
}
