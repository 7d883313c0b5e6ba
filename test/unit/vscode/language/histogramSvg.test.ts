// The histogram in a hover: bars in proportion to the counts, in the colour given, and XML whatever the data hold.
import assert from 'node:assert/strict';
import { histogramSvg } from '../../../../src/vscode/language/hover/histogramSvg';
import type { ColumnContents } from '../../../../src/explain/column';

const numbers: ColumnContents = {
  type: 'number',
  rowCount: 11,
  missing: 0,
  spread: { min: -0.5, max: 2, mean: 1 },
  histogram: [8, 0, 2, 1],
  categories: [],
  categoryCount: 0,
};
const words = (categories: ColumnContents['categories']): ColumnContents => ({
  ...numbers,
  type: 'text',
  spread: null,
  histogram: [],
  categories,
  categoryCount: categories.length,
});

const attributes = (svg: string, shape: string, name: string): number[] =>
  Array.from(svg.matchAll(new RegExp(`<${shape} [^>]*?\\b${name}="([^"]*)"`, 'g')), ([, value]) => Number(value));
const texts = (svg: string): string[] => Array.from(svg.matchAll(/<text[^>]*>([^<]*)</g), ([, text]) => text);

describe('the histogram of a column', () => {
  it('of numbers has bars as high as their counts, and the ends of the range below', () => {
    const svg = histogramSvg(numbers, '#123456')!;
    // Nothing is drawn for no number; the last one is the axis.
    assert.deepEqual(attributes(svg, 'rect', 'height'), [48, 12, 6, 1]);
    assert.deepEqual(attributes(svg, 'rect', 'x'), [0, 131, 196.5, 0]);
    assert.deepEqual(texts(svg), ['−0.5', '2']);
    assert.deepEqual(Array.from(svg.matchAll(/#[0-9a-f]{6}/g), String), ['#123456']);
  });

  it('of categories has a bar for each, its name before it and its count behind', () => {
    const svg = histogramSvg(words([...'ab'].map((name, index) => ({ name, count: 4 - 2 * index }))), '#cccccc')!;
    const [a, b] = attributes(svg, 'rect', 'width');
    assert.equal(b, a / 2);
    assert.deepEqual(texts(svg), ['a', '4', 'b', '2']);
  });

  it('draws no more categories than there is room for', () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ name: `c${index}`, count: 1 }));
    assert.equal(attributes(histogramSvg(words(many), '#cccccc')!, 'rect', 'width').length, 8);
  });

  it('is XML whatever a category is called', () => {
    const svg = histogramSvg(words([{ name: '<b a="1">&\u0000\ud800 and so on', count: 1 }]), '#cccccc')!;
    assert.deepEqual(texts(svg), ['&lt;b a="1"&gt;&amp;�� …', '1']);
  });

  it('is not there where there is nothing to be compared', () => {
    const same = { ...numbers, spread: { min: 3, max: 3, mean: 3 }, histogram: [2, 0] };
    for (const column of [same, { ...words([]), type: 'empty' as const }]) {
      assert.equal(histogramSvg(column, '#cccccc'), null);
    }
  });
});
