// Axes and lines of the panel's charts.
import assert from 'node:assert/strict';
import { areaPoints, extent, linePoints, nearestIndex, valueAt } from '../../../src/webview/charts/points';
import { indexTicks, labelWidth, niceStep, powerTicks, ticks } from '../../../src/webview/charts/ticks';

describe('ticks', () => {
  for (const [span, count, expected] of [
    [10, 5, 2],
    [1.4, 4, 0.5],
    [200, 4, 50],
    [0, 4, 1],
    [NaN, 4, 1],
  ] as const) {
    it(`cut ${span} into at most ${count} parts of ${expected}`, () => assert.equal(niceStep(span, count), expected));
  }

  it('have equal decimals, a true minus and no −0', () => {
    assert.deepEqual(ticks(-0.75, 1.2, 5).labels, ['−0.5', '0.0', '0.5', '1.0']);
    assert.deepEqual(ticks(-4.5, 4.5, 5).labels, ['−4', '−2', '0', '2', '4']);
  });

  it('write large numbers with an exponent', () => {
    assert.deepEqual(ticks(0, 2e154, 2).labels, ['0', '10¹⁵⁴', '2·10¹⁵⁴']);
  });

  it('begin the time axis at 0 and end it at the last update', () => {
    assert.deepEqual(indexTicks(200), [0, 50, 100, 150, 200]);
    assert.deepEqual(indexTicks(171), [0, 50, 100, 171]);
    assert.deepEqual(indexTicks(1), [0, 1]);
  });

  it('stand at whole exponents on a logarithmic axis', () => {
    assert.deepEqual(powerTicks(-4, 1, 5), [-4, -3, -2, -1, 0, 1]);
    assert.deepEqual(powerTicks(-7, 300, 4), [0, 77, 154, 231]);
  });

  it('get the room that their labels need', () => {
    assert.equal(labelWidth(['0', '1']), 30);
    assert.ok(labelWidth(['−1.5·10¹⁵⁴']) > 55);
  });
});

describe('the points of a line', () => {
  const frame = { left: 0, right: 10, bottom: 0, top: 2 };

  it('fill a frame of 1000 × 100, from the bottom up', () => {
    assert.equal(linePoints([0, 5, 10], [0, 1, 2], frame), '0,100 500,50 1000,0');
  });

  it('leave out what is not a number', () => {
    assert.equal(linePoints([0, 5, 10], [0, Infinity, NaN], frame), '0,100');
  });

  it('close an area along the bottom', () => {
    assert.equal(areaPoints([0, 10], [1, 2], frame), '0,100 0,50 1000,0 1000,100');
    assert.equal(areaPoints([], [], frame), '');
  });

  it('do not break in a frame without height', () => {
    assert.equal(linePoints([0], [3], { left: 0, right: 0, bottom: 3, top: 3 }), '0,100');
  });
});

describe('a series', () => {
  const updates = [0, 10, 20, 40];

  for (const [wanted, expected] of [
    [-5, 0],
    [4, 0],
    [6, 1],
    [29, 2],
    [31, 3],
    [99, 3],
  ] as const) {
    it(`has update ${wanted} nearest to number ${expected}`, () =>
      assert.equal(nearestIndex(updates, wanted), expected));
  }

  it('has no value where it is empty', () => {
    assert.equal(nearestIndex([], 3), -1);
    assert.ok(Number.isNaN(valueAt([], [], 3)));
  });

  it('has the extent of its finite values', () => {
    assert.deepEqual(
      extent([
        [1, NaN, -3],
        [Infinity, 2],
      ]),
      { low: -3, high: 2 },
    );
    assert.equal(extent([[NaN]]), null);
  });
});
