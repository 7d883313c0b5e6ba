import assert from 'node:assert/strict';
import { drawWeights } from '../../../../src/core/initializers';
import { categoriesOf } from '../../../../src/document/setup/features';
import { splitRows } from '../../../../src/document/setup/split';
import { fixed, load, marked } from '../support';

interface Parts {
  readonly dataset?: unknown;
  readonly inputs?: unknown;
  readonly outputs?: unknown;
  readonly layers?: unknown;
  readonly loss?: string;
  readonly training?: unknown;
  readonly trainable?: unknown;
}

const network = (parts: Parts): string =>
  JSON.stringify({
    dataset: {
      columns: ['a', 'kind', 'b'],
      rows: [
        [1, 'y', 0],
        [3, 'x', 1],
        [5, 'y', 1],
        [7, 'z', 0],
      ],
    },
    inputs: ['a'],
    outputs: ['b'],
    layers: [{ units: 1, activation: 'identity' }],
    loss: 'ssr',
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
    ...parts,
  });

describe('buildSetup', () => {
  it('takes columns in the order of the network, samples row by row', async () => {
    const { setup } = await load(network({ inputs: ['b', 'a'] }));
    assert.deepEqual([...setup!.data.inputs], [0, 1, 1, 3, 1, 5, 0, 7]);
  });

  it('makes one number per category: those found, sorted, or those given, in their order', async () => {
    const found = await load(network({ inputs: [{ column: 'kind', oneHot: true }, 'a'] }));
    assert.deepEqual(found.setup!.network.inputs, ['kind=x', 'kind=y', 'kind=z', 'a']);
    assert.deepEqual([...found.setup!.data.inputs.slice(0, 8)], [0, 1, 0, 1, 1, 0, 0, 3]);
    const given = await load(network({ inputs: [{ column: 'kind', oneHot: ['z', 'y', 'x'] }] }));
    assert.deepEqual([...given.setup!.data.inputs.slice(0, 6)], [0, 1, 0, 0, 0, 1]);
  });

  it('sorts categories as numbers where all are, else by code units', () => {
    assert.deepEqual(categoriesOf(['10', '9', '2', '9', null]), ['2', '9', '10']);
    assert.deepEqual(categoriesOf(['b', 'B', 'a', 'ä', '10']), ['10', 'B', 'a', 'b', 'ä']);
  });

  const manyKinds = (given: readonly string[], kinds: readonly (string | null)[]): string =>
    network({
      dataset: { columns: ['a', 'kind', 'b'], rows: kinds.map((kind, row) => [row, kind, 0]) },
      inputs: ['a', { column: 'kind', oneHot: given }],
    });

  it('tells once, at the list, of a category that it misspells', async () => {
    const text = manyKinds(['setosa', 'versicolour'], ['setosa', 'versicolor', 'versicolor', 'versicolor']);
    const { problems } = await load(text);
    assert.deepEqual(
      problems.map(({ message }) => message),
      [
        "The column 'kind' has no category 'versicolour'. Its categories are setosa, versicolor. Did you mean 'versicolor'?",
      ],
    );
    assert.equal(marked(text, problems[0]), '"versicolour"');
    const mended = fixed(text, problems[0].fix!);
    assert.ok((await load(mended)).setup, mended);
  });

  it('tells once, at the list, of categories that it leaves out', async () => {
    const text = manyKinds(['setosa'], ['setosa', 'blue', 'red', 'red', 'blue', 'red', 'setosa']);
    const { problems } = await load(text);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["This list leaves out 'blue' and 'red' of the column 'kind' (5 rows)."],
    );
    assert.equal(marked(text, problems[0]), '"setosa"');
    assert.ok((await load(fixed(text, problems[0].fix!))).setup);
  });

  it('tells of a slip in the data at its cell, beside what is wrong with the list', async () => {
    const text = manyKinds(['setosa', 'blu'], ['setosa', 'setossa', 'blue', null, 'blue']);
    const { problems } = await load(text);
    assert.deepEqual(
      problems.map((problem) => [marked(text, problem), problem.message]),
      [
        ['"setossa"', "'setossa' is none of the categories of column 'kind': setosa, blu. Did you mean 'setosa'?"],
        ['null', "The cell is empty (column 'kind')."],
        [
          '"blu"',
          "The column 'kind' has no category 'blu'. Its categories are setosa, setossa, blue. Did you mean 'blue'?",
        ],
      ],
    );
  });

  it('tells of a category that was not given', async () => {
    const text = network({ inputs: [{ column: 'kind', oneHot: ['x', 'y'] }] });
    const { problems } = await load(text);
    assert.deepEqual(
      problems.map(({ message }) => message),
      ["'z' is none of the categories of column 'kind': x, y."],
    );
    assert.equal(marked(text, problems[0]), '"z"');
  });

  it('checks sizes and names again once the data have told the categories', async () => {
    const oneHot = [{ column: 'kind', oneHot: true }];
    const rows = await load(
      network({ inputs: oneHot, layers: [{ activation: 'identity', weights: [[1, 2]] }], trainable: ['w3'] }),
    );
    assert.deepEqual(
      rows.problems.map(({ message }) => message),
      ['Neuron 1 of layer 1 has 2 weights; the layer has 3 inputs (kind=x, kind=y, kind=z).'],
    );
    const outputs = await load(
      network({ outputs: oneHot, layers: [{ units: 2, activation: 'softmax' }], loss: 'crossEntropy' }),
    );
    assert.deepEqual(
      outputs.problems.map(({ message }) => message),
      ['The last layer has 2 neurons, but there are 3 outputs (kind=x, kind=y, kind=z).'],
    );
    const names = await load(network({ inputs: oneHot, trainable: ['w4'] }));
    assert.match(
      names.problems[0].message,
      /^There is no parameter 'w4': the network has the weights w1, w2, w3 and the bias b1\.$/,
    );
  });

  it('takes observed values from 0 to 1 for binary cross-entropy only', async () => {
    const parts = {
      inputs: ['b'],
      outputs: ['a'],
      layers: [{ units: 1, activation: 'sigmoid' }],
      loss: 'binaryCrossEntropy',
    };
    const { problems } = await load(network(parts));
    assert.deepEqual(
      problems.map(({ message }) => message),
      [3, 5, 7].map((value) => `'${value}' is not from 0 to 1, as binary cross-entropy needs (column 'a').`),
    );
  });

  it('takes observed values that add up to 1 for cross-entropy only', async () => {
    const layers = [{ units: 2, activation: 'softmax' }];
    const dataset = (rows: number[][]) => ({ columns: ['a', 'p', 'q'], rows });
    const parts = { outputs: ['p', 'q'], layers, loss: 'crossEntropy' };
    const good = await load(network({ ...parts, dataset: dataset([[1, 0.25, 0.75]]) }));
    assert.deepEqual(good.problems, []);
    const bad = await load(
      network({
        ...parts,
        dataset: dataset([
          [1, 0.25, 0.75],
          [1, 1, 1],
        ]),
      }),
    );
    assert.deepEqual(
      bad.problems.map(({ message }) => message),
      ['The observed values of this row add up to 2, not 1, as cross-entropy needs.'],
    );
  });

  it('draws weights that are not given with the seed, layer by layer, and starts biases at 0', async () => {
    const layers = [
      { units: 3, activation: 'tanh', init: 'heNormal', biases: [1, 2, 3] },
      { units: 1, activation: 'identity' },
    ];
    const { setup } = await load(network({ layers, training: { seed: 11 } }));
    const expected = [
      ...drawWeights('heNormal', 11, 0, 3, 1),
      1,
      2,
      3,
      ...drawWeights('xavierUniform', 11, 1, 1, 3),
      0,
    ];
    assert.deepEqual([...setup!.initial], expected);
    const other = await load(network({ layers, training: { seed: 12 } }));
    assert.notDeepEqual(other.setup!.initial, setup!.initial);
  });

  it('leaves a layer without biases', async () => {
    const { setup } = await load(network({ layers: [{ activation: 'identity', weights: [[2]], bias: false }] }));
    assert.deepEqual([...setup!.initial], [2]);
    assert.equal(setup!.network.biasCount, 0);
  });

  it('takes matrix names in trainable', async () => {
    const { setup } = await load(network({ trainable: ['b[1][1]'] }));
    assert.deepEqual([...setup!.trainable], [0, 1]);
  });

  describe('normalize', () => {
    const rows = [
      [1, 0],
      [3, 1],
      [5, 1],
      [7, 0],
    ];
    const dataset = (normalize: string, more = {}) => ({ columns: ['a', 'b'], rows, normalize, ...more });

    it('standard: mean 0 and population deviation 1, inputs only', async () => {
      const { setup, scales } = await load(network({ dataset: dataset('standard') }));
      // Mean 4, deviations −3, −1, 1, 3: √(20/4).
      const width = Math.sqrt(5);
      assert.deepEqual(scales, [{ feature: 'a', shift: 4, width }]);
      assert.deepEqual(
        [...setup!.data.inputs],
        [-3, -1, 1, 3].map((value) => value / width),
      );
      assert.deepEqual([...setup!.data.outputs], [0, 1, 1, 0]);
    });

    it('minMax: from 0 to 1', async () => {
      const { setup } = await load(network({ dataset: dataset('minMax') }));
      assert.deepEqual([...setup!.data.inputs], [0, 1 / 3, 2 / 3, 1]);
    });

    it('takes its statistics from the rows that are trained on', async () => {
      const { setup, scales, rows: split } = await load(network({ dataset: dataset('minMax', { validation: 0.25 }) }));
      const trained = [...split!.training].map((row) => rows[row][0]);
      const [shift, width] = [Math.min(...trained), Math.max(...trained) - Math.min(...trained)];
      assert.deepEqual(scales, [{ feature: 'a', shift, width }]);
      assert.deepEqual(
        [...setup!.validation!.inputs],
        [...split!.validation].map((row) => (rows[row][0] - shift) / width),
      );
    });

    it('leaves one-hot inputs as they are, and makes a constant column 0 with a warning', async () => {
      const constant = {
        columns: ['a', 'k', 'b'],
        rows: [
          [5, 'x', 0],
          [5, 'y', 1],
        ],
        normalize: 'standard',
      };
      const text = network({ dataset: constant, inputs: ['a', { column: 'k', oneHot: true }] });
      const { setup, problems } = await load(text);
      assert.deepEqual([...setup!.data.inputs], [0, 1, 0, 0, 0, 1]);
      assert.deepEqual(
        problems.map(({ severity, message }) => [severity, message]),
        [['warning', "The column 'a' has the same value in every row that is trained on: normalized it is 0."]],
      );
      assert.equal(marked(text, problems[0]), '"a"');
    });
  });

  describe('validation', () => {
    it('parts the rows, every one on one side, in the order of the file', () => {
      const { training, validation } = splitRows(50, 0.2, 3);
      assert.equal(validation.length, 10);
      assert.deepEqual(
        [...training, ...validation].sort((a, b) => a - b),
        Array.from({ length: 50 }, (_, row) => row),
      );
      assert.deepEqual(
        [...validation],
        [...validation].sort((a, b) => a - b),
      );
    });

    it('depends on the seed alone', () => {
      assert.deepEqual(splitRows(50, 0.2, 3), splitRows(50, 0.2, 3));
      assert.notDeepEqual(splitRows(50, 0.2, 3).validation, splitRows(50, 0.2, 4).validation);
    });

    it('holds out at least one row and leaves at least one', () => {
      assert.deepEqual(
        [2, 2, 1].map((count, index) => splitRows(count, [0.01, 0.99, 0.5][index], 0).validation.length),
        [1, 1, 0],
      );
    });

    it('gives the held-out samples apart', async () => {
      const dataset = {
        columns: ['a', 'b'],
        rows: [
          [1, 10],
          [2, 20],
          [3, 30],
          [4, 40],
        ],
        validation: 0.5,
      };
      const { setup, rows } = await load(network({ dataset }));
      assert.deepEqual(
        [...setup!.data.outputs],
        [...setup!.data.inputs].map((value) => value * 10),
      );
      assert.deepEqual(
        [...setup!.validation!.inputs],
        [...rows!.validation].map((row) => row + 1),
      );
      assert.equal(setup!.data.count + setup!.validation!.count, 4);
    });
  });
});
