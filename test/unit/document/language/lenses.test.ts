// What stands above a network and its layers.
import assert from 'node:assert/strict';
import { lensesOf } from '../../../../src/document/language/lenses';
import { parseNetwork } from '../../../../src/document/parse';
import { article, spoil } from '../support';

function titles(text: string): string[] {
  const { outline, document } = parseNetwork(text);
  return lensesOf(outline!, document?.network ?? null).map(({ title }) => title);
}

describe('lenses', () => {
  const rows: readonly [what: string, from: string, to: string, title: string][] = [
    ['few parameters', '3.34', '3.34', 'Layer 1: softplus, 1 → 2 · 4 parameters (w1, w2, b1, b2)'],
    [
      'more parameters',
      '"weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57]',
      '"units": 3',
      'Layer 1: softplus, 1 → 3 · 6 parameters (w1 to w3, b1 to b3)',
    ],
    ['no biases', '"biases": [0]', '"bias": false', 'Layer 2: identity, 2 → 1 · 2 parameters (w3, w4)'],
    [
      'the matrix form',
      '"weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57]',
      '"units": 100',
      'Layer 1: softplus, 1 → 100 · 200 parameters (W[1], b[1])',
    ],
  ];
  for (const [what, from, to, title] of rows) {
    it(`of a layer with ${what}`, () => {
      const free = article.replace(/,\n {2}"trainable": .*/, '');
      const wide = to.includes('100') ? spoil(free, '"weights": [[0.36, 0.63]], "biases": [0]', '"units": 1') : free;
      const three = to.includes(': 3') ? spoil(free, '[[0.36, 0.63]]', '[[0.36, 0.63, 1]]') : wide;
      assert.ok(titles(spoil(three, from, to)).includes(title), titles(spoil(three, from, to)).join('\n'));
    });
  }

  it('stand at the file’s first bracket and at those of the layers', () => {
    const { outline, document } = parseNetwork(article);
    const lenses = lensesOf(outline!, document!.network);
    assert.deepEqual(
      lenses.map(({ range, action }) => `${article.slice(range.offset, range.offset + 20)} ${action}`.split('\n')[0]),
      ['{', '{', '{', '{ "activation": "sof select', '{ "activation": "ide select'],
    );
  });

  it('of a file that is half written are those of the file', () => {
    assert.equal(titles('{ "layers": [{}]').length, 3);
  });
});
