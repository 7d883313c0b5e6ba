/** Columns of a run's history, by replaying it in one sweep that gives way to others every few milliseconds. */

import type { Setup } from '../core/setup';
import { type Branch, estimatedMilliseconds } from './history';
import { nextTask } from './runner/drive';
import { norm } from './runner/trainingLoop';
import type { Extremes, HistoryColumns, HistoryQuery } from './snapshot';
import { Trainer } from './trainer';

/** Replays for at most so long before others have their turn. */
const SLICE_MS = 6;
/** Updates between two looks at the clock, at most, and the milliseconds that they may be estimated to take. */
const LOOK_EVERY = 64;
const LOOK_EVERY_MS = 0.5;

/** A trainer of its own that walks along a branch, forwards from where it stands or from a checkpoint. */
export class Walker {
  readonly trainer: Trainer;
  /** Updates between two looks at the clock. */
  readonly lookEvery: number;
  readonly #branch: Branch;
  #since = performance.now();

  constructor(setup: Setup, branch: Branch) {
    this.trainer = new Trainer(setup);
    this.trainer.setLog(branch.log);
    this.trainer.restart();
    this.lookEvery = Math.max(1, Math.min(LOOK_EVERY, Math.floor(LOOK_EVERY_MS / estimatedMilliseconds(setup))));
    this.#branch = branch;
  }

  /** Goes to the start of an update, not before where it stands unless a checkpoint leads there. */
  async to(update: number): Promise<void> {
    const { trainer } = this;
    const nearest = this.#branch.nearest(update);
    if (nearest && (nearest.update > trainer.update || trainer.update > update)) trainer.load(nearest);
    else if (trainer.update > update) trainer.restart();
    for (let steps = 1; trainer.update < update; steps++) {
      trainer.evaluate();
      trainer.apply();
      if (steps % this.lookEvery === 0) await this.giveWay();
    }
    await this.giveWay();
  }

  /** Lets others have their turn, if they have waited for long enough. */
  async giveWay(): Promise<void> {
    if (performance.now() - this.#since < SLICE_MS) return;
    await nextTask();
    this.#since = performance.now();
  }
}

/** Loss and parameters at the start of given updates, in ascending order, after that many finished ones. */
export async function columnsAt(
  setup: Setup,
  branch: Branch,
  names: readonly string[],
  updates: Float64Array,
): Promise<HistoryColumns> {
  const walker = new Walker(setup, branch);
  const { trainer } = walker;
  const offsets = names.map((name) => setup.network.parameterByName(name)!.offset);
  const loss = new Float64Array(updates.length);
  const columns = names.map(() => new Float64Array(updates.length));
  for (let row = 0; row < updates.length; row++) {
    if (trainer.update !== updates[row]) await walker.to(updates[row]);
    loss[row] = trainer.evaluate();
    for (let i = 0; i < columns.length; i++) columns[i][row] = trainer.parameters[offsets[i]];
    // The next row is often the next update, and its gradient has just been computed.
    if (updates[row + 1] === updates[row] + 1) trainer.apply();
    if (row % walker.lookEvery === walker.lookEvery - 1) await walker.giveWay();
  }
  const parameters = Object.fromEntries(names.map((name, i) => [name, columns[i]]));
  return { update: updates, loss, parameters };
}

/** The same with the extremes of all updates from each row to the next: every one of them is run again. */
export async function columnsWithExtremes(
  setup: Setup,
  branch: Branch,
  names: readonly string[],
  updates: Float64Array,
  to: number,
): Promise<HistoryColumns> {
  const walker = new Walker(setup, branch);
  const { trainer } = walker;
  const offsets = names.map((name) => setup.network.parameterByName(name)!.offset);
  const loss = new Float64Array(updates.length);
  const columns = names.map(() => new Float64Array(updates.length));
  const found = [...names, 'loss', 'norm'].map(() => new ExtremesOfRows(updates.length));
  const [ofLoss, ofNorm] = found.slice(-2);
  for (let row = 0; row < updates.length; row++) {
    await walker.to(updates[row]);
    const end = row + 1 < updates.length ? updates[row + 1] : Math.min(to, branch.recorded) + 1;
    for (let update = updates[row]; update < end; update++) {
      const now = trainer.evaluate();
      if (update === updates[row]) {
        loss[row] = now;
        for (let i = 0; i < columns.length; i++) columns[i][row] = trainer.parameters[offsets[i]];
      }
      for (let i = 0; i < offsets.length; i++) found[i].add(row, trainer.parameters[offsets[i]]);
      ofLoss.add(row, now);
      ofNorm.add(row, norm(trainer.gradients));
      if (update + 1 < end) trainer.apply();
      if (update % walker.lookEvery === 0) await walker.giveWay();
    }
    // The next row begins with the next update.
    if (row + 1 < updates.length) trainer.apply();
  }
  return {
    update: updates,
    loss,
    parameters: Object.fromEntries(names.map((name, i) => [name, columns[i]])),
    extremes: {
      loss: ofLoss,
      gradientNorm: ofNorm,
      parameters: Object.fromEntries(names.map((name, i) => [name, found[i]])),
    },
  };
}

class ExtremesOfRows implements Extremes {
  readonly least: Float64Array;
  readonly most: Float64Array;

  constructor(rows: number) {
    this.least = new Float64Array(rows).fill(Infinity);
    this.most = new Float64Array(rows).fill(-Infinity);
  }

  add(row: number, value: number): void {
    // Once NaN, a row stays NaN: nothing is smaller or larger.
    if (!(value >= this.least[row])) this.least[row] = Number.isNaN(this.least[row]) ? NaN : value;
    if (!(value <= this.most[row])) this.most[row] = Number.isNaN(this.most[row]) ? NaN : value;
  }
}

/** The rows that a query asks for; @throws RangeError where it makes no sense */
export function queriedUpdates({ from = 0, to, every = 1 }: HistoryQuery, recorded: number): Float64Array {
  const end = Math.min(to ?? recorded, recorded);
  for (const [name, value, least] of [
    ['from', from, 0],
    ['to', end, 0],
    ['every', every, 1],
  ] as const) {
    if (!Number.isInteger(value) || value < least) {
      throw new RangeError(`'${name}' must be a whole number, ${least} or above, but is ${value}.`);
    }
  }
  const count = Math.max(0, Math.floor((end - from) / every) + 1);
  return Float64Array.from({ length: count }, (_, row) => from + row * every);
}
