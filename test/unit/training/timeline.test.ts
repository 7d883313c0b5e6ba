import assert from 'node:assert/strict';
import { History } from '../../../src/training/history';
import type { RunReport } from '../../../src/training/runner/job';
import type { Intervention } from '../../../src/training/snapshot';
import { article } from './setups';

const noLosses = { update: new Float64Array(0), loss: new Float64Array(0) };

/** A report of a run that has reached an update, with checkpoints that know where they were taken. */
function report(update: number, ...checkpoints: number[]): RunReport {
  const at = (place: number) => ({ update: place, values: Float64Array.of(place) });
  const reached = at(update);
  return {
    reached,
    loss: 1,
    losses: noLosses,
    checkpoints: checkpoints.map(at),
    millisecondsPerUpdate: null,
    ended: null,
    hit: null,
    memory: null,
  };
}

const edit = (name: string): Intervention => ({ kind: 'parameter', update: 1000, name, value: 1 });
const position = { update: 1000, operation: -1 };

describe('History', () => {
  it('lets no one read checkpoints that are used again', () => {
    const history = new History(article(), 1, 4);
    const { spacing } = history.checkpoints;
    assert.equal(spacing, 1024);
    history.take(report(4 * spacing, spacing, 2 * spacing, 3 * spacing, 4 * spacing));
    history.edit(edit('w1'), position);
    history.edit(edit('w2'), position);
    history.undo(position);
    history.undo(position);
    assert.equal(history.recorded, 4 * spacing);
    // More than the capacity: every second one is thinned out, and its slot is used again.
    history.take(report(8 * spacing, 5 * spacing, 6 * spacing, 8 * spacing));
    history.redo(position);
    history.redo(position);
    for (const branch of [history.branch(), history.replacedBranch()!]) {
      for (let update = 0; update <= 8 * spacing; update += 512) {
        const nearest = branch.nearest(update);
        if (nearest) assert.deepEqual([...nearest.values], [nearest.update]);
        assert.ok((nearest?.update ?? 0) <= update);
      }
    }
  });

  it('shows a branch no checkpoints of another one', () => {
    const history = new History(article(), 1);
    history.take(report(4096, 1024, 2048));
    const before = history.branch();
    assert.equal(before.nearest(3000)?.update, 2048);
    history.edit(edit('w1'), position);
    history.take(report(4096, 1024, 2048));
    assert.equal(before.nearest(3000), null, 'these know the edit');
    assert.deepEqual([before.log, before.recorded], [[], 4096]);
    const replaced = history.replacedBranch()!;
    assert.equal(replaced.nearest(3000)?.update, 2048);
    history.undo(position);
    assert.equal(replaced.nearest(3000), null);
    assert.equal(history.branch().nearest(3000)?.update, 2048);
  });

  it('remembers a hundred edits', () => {
    const history = new History(article(), 1);
    for (let update = 1; update <= 150; update++) {
      history.take(report(update));
      history.edit({ kind: 'learningRate', update, value: update }, { update, operation: -1 });
    }
    let undone = 0;
    while (history.undo(position)) undone++;
    assert.equal(undone, 100);
    assert.equal(history.log.length, 50);
  });
});
