/** This project: the trainer that every session uses. */

import { Trainer } from '../../../src/training/trainer';
import { type Contender, DOUBLE, sameMethod } from '../contender';
import { setupOf } from '../workloads';

export const backpropStepper: Contender = {
  label: 'Backprop Stepper',
  instead: sameMethod,
  tolerance: DOUBLE,
  start(workload) {
    const trainer = new Trainer(setupOf(workload));
    const all = new Trainer(setupOf({ ...workload, batch: workload.data.count }));
    return {
      train(updates) {
        for (let i = 0; i < updates; i++) {
          trainer.evaluate();
          trainer.apply();
        }
      },
      loss() {
        all.parameters.set(trainer.parameters);
        return all.loss();
      },
    };
  },
};
