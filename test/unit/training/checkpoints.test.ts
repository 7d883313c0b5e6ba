import assert from 'node:assert/strict';
import { capacityFor, CheckpointStore, spacingFor } from '../../../src/training/checkpoints';

function filled(to: number, spacing: number, capacity: number): CheckpointStore {
  const store = new CheckpointStore(2, spacing, capacity);
  for (let update = 1; update <= to; update++) store.offer(update, Float64Array.of(update, -update));
  return store;
}

describe('Checkpoints', () => {
  it('are kept at the multiples of the spacing', () => {
    const store = filled(100, 8, 1000);
    assert.equal(store.count, 12);
    for (const [update, nearest] of [
      [100, 96],
      [96, 96],
      [95, 88],
      [8, 8],
    ]) {
      assert.deepEqual(store.nearest(update), { update: nearest, values: Float64Array.of(nearest, -nearest) });
    }
    assert.equal(store.nearest(7), null);
    assert.equal(store.nearest(-1), null);
  });

  it('are thinned out so that slots stay bounded however long the run is, and slots are used again', () => {
    const store = filled(1_000_000, 1, 64);
    assert.ok(store.count <= 64);
    assert.ok(store.count > 32);
    assert.equal(store.allocated, 65, 'one more than the capacity, at the moment of thinning');
    assert.equal(store.spacing, 2 ** 14);
    for (let update = 0; update < 1_000_000; update += 12_345) {
      const nearest = store.nearest(update);
      assert.ok(update - (nearest?.update ?? 0) < store.spacing);
      if (nearest) assert.deepEqual([...nearest.values], [nearest.update, -nearest.update]);
    }
  });

  it('are copies', () => {
    const store = new CheckpointStore(1, 1, 4);
    const values = Float64Array.of(5);
    store.offer(1, values);
    values[0] = 6;
    assert.deepEqual(store.nearest(1), { update: 1, values: Float64Array.of(5) });
  });

  it('are the very arrays where they are large and nobody else’s, and are thinned out like copies', () => {
    const store = new CheckpointStore(2000, 1, 16);
    const given = Array.from({ length: 100 }, (_, i) => ({
      update: i + 1,
      values: new Float64Array(2000).fill(i + 1),
    }));
    for (const checkpoint of given) store.take(checkpoint);
    assert.ok(store.count <= 16 && store.count > 8);
    assert.ok(store.allocated <= 17, `${store.allocated} slots`);
    assert.equal(store.nearest(64)?.values, given[63].values);
    assert.equal(store.nearest(64)?.values[1999], 64);
  });

  it('are not taken twice when updates are run again', () => {
    const store = filled(20, 4, 100);
    store.offer(8, Float64Array.of(0, 0));
    assert.deepEqual(store.nearest(8), { update: 8, values: Float64Array.of(8, -8) });
    assert.equal(store.count, 5);
  });

  it('can be taken out beyond an update and put back', () => {
    const store = filled(40, 4, 100);
    const cut = store.splitAfter(19);
    assert.deepEqual(
      cut.map(({ update }) => update),
      [20, 24, 28, 32, 36, 40],
    );
    assert.equal(store.nearest(40)?.update, 16);
    assert.equal(store.allocated, 4);
    store.append(cut);
    assert.equal(store.nearest(37)?.update, 36);
    assert.equal(store.allocated, 10);
    assert.deepEqual(store.splitAfter(100), []);
  });

  it('adapt to the time of an update, within the capacity', () => {
    const store = filled(1000, 4, 250);
    store.adapt(64);
    assert.equal(store.spacing, 64);
    store.adapt(1);
    assert.equal(store.spacing, 8, '1000 updates at 4 would fill 250 slots at once');
  });

  for (const [milliseconds, spacing] of [
    [0.0002, 2048],
    [0.0005, 512],
    [0.005, 64],
    [0.02, 256],
    [3, 2],
    [100, 1],
  ]) {
    it(`are ${spacing} updates apart where one takes ${milliseconds} ms`, () => {
      assert.equal(spacingFor(milliseconds), spacing);
      const reach = milliseconds <= 0.008 ? 1 : 16;
      assert.ok(spacing === 1 || spacing * milliseconds <= reach);
    });
  }

  it('fit the budget whatever the size of the network', () => {
    for (const size of [7, 226, 101_770, 305_310, 10_000_000]) {
      const bytes = capacityFor(size) * size * 8;
      assert.ok(bytes <= 128 * 2 ** 20 || capacityFor(size) === 16, `${size}`);
    }
  });
});
