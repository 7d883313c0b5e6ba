/** Trains one update after the other from a setup and a log of edits: the same place always has the same bits. */

import { type Batch, Batches } from '../core/batches';
import { createKernel, type Kernel } from '../core/kernel';
import { addL2, createState, type Optimizer, optimizers } from '../core/optimizers';
import type { OptimizerSettings, Setup } from '../core/setup';
import type { Checkpoint } from './checkpoints';
import { learningRateAt, type Log } from './interventions';

export class Trainer {
  /** Flat, at the start of the update in progress, with what was edited there. */
  readonly parameters: Float64Array;
  readonly batches: Batches;
  /** What the optimizer remembers, one flat array per slot. */
  readonly optimizerState: readonly Float64Array[];
  readonly #setup: Setup;
  readonly #kernel: Kernel;
  readonly #moveAll: Optimizer['update'];
  readonly #descends: boolean;
  #settings: OptimizerSettings;
  #log: Log = [];
  #update = 0;
  /** The next update at whose start something was edited. */
  #nextEdit = Infinity;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.batches = new Batches(setup.training, setup.data.count);
    this.optimizerState = createState(setup.optimizer.type, setup.network.parameterCount);
    this.#kernel = createKernel(setup.network, setup.trainable, this.batches.size);
    this.parameters = this.#kernel.parameters;
    this.parameters.set(setup.initial);
    this.#settings = setup.optimizer;
    this.#moveAll = optimizers[setup.optimizer.type].update;
    this.#descends = setup.optimizer.type === 'gradientDescent';
  }

  /** Finished updates. */
  get update(): number {
    return this.#update;
  }

  get setup(): Setup {
    return this.#setup;
  }

  /** The optimizer's settings, with the learning rate as it is now. */
  get settings(): OptimizerSettings {
    return this.#settings;
  }

  get learningRate(): number {
    return this.#settings.learningRate;
  }

  get batch(): Batch {
    return this.batches.at(this.#update);
  }

  /** Of the last `evaluate`, with the l2 term; 0 where a parameter is frozen. The next call overwrites it. */
  get gradients(): Float64Array {
    return this.#kernel.gradients;
  }

  /** Numbers in a packed state: parameters and what the optimizer remembers. */
  get size(): number {
    return this.parameters.length * (1 + this.optimizerState.length);
  }

  /** Takes a log; `load` or `restart` must follow, unless it agrees with the one before up to where the trainer stands. */
  setLog(log: Log): void {
    this.#log = log;
    this.#lookAhead();
  }

  /** To the first update, before anything was trained, with what was edited there. */
  restart(): void {
    this.parameters.set(this.#setup.initial);
    for (const slot of this.optimizerState) slot.fill(0);
    this.#update = 0;
    this.#settings = this.#setup.optimizer;
    this.repeatEdits();
  }

  load({ update, values }: Checkpoint): void {
    const { length } = this.parameters;
    this.parameters.set(values.subarray(0, length));
    this.optimizerState.forEach((slot, i) => slot.set(values.subarray((i + 1) * length, (i + 2) * length)));
    this.#update = update;
    this.#setLearningRate(learningRateAt(this.#log, update, this.#setup.optimizer.learningRate));
    this.#lookAhead();
  }

  /** Packs the state into an array of length `size`; returns it. */
  save(into: Float64Array): Float64Array {
    into.set(this.parameters);
    this.optimizerState.forEach((slot, i) => into.set(slot, (i + 1) * slot.length));
    return into;
  }

  checkpoint(): Checkpoint {
    return { update: this.#update, values: this.save(new Float64Array(this.size)) };
  }

  /** The loss of the current batch, and its derivatives into `gradients`. */
  evaluate(): number {
    const { network, data, trainable } = this.#setup;
    const loss = this.#kernel.gradient(this.parameters, data, this.batches.rowsAt(this.#update));
    if (this.#settings.l2 !== 0) addL2(network, this.#settings.l2, this.parameters, this.#kernel.gradients, trainable);
    return loss;
  }

  /** The loss of a batch alone: of the current one, or of another update's, at the current parameters. */
  loss(update = this.#update): number {
    return this.#kernel.loss(this.parameters, this.#setup.data, this.batches.rowsAt(update));
  }

  /** Moves every parameter by the gradients of the last `evaluate`: one update is finished. */
  apply(): void {
    const { trainable } = this.#setup;
    const step = this.#update + 1;
    // The kernel's own descent has the same bits and is faster.
    if (this.#descends) this.#kernel.descend(this.parameters, this.#settings.learningRate);
    else this.#moveAll(this.#settings, step, this.parameters, this.#kernel.gradients, this.optimizerState, trainable);
    this.#update = step;
    if (step === this.#nextEdit) this.repeatEdits();
  }

  /** Whether every parameter is a finite number. */
  finite(): boolean {
    return allFinite(this.parameters);
  }

  /** Makes the edits at the start of the current update, as the log now has them. */
  repeatEdits(): void {
    for (const entry of this.#log) {
      if (entry.update !== this.#update) continue;
      if (entry.kind === 'learningRate') this.#setLearningRate(entry.value);
      else this.parameters[this.#setup.network.parameterByName(entry.name)!.offset] = entry.value;
    }
    this.#lookAhead();
  }

  #setLearningRate(learningRate: number): void {
    if (learningRate !== this.#settings.learningRate) this.#settings = { ...this.#settings, learningRate };
  }

  #lookAhead(): void {
    this.#nextEdit = Infinity;
    for (const { update } of this.#log) {
      if (update > this.#update && update < this.#nextEdit) this.#nextEdit = update;
    }
  }
}

export function allFinite(values: Float64Array): boolean {
  // 0 · Infinity and 0 · NaN are NaN.
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += 0 * values[i];
  return sum === 0;
}
