// What is proposed for data: loss and last activation, a layer that fits, a whole network without errors.
import assert from 'node:assert/strict';
import { parseDataset } from '../../../src/document/dataset/parseDataset';
import { type ColumnSummary, summarizeColumn } from '../../../src/document/dataset/statistics';
import { fits, networkText, propose, withProposal } from '../../../src/document/proposal';
import { article, load, spoil } from './support';

const csv = [
  'x,wide,flag,kind,y',
  ...Array.from({ length: 12 }, (_, i) => `${i / 10},${i * 100},${i % 2},${'abc'[i % 3]},${i / 4}`),
  '',
].join('\n');

const { table } = parseDataset(new TextEncoder().encode(csv), 'a.csv');
const column = (name: string): ColumnSummary =>
  summarizeColumn(
    table!,
    table!.columns.findIndex((candidate) => candidate.name === name),
  );

describe('proposals for data', () => {
  const rows: readonly [outputs: readonly string[], activation: string, loss: string, units: number][] = [
    [['y'], 'identity', 'mse', 1],
    [['flag'], 'sigmoid', 'binaryCrossEntropy', 1],
    [['kind'], 'softmax', 'crossEntropy', 3],
    [['y', 'x'], 'identity', 'mse', 2],
    [['flag', 'kind'], 'sigmoid', 'binaryCrossEntropy', 4],
    [['flag', 'y'], 'identity', 'mse', 2],
  ];
  for (const [outputs, activation, loss, units] of rows) {
    it(`${outputs.join(' and ')}: ${activation} with ${loss}`, async () => {
      const proposal = propose(outputs.map(column));
      assert.deepEqual([proposal.activation, proposal.loss, proposal.units], [activation, loss, units]);
      const chosen = { inputs: [column('wide')], outputs: outputs.map(column) };
      const text = networkText({ path: 'a.csv', delimiter: undefined, ...chosen });
      assert.ok(fits(text, proposal));
      const { problems, setup } = await load(text, { 'a.csv': csv });
      assert.deepEqual(problems, []);
      assert.equal(setup?.network.lastLayer.units, units);
    });
  }

  it('wide inputs are normalized, others are not, and a delimiter is named', () => {
    const text = (input: string, delimiter?: string) =>
      networkText({ path: 'a.csv', delimiter, inputs: [column(input)], outputs: [column('y')] });
    assert.match(text('wide'), /"dataset": \{ "file": "a.csv", "normalize": "standard" \}/);
    assert.match(text('x'), /"dataset": "a.csv"/);
    assert.match(text('x', ';'), /"dataset": \{ "file": "a.csv", "delimiter": ";" \}/);
  });

  it('a network keeps what fits: any loss of residuals does for a regression', () => {
    assert.ok(fits(article, propose([column('y')])));
    assert.ok(!fits(article, propose([column('flag')])));
  });

  it('of a network only the loss and the layers that no longer fit are changed', async () => {
    const columns = spoil(
      spoil(
        spoil(article, '"trainable": ["w3", "w4", "b3"]', '"name": "x"'),
        '["effectiveness"]',
        '[{ "column": "kind", "oneHot": true }]',
      ),
      '["dose"]',
      '["x"]',
    );
    const changed = withProposal(columns, propose([column('kind')]), 1);
    assert.ok(changed.includes('"weights": [[3.34], [-3.53]]'), 'the first layer stays');
    assert.ok(changed.includes('{ "units": 3, "activation": "softmax", "init": "xavierUniform" }'), changed);
    assert.deepEqual((await load(changed, { 'dosage.csv': csv })).problems, []);
    const two = withProposal(columns.replace('["x"]', '["x", "flag"]'), propose([column('kind')]), 2);
    assert.ok(two.includes('{ "units": 2, "activation": "softplus", "init": "xavierUniform" }'), two);
    assert.deepEqual((await load(two, { 'dosage.csv': csv })).problems, []);
  });
});
