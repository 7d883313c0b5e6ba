/** What is measured of this project alone, each in a process of its own; prints one line of JSON. Argument: which. */

import { Batches } from '../../src/core/batches';
import { derive } from '../../src/core/derivation';
import { Random } from '../../src/core/random';
import { Tape } from '../../src/core/tape';
import type { UpdateState } from '../../src/core/updateState';
import { RecordedRun } from './contenders/withHistory';
import { setupOf, workload } from './workloads';

/** What goes over the wire, by the name of the measurement. */
export interface Measured {
  readonly history: {
    /** Of all numbers that are kept of 10⁶ updates. */
    readonly bytes: number;
    /** Milliseconds to reach an update at random: the median and the slowest but one percent. */
    readonly median: number;
    readonly p99: number;
  };
  /** Microseconds, the median. */
  readonly explained: { readonly operations: number; readonly tape: number; readonly everyOperation: number };
}

const milliseconds = (work: () => void): number => {
  const began = performance.now();
  work();
  return performance.now() - began;
};

const quantile = (values: readonly number[], share: number): number =>
  values.toSorted((a, b) => a - b)[Math.min(values.length - 1, Math.floor(share * values.length))];

const measurements: { readonly [Name in keyof Measured]: () => Measured[Name] } = {
  history() {
    const updates = 1_000_000;
    const run = new RecordedRun(setupOf(workload('W1')));
    run.train(updates);
    const { losses, checkpoints } = run.history;
    const bytes = Float64Array.BYTES_PER_ELEMENT * (losses.size + checkpoints.allocated * checkpoints.size);
    const random = new Random(1);
    const times = Array.from({ length: 3000 }, () => milliseconds(() => run.seek(random.below(updates))));
    return { bytes, median: quantile(times, 0.5), p99: quantile(times, 0.99) };
  },

  explained() {
    const { network, trainable, data, initial, optimizer, training } = setupOf(workload('W1'));
    const { rows } = new Batches(training, data.count).at(0);
    const parameters = initial.slice();
    const state = (): UpdateState => ({
      network,
      trainable,
      data,
      rows,
      parameters: parameters.slice(),
      optimizer: { settings: optimizer, step: 1, state: [] },
    });
    let operations = 0;
    const explain = (all: boolean) => () => {
      const tape = new Tape(state());
      operations = tape.count;
      for (let i = all ? 0 : operations - 1; i < operations; i++) tape.operation(i);
      derive(state(), 'w1', { values: (position) => tape.valuesAt(position) });
    };
    const medianOf = (work: () => void) =>
      1000 * quantile(Array.from({ length: 6000 }, () => milliseconds(work)).slice(2000), 0.5);
    const tape = medianOf(explain(false));
    const everyOperation = medianOf(explain(true));
    return { operations, tape, everyOperation };
  },
};

console.log(JSON.stringify(measurements[process.argv[2] as keyof Measured]()));
