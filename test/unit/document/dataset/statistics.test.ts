import assert from 'node:assert/strict';
import { parseDataset } from '../../../../src/document/dataset/parseDataset';
import { spreadOf, summarizeColumn, summaryWords, tableWords } from '../../../../src/document/dataset/statistics';

const table = (text: string) => parseDataset(new TextEncoder().encode(text), 'a.csv').table!;

describe('column statistics', () => {
  const mixed = table('n,word,gap,nothing\n2,b,1,\n4,a,,\n4,a,3,\n4,b,,\n5,a,,\n5,c,,\n7,a,,\n9,b,,\n');

  it('numbers: minimum, maximum, mean, population deviation, histogram', () => {
    const { spread, histogram, type, first } = summarizeColumn(mixed, 0);
    // The textbook example of a standard deviation: mean 5, deviation 2.
    assert.deepEqual(spread, { count: 8, min: 2, max: 9, mean: 5, deviation: 2 });
    assert.equal(type, 'number');
    assert.deepEqual(histogram, [1, 0, 3, 0, 2, 0, 0, 1, 0, 1]);
    assert.deepEqual(first, ['2', '4', '4', '4', '5']);
  });

  it('words: categories, the most frequent first', () => {
    const { type, spread, categories, categoryCount, histogram } = summarizeColumn(mixed, 1);
    assert.equal(type, 'text');
    assert.equal(spread, null);
    assert.deepEqual(histogram, []);
    assert.deepEqual(categories, [
      { name: 'a', count: 4 },
      { name: 'b', count: 3 },
      { name: 'c', count: 1 },
    ]);
    assert.equal(categoryCount, 3);
  });

  it('counts what is missing', () => {
    assert.equal(summarizeColumn(mixed, 2).missing, 6);
    assert.equal(summarizeColumn(mixed, 2).spread?.count, 2);
    assert.equal(summarizeColumn(mixed, 3).type, 'empty');
  });

  it('says it in a line', () => {
    const lines = [0, 1, 2, 3].map((column) => summaryWords(summarizeColumn(mixed, column)));
    assert.deepEqual(lines, [
      '2 to 9, mean 5',
      '3 categories: a (4), b (3), c (1)',
      '1 to 3, mean 2, 6 empty',
      'empty',
    ]);
    assert.equal(summaryWords(summarizeColumn(table('a\n-0.5\n-0\n'), 0)), '−0.5 to 0, mean −0.25');
    assert.equal(tableWords(mixed), '8 rows, 4 columns');
  });

  it('keeps its digits where the mean is large against the deviation', () => {
    const spread = spreadOf({ numbers: Float64Array.of(1e9 + 4, 1e9 + 7, 1e9 + 13, 1e9 + 16) });
    // Deviations −6, −3, 3, 6: √(90/4); a naive Σx² − n·mean² loses all of them.
    assert.ok(Math.abs(spread!.deviation - Math.sqrt(22.5)) < 1e-9);
  });

  it('counts a number on the edge of two parts in the upper one, as NumPy does', () => {
    const lengths = [4.3, 6.1, 6.1, 6.46, 7.9].join('\n');
    assert.deepEqual(summarizeColumn(table(`a\n${lengths}\n`), 0).histogram, [1, 0, 0, 0, 0, 2, 1, 0, 0, 1]);
  });

  it('puts every number into a part of the histogram, even at the ends of what a double holds', () => {
    const { histogram } = summarizeColumn(table('a\n-1.7e308\n0\n1.7e308\n'), 0);
    assert.deepEqual(histogram, [1, 0, 0, 0, 0, 1, 0, 0, 0, 1]);
    assert.deepEqual(summarizeColumn(table('a\n3\n3\n'), 0).histogram, [2, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
  });
});
