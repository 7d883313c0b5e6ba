/** This project as a session runs it: losses and checkpoints are kept, so that any update can be gone back to. */

import type { Setup } from '../../../src/core/setup';
import { History } from '../../../src/training/history';
import { TrainingLoop } from '../../../src/training/runner/trainingLoop';
import { Trainer } from '../../../src/training/trainer';
import { type Contender, DOUBLE, sameMethod } from '../contender';
import { setupOf } from '../workloads';

/** Milliseconds between reports, as runs have them. */
const REPORT_EVERY_MS = 100;

/** A trainer with its history, and how to go on. */
export class RecordedRun {
  readonly trainer: Trainer;
  readonly history: History;

  constructor(setup: Setup) {
    this.trainer = new Trainer(setup);
    this.history = new History(setup, this.trainer.size);
  }

  train(updates: number): void {
    const { trainer, history } = this;
    const { losses, checkpoints } = history;
    const loop = new TrainingLoop(trainer, {
      start: trainer.checkpoint(),
      log: [],
      stop: { target: trainer.update + updates },
      recordFrom: trainer.update,
      spacing: checkpoints.spacing,
      lossWidth: losses.width,
    });
    let ended;
    do {
      ended = loop.train(REPORT_EVERY_MS);
      history.take(loop.report(ended));
      loop.spacing = checkpoints.spacing;
    } while (ended === null);
  }

  /** Goes to the start of an update that has been run. */
  seek(update: number): void {
    const { trainer, history } = this;
    const checkpoint = history.checkpoints.nearest(update);
    if (checkpoint) trainer.load(checkpoint);
    else trainer.restart();
    while (trainer.update < update) {
      trainer.evaluate();
      trainer.apply();
    }
  }
}

export const withHistory: Contender = {
  label: 'Backprop Stepper, history on',
  instead: sameMethod,
  tolerance: DOUBLE,
  start(workload) {
    const run = new RecordedRun(setupOf(workload));
    const all = new Trainer(setupOf({ ...workload, batch: workload.data.count }));
    return {
      train: (updates) => run.train(updates),
      loss() {
        all.parameters.set(run.trainer.parameters);
        return all.loss();
      },
    };
  },
};
