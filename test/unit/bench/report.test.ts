import assert from 'node:assert/strict';
import { lossComplaints, rate, withReport } from '../../bench/report';
import type { Result } from '../../bench/rounds';
import { median } from '../../bench/rounds';
import { workload } from '../../bench/workloads';

describe('benchmark report', () => {
  it('replaces what stands between its marks, and nothing else', () => {
    const text = 'before\n<!-- bench:start -->\nold\n<!-- bench:end -->\nafter';
    const once = withReport(text, 'new');
    assert.equal(once, 'before\n<!-- bench:start -->\n\nnew\n\n<!-- bench:end -->\nafter');
    assert.equal(withReport(once, 'new'), once);
  });

  it('refuses a text without the marks', () => {
    for (const text of ['', '<!-- bench:start -->', '<!-- bench:end --> <!-- bench:start -->']) {
      assert.throws(() => withReport(text, 'new'), /no lines/);
    }
  });

  it('writes speeds with three digits', () => {
    assert.deepEqual([7_512_345, 44_480, 123_456, 290, 51.63, 7.5].map(rate), [
      '7.51 M',
      '44.5 k',
      '123 k',
      '0.29 k',
      '51.6',
      '7.50',
    ]);
  });

  it('takes the middle of the rounds', () => {
    assert.deepEqual(
      [
        [3, 1, 2],
        [4, 1, 3, 2],
      ].map(median),
      [2, 2.5],
    );
  });

  it('complains of a peer whose loss is another one', () => {
    const result = (name: string, tolerance: number, loss: number | null) =>
      ({ contestant: { name, label: name, tolerance }, speed: 1, loss, remark: null }) as unknown as Result;
    const results = [
      result('backpropStepper', 1e-6, 2),
      result('single', 1e-3, 2.001),
      result('double', 1e-6, 2.001),
      result('online', 1e-6, null),
    ];
    const complaints = lossComplaints([workload('W1')], new Map([['W1', results]]));
    assert.deepEqual(complaints, ['W1: after 100 updates the loss of double is 2.001, ours 2']);
  });
});
