/** One update of W1 explained: its tape and the derivation of one parameter. */

import { Batches } from '../../../src/core/batches';
import { derive } from '../../../src/core/derivation';
import { Tape } from '../../../src/core/tape';
import type { UpdateState } from '../../../src/core/updateState';
import { setupOf, workload } from '../workloads';
import { milliseconds, quantile } from './quantile';

/** Microseconds, the median. */
export interface ExplainedMeasured {
  readonly operations: number;
  readonly tape: number;
  readonly everyOperation: number;
}

export function explained(): ExplainedMeasured {
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
}
