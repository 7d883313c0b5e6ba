import assert from 'node:assert/strict';
import { drawWeights, initializers } from '../../../src/core/initializers';
import type { InitializerName } from '../../../src/core/names';

const [units, inputs] = [200, 300];

describe('initializers', () => {
  const rows: [InitializerName, 'bound' | 'deviation', number][] = [
    // From the formulas of torch.nn.init for a weight of shape [200, 300]: √(6/500), √(2/500), √(6/300), √(2/300).
    ['zeros', 'bound', 0],
    ['uniform', 'bound', 0.5],
    ['xavierUniform', 'bound', 0.1095445115010332],
    ['xavierNormal', 'deviation', 0.0632455532033676],
    ['heUniform', 'bound', 0.1414213562373095],
    ['heNormal', 'deviation', 0.0816496580927726],
  ];
  for (const [name, kind, spread] of rows) {
    it(`${name}: ${kind} ${spread.toPrecision(4)}`, () => {
      assert.ok(Math.abs(initializers[name].spread(inputs, units) - spread) < 1e-15);
      const weights = drawWeights(name, 3, 0, units, inputs);
      assert.equal(weights.length, units * inputs);
      const mean = weights.reduce((sum, w) => sum + w, 0) / weights.length;
      const deviation = Math.sqrt(weights.reduce((sum, w) => sum + w * w, 0) / weights.length);
      const largest = weights.reduce((most, w) => Math.max(most, Math.abs(w)), 0);
      // A uniform number in ±s has deviation s/√3; 60,000 of them are within 2 % by far.
      const expected = kind === 'bound' ? spread / Math.sqrt(3) : spread;
      assert.ok(Math.abs(mean) <= 0.025 * expected, `mean ${mean}`);
      assert.ok(Math.abs(deviation - expected) <= 0.02 * expected, `deviation ${deviation}`);
      if (kind === 'bound') assert.ok(largest <= spread && largest >= 0.999 * spread, `largest ${largest}`);
      else assert.ok(largest > 3.5 * spread, `a normal distribution has tails: ${largest}`);
    });
  }

  it('draw the same weights from the same seed, others from another seed or in another layer', () => {
    const draw = (seed: number, layer: number) => [...drawWeights('heNormal', seed, layer, 2, 2)];
    assert.deepEqual(draw(1, 0), draw(1, 0));
    assert.notDeepEqual(draw(1, 0), draw(2, 0));
    assert.notDeepEqual(draw(1, 0), draw(1, 1));
  });

  it('draw row by row, so that a neuron more leaves those before it as they were', () => {
    const [two, three] = [2, 3].map((count) => drawWeights('uniform', 1, 0, count, 4));
    assert.deepEqual([...three.subarray(0, 8)], [...two]);
  });
});
