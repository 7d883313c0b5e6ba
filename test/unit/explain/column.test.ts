// A column in words: the line of what it holds, and the line that says what its histogram shows.
import assert from 'node:assert/strict';
import { parseDataset } from '../../../src/document/dataset/parseDataset';
import { summarizeColumn } from '../../../src/document/dataset/statistics';
import { contentWords, countWords } from '../../../src/explain/column';

const summaries = (text: string) => {
  const table = parseDataset(new TextEncoder().encode(text), 'a.csv').table!;
  return table.columns.map((_, index) => summarizeColumn(table, index));
};

describe('a column in words', () => {
  const [n, word, gap, nothing, same] = summaries(
    'n,word,gap,nothing,same\n0.1,b,1,,3\n0.2,a,,,3\n0.3,a,3,,3\n0.7,c,,,3\n',
  );

  const contents: readonly [typeof n, string][] = [
    // Their sum is 1.2999999999999998, and a quarter of it 0.32499999999999996.
    [n, 'numbers from 0.1 to 0.7, mean 0.325, no cell empty'],
    [word, 'text, 3 categories, no cell empty'],
    [gap, 'numbers from 1 to 3, mean 2, 2 of 4 cells empty'],
    [nothing, 'all 4 cells are empty'],
    [same, 'numbers, all of them 3, no cell empty'],
  ];
  for (const [column, words] of contents) {
    it(`${column.name}: ${words}`, () => assert.equal(contentWords(column), words));
  }

  it('gives the house’s decimals', () => {
    const [third] = summaries('third\n0.1\n0\n0\n');
    assert.equal(third.spread!.mean.toFixed(10), '0.0333333333');
    assert.equal(contentWords(third), 'numbers from 0 to 0.1, mean 0.0333, no cell empty');
    assert.equal(contentWords(third, { decimals: 2 }), 'numbers from 0 to 0.1, mean 0.03, no cell empty');
  });

  it('says what the histogram shows', () => {
    assert.equal(countWords(n), '1, 1, 0, 1, 0, 0, 0, 0, 0, 1 in 10 equal parts from 0.1 to 0.7');
    assert.equal(countWords(word), 'a 2, b 1, c 1');
    for (const column of [nothing, same]) assert.equal(countWords(column), '');
    const [many] = summaries(`word\n${[...'abcdefghijklmnopqrstuvwxyz'].join('\n')}\n`);
    assert.equal(countWords(many), 'a 1, b 1, c 1, d 1, e 1, f 1, g 1, h 1 and 18 more');
  });
});
