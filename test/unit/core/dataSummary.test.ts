/** What samples look like as a whole, against the definitions; what they bring along is believed. */
import assert from 'node:assert/strict';
import { dataSummary, summarizeData } from '../../../src/core/dataSummary';
import { Random } from '../../../src/core/random';
import { buildNetwork } from './sampleNetworks';

const network = buildNetwork({
  inputs: 3,
  layers: [{ units: 2, activation: 'identity' }],
  loss: 'mse',
});

function dataOf(count: number, output: (sample: number, k: number) => number) {
  const random = new Random(1);
  return {
    count,
    inputs: Float64Array.from({ length: 3 * count }, () => 1e6 + random.normal()),
    outputs: Float64Array.from({ length: 2 * count }, (_, i) => output(i >> 1, i & 1)),
  };
}

describe('summary of the data', () => {
  it('has range, mean and deviation of every feature', () => {
    const data = dataOf(500, (sample, k) => sample * (k + 1));
    const { inputs, outputs } = dataSummary({ network, data });
    const features = [
      ...inputs.map((summary, at) => ({ summary, values: data.inputs.filter((_, i) => i % 3 === at) })),
      ...outputs.map((summary, at) => ({ summary, values: data.outputs.filter((_, i) => i % 2 === at) })),
    ];
    assert.equal(features.length, 5);
    for (const { summary, values } of features) {
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      assert.deepEqual([summary.least, summary.most], [Math.min(...values), Math.max(...values)]);
      assert.ok(Math.abs(summary.mean - mean) < 1e-9 * Math.abs(mean));
      assert.ok(Math.abs(summary.deviation - Math.sqrt(variance)) < 1e-6 * summary.deviation);
    }
  });

  for (const [what, output, binary, oneHot] of [
    ['classes', (sample: number, k: number) => Number(sample % 2 === k), true, true],
    ['zeros and ones', (sample: number) => sample % 2, true, false],
    ['sums of 1 that are no classes', (_: number, k: number) => [1.5, -0.5][k], false, false],
    ['numbers', (sample: number) => sample, false, false],
  ] as const) {
    it(`tells ${what}`, () => {
      const summary = dataSummary({ network, data: dataOf(10, output) });
      assert.deepEqual([summary.binary, summary.oneHot], [binary, oneHot]);
    });
  }

  it('is made once, and not at all where the data bring it along', () => {
    const data = dataOf(10, () => 1);
    assert.equal(dataSummary({ network, data }), dataSummary({ network, data }));
    const summary = summarizeData(
      dataOf(10, () => 0),
      3,
      2,
    );
    assert.equal(dataSummary({ network, data: { ...data, summary } }), summary);
  });
});
