// Completion: which names are offered at a place, and what the text is after one is taken.
import assert from 'node:assert/strict';
import { completionsAt, type Completion } from '../../../../src/document/language/completion';
import { snippetText } from '../../../../src/document/language/completionWords';
import { parseNetwork } from '../../../../src/document/parse';
import { article, load, spoil } from '../support';

const files = [
  { path: 'dosage.csv', detail: '' },
  { path: 'data/iris.csv', detail: '' },
];
const flowers = 'length,width,kind\n1,2,b\n3,4,a\n5,6,b\n';

/** The place is marked with ‸. */
async function at(marked: string, data = flowers): Promise<{ text: string; items: Completion[] }> {
  const offset = marked.indexOf('‸');
  assert.ok(offset >= 0);
  const text = marked.replace('‸', '');
  const loaded = await load(text, { 'dosage.csv': data });
  return { text, items: await completionsAt(loaded, offset, () => Promise.resolve(files)) };
}

function taken(text: string, { range: { offset, length }, insert }: Completion): string {
  return text.slice(0, offset) + insert + text.slice(offset + length);
}

const rows: readonly [what: string, from: string, to: string, labels: readonly string[], after: string][] = [
  ['the dataset', '"dosage.csv"', '‸', ['dosage.csv', 'data/iris.csv'], '"dataset": "dosage.csv"'],
  ['the dataset, in quotes', '"dosage.csv"', '"do‸"', ['dosage.csv', 'data/iris.csv'], '"dataset": "dosage.csv",'],
  [
    'the dataset, in an open quote',
    '"dosage.csv",',
    '"do‸',
    ['dosage.csv', 'data/iris.csv'],
    '"dataset": "dosage.csv"',
  ],
  [
    'the dataset’s file',
    '"dosage.csv"',
    '{ "file": "‸" }',
    ['dosage.csv', 'data/iris.csv'],
    '{ "file": "dosage.csv" }',
  ],
];

const columnRows: readonly [what: string, from: string, to: string, labels: readonly string[], after: string][] = [
  ['an input', '["dose"]', '[‸]', ['length', 'width', 'kind'], '"inputs": ["length"]'],
  ['another input', '["dose"]', '["width", ‸]', ['length', 'kind'], '"inputs": ["width", "length"]'],
  ['an input, half typed', '["dose"]', '["le‸"]', ['length', 'width', 'kind'], '"inputs": ["length"]'],
  [
    'a column by its name',
    '["dose"]',
    '[{ "column": "‸" }]',
    ['length', 'width', 'kind'],
    '"inputs": [{ "column": "length" }]',
  ],
  ['a category', '["effectiveness"]', '[{ "column": "kind", "oneHot": ["b", ‸] }]', ['a'], '"oneHot": ["b", "a"]'],
  ['a parameter', '"w4", ', '‸, ', ['w1', 'w2', 'b1', 'b2', 'w4'], '["w3", "w1", "b3"]'],
];

describe('completion', () => {
  for (const [what, from, to, labels, after] of [...rows, ...columnRows]) {
    it(`of ${what}`, async () => {
      const { text, items } = await at(spoil(article, from, to));
      assert.deepEqual(items.map(({ label }) => label).sort(), [...labels].sort());
      const first = items.find(({ label }) => label === labels[0])!;
      assert.ok(taken(text, first).includes(after), taken(text, first));
    });
  }

  it('of a text column gives one number per category', async () => {
    const { text, items } = await at(spoil(article, '["effectiveness"]', '[‸]'));
    const kind = items.find(({ label }) => label === 'kind')!;
    assert.equal(kind.documentation, '2 categories: b (2), a (1). Text becomes one number per category.');
    assert.ok(taken(text, kind).includes('"outputs": [{ "column": "kind", "oneHot": true }]'));
  });

  it('of the labels of the last layer gives the classes', async () => {
    const classes = spoil(article, '["effectiveness"]', '[{ "column": "kind", "oneHot": true }]');
    const { items } = await at(spoil(classes, '"biases": [0]', '"neurons": [‸], "biases": [0]'));
    assert.deepEqual(
      items.map(({ label }) => label),
      ['a', 'b'],
    );
  });

  it('says of a parameter what it is', async () => {
    const { items } = await at(spoil(article, '"w4", ', '‸, '), 'dose,effectiveness\n0,0\n');
    const { detail, documentation } = items.find(({ label }) => label === 'w2')!;
    assert.deepEqual([detail, documentation], ['weight', 'Weight from dose to x2: layer 1, neuron 2, input 1.']);
  });

  const nothing: readonly [what: string, from: string, to: string][] = [
    ['a property’s name', '"inputs"', '"‸"'],
    ['the loss, which the schema knows', '"ssr"', '"‸"'],
    ['a number', '0.36', '‸0.36'],
    ['a list that is there already', '["dose"]', '‸["dose"]'],
  ];
  for (const [what, from, to] of nothing) {
    it(`of ${what} adds nothing`, async () => {
      assert.deepEqual((await at(spoil(article, from, to))).items, []);
    });
  }

  for (const text of ['‸', 'n‸', 'nn‸', '// A network\n‸', '/* nothing yet */ nn‸\n']) {
    it(`of ${JSON.stringify(text)}: a whole network without errors`, async () => {
      const { text: before, items } = await at(text);
      const [{ label, kind }] = items;
      assert.deepEqual([label, kind, items.length], ['nn', 'snippet', 1]);
      const filled = taken(before, items[0]).replaceAll(/\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}/g, '$1$2');
      assert.deepEqual(parseNetwork(filled).problems, []);
      assert.ok(!filled.includes('nn'), filled);
    });
  }

  it('a snippet keeps short lists on one line and leaves out quotes where it is told to', () => {
    const value = { units: '^${1:2}', rows: [[0, 1]], text: 'a', empty: {} };
    assert.equal(
      snippetText(value),
      '{\n\t"units": ${1:2},\n\t"rows": [[0, 1]],\n\t"text": "a",\n\t"empty": {}\n}'.replace('{}\n', '{  }\n'),
    );
  });
});
