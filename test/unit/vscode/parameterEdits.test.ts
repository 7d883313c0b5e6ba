// Parameters written into a file's text: only the numbers change.
import { deepEqual, equal, throws } from 'node:assert/strict';
import { Network } from '../../../src/core/network';
import type { LayerShape } from '../../../src/core/network';
import { parameterEdits } from '../../../src/vscode/commands/parameterEdits';
import { difference, replaced, withProperty } from '../../../src/vscode/commands/textChanges';

const hidden: LayerShape = { units: 2, activation: 'softplus', bias: true };
const output: LayerShape = { units: 1, activation: 'identity', bias: true };
const network = new Network({ inputs: ['dose'], outputs: ['effectiveness'], layers: [hidden, output], loss: 'ssr' });

const text = `{
  // the article's network
  "layers": [
    { "activation": "softplus", "weights": [[3.340], [-3.53]], "biases": [-1.43, 0.57] }, // hidden
    { "activation": "identity", "weights": [[0.36 /* w3 */, 0.63]], "biases": [0], },
  ],
}
`;

function written(before: string, parameters: number[], of = network): string {
  return parameterEdits(before, of, Float64Array.from(parameters)).reduceRight(replaced, before);
}

describe('parameter edits', () => {
  it('puts new numbers in the place of the old ones, with comments and layout as they were', () => {
    equal(
      written(text, [3.5, -3.53, -1.43, 0.57, 0.1024, 1e-7, -0.19]),
      text.replace('3.340', '3.5').replace('0.36', '0.1024').replace('0.63', '1e-7').replace('[0]', '[-0.19]'),
    );
  });

  it('does not touch a number that stays the same, however it is written', () => {
    deepEqual(parameterEdits(text, network, Float64Array.from([3.34, -3.53, -1.43, 0.57, 0.36, 0.63, 0])), []);
  });

  it('writes every bit of a double, and no −0', () => {
    const result = written(text, [0.1 + 0.2, -3.53, -1.43, 0.57, 0.36, 0.63, -0]);
    equal(result, text.replace('3.340', '0.30000000000000004'));
  });

  it('adds the numbers of a layer that was drawn', () => {
    const drawn = `{ "layers": [\n  { "units": 2, "activation": "softplus", "init": "zeros" },\n  { "weights": [[0, 0]], "biases": [0] }\n] }`;
    const layers = (JSON.parse(written(drawn, [1, 2, 3, 4, 5, 6, 7])) as { layers: object[] }).layers;
    deepEqual(layers, [
      { units: 2, activation: 'softplus', init: 'zeros', weights: [[1], [2]], biases: [3, 4] },
      { weights: [[5, 6]], biases: [7] },
    ]);
  });

  it('adds no biases to a layer that has none', () => {
    const layers = [{ ...hidden, units: 1, bias: false }];
    const bare = new Network({ inputs: ['dose'], outputs: ['effectiveness'], layers, loss: 'ssr' });
    equal(
      written('{ "layers": [{ "units": 1, "bias": false }] }', [5], bare),
      '{ "layers": [{ "units": 1, "bias": false, "weights": [[5]] }] }',
    );
  });

  const refused: readonly [why: string, text: string, parameters: number[]][] = [
    ['another number of layers', '{ "layers": [] }', [1, 2, 3, 4, 5, 6, 7]],
    ['another number of weights', text.replace('0.36 /* w3 */, 0.63', '0.36'), [1, 2, 3, 4, 5, 6, 7]],
    ['a parameter that is no number', text, [NaN, 2, 3, 4, 5, 6, 7]],
  ];
  for (const [why, before, parameters] of refused) {
    it(`refuses ${why}`, () => throws(() => written(before, parameters), Error));
  }
});

describe('text changes', () => {
  const rows: readonly [key: string, value: unknown, before: string, after: string][] = [
    [
      'inputs',
      ['a', 'b'],
      '{ "inputs": ["x"], /* c */ "loss": "ssr" }',
      '{ "inputs": ["a", "b"], /* c */ "loss": "ssr" }',
    ],
    [
      'dataset',
      { file: 'a.csv', header: true },
      '{ "dataset": "b.csv" }',
      '{ "dataset": { "file": "a.csv", "header": true } }',
    ],
    ['inputs', ['a'], '{\n  "loss": "ssr"\n}', '{\n  "loss": "ssr",\n  "inputs": ["a"]\n}'],
    ['inputs', ['a'], '{}', '{ "inputs": ["a"] }'],
  ];
  for (const [key, value, before, after] of rows) {
    it(`sets ${key} in ${JSON.stringify(before)}`, () => equal(withProperty(before, key, value), after));
  }

  const pairs = [
    ['abc', 'abc'],
    ['aXc', 'aYYc'],
    ['aaa', 'aa'],
    ['', 'abc'],
    ['abab', 'ab'],
  ];
  for (const [before, after] of pairs) {
    it(`tells ${JSON.stringify(before)} from ${JSON.stringify(after)}`, () => {
      const edit = difference(before, after);
      equal(edit ? replaced(before, edit) : before, after);
    });
  }
});
