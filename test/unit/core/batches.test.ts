import assert from 'node:assert/strict';
import { Batches } from '../../../src/core/batches';

const rowsOf = (batches: Batches, update: number) => [...batches.at(update).rows];

describe('batches', () => {
  it('full: all samples, and every update is an epoch', () => {
    const batches = new Batches({ batchSize: 'full', shuffle: false, seed: 0 }, 4);
    assert.equal(batches.perEpoch, 1);
    assert.equal(batches.size, 4);
    assert.deepEqual(batches.at(7), { epoch: 7, batch: 0, rows: Int32Array.of(0, 1, 2, 3) });
  });

  it('mini-batches in order, the last of an epoch short', () => {
    const batches = new Batches({ batchSize: 2, shuffle: false, seed: 0 }, 5);
    const expected = [
      { epoch: 0, batch: 0, rows: Int32Array.of(0, 1) },
      { epoch: 0, batch: 1, rows: Int32Array.of(2, 3) },
      { epoch: 0, batch: 2, rows: Int32Array.of(4) },
      { epoch: 1, batch: 0, rows: Int32Array.of(0, 1) },
    ];
    assert.deepEqual(
      expected.map((_, update) => batches.at(update)),
      expected,
    );
  });

  it('a batch larger than the data is the data', () => {
    const batches = new Batches({ batchSize: 10, shuffle: false, seed: 0 }, 3);
    assert.deepEqual([batches.size, batches.perEpoch], [3, 1]);
    assert.deepEqual(rowsOf(batches, 1), [0, 1, 2]);
  });

  describe('shuffled', () => {
    const settings = { batchSize: 3, shuffle: true, seed: 5 } as const;

    it('every epoch has every sample once, in an order of its own', () => {
      const batches = new Batches(settings, 10);
      const orders = [0, 1, 2, 3].map((epoch) => [0, 1, 2, 3].flatMap((batch) => rowsOf(batches, 4 * epoch + batch)));
      for (const order of orders)
        assert.deepEqual(
          [...order].sort((a, b) => a - b),
          [0, 1, 2, 3, 4, 5, 6, 7, 8, 9],
        );
      assert.equal(new Set(orders.map(String)).size, 4);
      assert.deepEqual(
        [0, 1, 2, 3].map((update) => batches.at(update).rows.length),
        [3, 3, 3, 1],
      );
    });

    it('any update gives the same batch however it is reached', () => {
      const walked = new Batches(settings, 10);
      const steps = Array.from({ length: 40 }, (_, update) => walked.at(update));
      const jumped = new Batches(settings, 10);
      for (const update of [39, 0, 17, 16, 18, 3, 38, 1]) assert.deepEqual(jumped.at(update), steps[update]);
    });

    it('a batch handed out stays as it is when other epochs are asked for', () => {
      const batches = new Batches(settings, 10);
      const { rows } = batches.at(0);
      const before = [...rows];
      batches.at(100);
      assert.deepEqual([...rows], before);
    });

    it('another seed gives other orders', () => {
      const [five, six] = [5, 6].map((seed) => new Batches({ ...settings, seed }, 10));
      assert.notDeepEqual([...five.at(0).rows, ...five.at(1).rows], [...six.at(0).rows, ...six.at(1).rows]);
    });

    it('one batch of all samples keeps their order', () => {
      assert.deepEqual(rowsOf(new Batches({ ...settings, batchSize: 'full' }, 4), 2), [0, 1, 2, 3]);
    });
  });
});
