import assert from 'node:assert/strict';
import { looksLikeNetwork } from '../../../src/document/looksLikeNetwork';
import { article, spoil } from './support';

describe('a text that looks like a network', () => {
  const rows: readonly [what: string, text: string, is: boolean][] = [
    ['the article’s', article, true],
    ['one that is half written', article.slice(0, article.indexOf('"loss"')), true],
    ['one with a comment and an error', `// mine\n${spoil(article, '"ssr"', '"srr"')}`, true],
    ['one without layers', '{ "dataset": "a.csv", "inputs": ["a"] }', false],
    ['layers of something else', '{ "layers": [{ "url": "tiles.png" }], "zoom": 3 }', false],
    ['a list', '[{ "layers": [1] }]', false],
    ['words', 'It has "layers", "inputs" and outputs.', false],
    ['nothing', '', false],
  ];
  for (const [what, text, is] of rows) {
    it(`${what}: ${is ? 'yes' : 'no'}`, () => assert.equal(looksLikeNetwork(text), is));
  }
});
