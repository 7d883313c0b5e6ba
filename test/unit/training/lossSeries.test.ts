import assert from 'node:assert/strict';
import { LossSeries } from '../../../src/training/lossSeries';

/** A loss that falls and has a spike now and then. */
const lossOf = (update: number) => 1 / (1 + update) + (update % 1000 === 777 ? 5 : 0);

function filled(from: number, to: number, capacity: number, width = 1): LossSeries {
  const series = new LossSeries(width, capacity);
  for (let update = from; update <= to; update++) series.add(update, lossOf(update));
  return series;
}

describe('LossSeries', () => {
  it('is exact while it is short', () => {
    const { update, loss } = filled(0, 63, 64).curve();
    assert.deepEqual([...update], [...Array(64).keys()]);
    assert.deepEqual([...loss], [...Array(64).keys()].map(lossOf));
  });

  for (const [from, to, expected] of [
    [0, 60_000, 60_000],
    [0, 500, 500],
    [0, 776, 776],
    [1500, 900, null],
  ] as const) {
    it(`finds the lowest loss from ${from} to ${to}, also where buckets are wide`, () => {
      const series = filled(0, 60_000, 4096);
      const found = series.lowest(from, to);
      if (expected === null) assert.equal(found, null);
      else assert.ok(found !== null && found <= expected && expected - found < series.width, `${found}`);
    });
  }

  it('finds the last of the lowest losses', () => {
    const series = new LossSeries();
    [3, 1, 1, 2].forEach((loss, update) => series.add(update, loss));
    assert.equal(series.lowest(0, 3), 2);
    assert.equal(series.lowest(3, 3), 3);
  });

  for (const [from, to] of [
    [0, 10_000],
    [0, 1_000_000],
    [12_345, 700_001],
    [63, 64],
  ]) {
    it(`keeps the smallest and the largest of each bucket: ${from} to ${to}`, () => {
      const series = filled(from, to, 64);
      assert.equal(series.size, 4 * 64, 'memory does not grow');
      const { width } = series;
      assert.ok((to - from) / width < 64 + 1);
      const { update, loss } = series.curve();
      for (let start = Math.floor(from / width) * width; start <= to; start += width) {
        const inside = [...update.keys()].filter((i) => update[i] >= start && update[i] < start + width);
        const all = Array.from({ length: width }, (_, i) => start + i).filter((at) => at >= from && at <= to);
        const losses = all.map(lossOf);
        const least = losses.reduce((a, b) => Math.min(a, b));
        const most = losses.reduce((a, b) => Math.max(a, b));
        assert.deepEqual(new Set(inside.map((i) => loss[i])), new Set([least, most]));
        for (const i of inside) assert.equal(loss[i], lossOf(update[i]));
      }
      assert.ok(update.every((at, i) => i === 0 || at > update[i - 1]));
    });
  }

  it('is the same whether losses come one by one or by the curve of a finer series', () => {
    const direct = filled(0, 50_000, 64);
    const gathered = new LossSeries(1, 64);
    for (let from = 0; from <= 50_000; from += 3000) {
      gathered.addAll(filled(from, Math.min(50_000, from + 2999), 4096, gathered.width).curve());
    }
    assert.deepEqual(gathered.curve(), direct.curve());
  });

  it('gives at most two points per bucket asked for, none before a start', () => {
    const series = filled(0, 3000, 4096);
    const { update } = series.curve(10);
    assert.ok(update.length <= 20);
    assert.ok(update.includes(777));
    assert.ok(series.curve(10, 1500).update.every((at) => at >= 1500));
    assert.deepEqual([...series.curve(5000, 2998).update], [2998, 2999, 3000]);
  });

  it('leaves out what is no number', () => {
    const series = new LossSeries(1, 8);
    [1, NaN, 2, Infinity, -Infinity].forEach((loss, update) => series.add(update, loss));
    assert.deepEqual(series.curve(), { update: Float64Array.of(0, 2), loss: Float64Array.of(1, 2) });
  });

  it('forgets from an update on, and says from where its losses are missing', () => {
    const series = filled(0, 1000, 64);
    assert.equal(series.width, 16);
    const copy = series.copy();
    const missing = series.truncate(500);
    assert.equal(missing, 496);
    assert.ok(series.curve().update.every((at) => at < 496));
    for (let update = missing; update <= 1000; update++) series.add(update, lossOf(update));
    assert.deepEqual(series.curve(), copy.curve());
    assert.equal(series.truncate(2000), 2000, 'nothing is missing');
    assert.equal(series.truncate(0), 0);
    assert.equal(series.curve().update.length, 0);
  });
});
