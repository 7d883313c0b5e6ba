import assert from 'node:assert/strict';
import { drive, nextTask } from '../../../src/training/runner/drive';
import type { RunJob, RunReport } from '../../../src/training/runner/job';
import { TrainingLoop } from '../../../src/training/runner/trainingLoop';
import { Trainer } from '../../../src/training/trainer';
import { article } from './setups';

function job(target: number | null): RunJob {
  return { start: null, log: [], stop: { target }, recordFrom: 0, spacing: 1024, lossWidth: 1 };
}

describe('Driving a run', () => {
  it('trains not one update more when it is told to stop between two slices', async () => {
    const trainer = new Trainer(article());
    let stopping = false;
    const reports: RunReport[] = [];
    const driven = drive(new TrainingLoop(trainer, job(null)), {
      slice: 1,
      report: (report) => reports.push(report),
      stopping: () => stopping,
    });
    const { update } = trainer;
    assert.ok(update > 0, 'the first slice is not put off');
    stopping = true;
    assert.equal(await driven, 'stopped');
    assert.equal(reports.length, 1);
    assert.equal(reports[0].reached.update, update);
  });

  it('hands over when its time is over', async () => {
    const trainer = new Trainer(article());
    const reports: RunReport[] = [];
    const end = await drive(new TrainingLoop(trainer, job(null)), {
      slice: 1,
      limit: 5,
      report: (report) => reports.push(report),
      stopping: () => false,
    });
    assert.equal(end, 'handover');
    assert.equal(reports.at(-1)?.reached.update, trainer.update);
    assert.equal(reports.at(-1)?.ended, null);
  });

  it('reports all losses and checkpoints once', async () => {
    const reports: RunReport[] = [];
    const loop = new TrainingLoop(new Trainer(article()), job(5000));
    const report = (one: RunReport) => void reports.push(one);
    assert.equal(await drive(loop, { slice: 0.1, report, stopping: () => false }), 'target');
    const checkpoints = reports.flatMap((one) => one.checkpoints.map(({ update }) => update));
    assert.deepEqual(checkpoints, [1024, 2048, 3072, 4096]);
    assert.equal(reports.at(-1)?.ended, 'target');
    assert.equal(reports.at(-1)?.reached.update, 5000);
  });

  it('gives way to timers and messages', async () => {
    let fired = false;
    setTimeout(() => (fired = true), 0);
    const began = performance.now();
    while (!fired && performance.now() - began < 1000) await nextTask();
    assert.ok(fired);
  });
});
