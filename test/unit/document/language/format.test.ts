// Layout: matrices in columns, values and comments untouched, twice the same as once.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import * as fs from 'node:fs';
import { formatNetwork, formatTables } from '../../../../src/document/language/format';
import { parseJson, plainValue } from '../../../../src/document/json/tree';
import { samples } from '../../../../src/document/samples';

const options = { tabSize: 2, insertSpaces: true };
const format = (text: string, chosen = options): string => formatNetwork(text, chosen)!;
const layers = (weights: string): string => `{\n  "layers": [\n    {\n      "weights": ${weights}\n    }\n  ]\n}\n`;

const rows: readonly [what: string, before: string, after: string][] = [
  ['a matrix of several lines', '[[1,-2.5],\n[10, 0.25]]', '[\n        [ 1, -2.5],\n        [10, 0.25]\n      ]'],
  ['a matrix of one line', '[[1,-2.5],[10, 0.25]]', '[[1, -2.5], [10, 0.25]]'],
  ['a matrix that was torn apart', '[\n[\n1,\n2\n],\n[\n3,\n40\n]\n]', '[\n        [1,  2],\n        [3, 40]\n      ]'],
  ['a row that was torn apart', '[\n[\n1,\n2\n]\n]', '[[1, 2]]'],
  ['digits as they are written', '[[1.50, 1e3],\n[-0, 2]]', '[\n        [1.50, 1e3],\n        [  -0,   2]\n      ]'],
  [
    'a matrix with a comment',
    '[\n        [1, 2], // first\n        [30, 4]\n      ]',
    '[\n        [1, 2], // first\n        [30, 4]\n      ]',
  ],
];

describe('formatting', () => {
  for (const [what, before, after] of rows) {
    it(what, () => assert.equal(format(layers(before)), layers(after)));
  }

  it('indents as told, keeps line breaks between properties, and ends with a line break', () => {
    const text = '{ "a":1,\r\n"layers":[{"biases":[\r\n1,\r\n2]}]}';
    assert.equal(
      format(text, { tabSize: 4, insertSpaces: false }),
      '{ "a": 1,\r\n\t"layers": [{ "biases": [1, 2] }] }\r\n',
    );
  });

  it('of a part lays out the matrices that it touches', () => {
    const text = '{"layers": [{"weights": [[1,\n2]]}, {"weights": [[3,\n4]]}]}';
    const at = { offset: text.indexOf('3'), length: 0 };
    assert.deepEqual(formatTables(text, at, options), [
      { offset: text.indexOf('[[3'), length: '[[3,\n4]]'.length, text: '[[3, 4]]' },
    ]);
    assert.deepEqual(formatTables(text.slice(0, -1), at, options), []);
  });

  it('leaves a text alone that is no JSON', () => {
    assert.equal(formatNetwork('{ "a": ', options), null);
    assert.equal(formatNetwork('', options), null);
  });

  for (const { file } of samples) {
    it(`${file} stays as it is`, () => {
      const text = fs.readFileSync(`media/samples/${file}`, 'utf8');
      assert.equal(format(text), text);
    });
  }

  it('never changes a value, and once is enough', () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer());
    const matrix = fc.array(fc.array(number, { minLength: 1, maxLength: 4 }), { maxLength: 4 });
    const network = fc.record({
      dataset: fc.record({
        rows: fc.array(fc.array(fc.oneof(number, fc.string(), fc.constant(null))), { maxLength: 3 }),
      }),
      layers: fc.array(fc.record({ weights: matrix, biases: fc.array(number), name: fc.string() }), { maxLength: 3 }),
    });
    fc.assert(
      fc.property(network, fc.constantFrom(0, 1, 3, '\t'), (value, space) => {
        const text = JSON.stringify(value, null, space);
        const once = format(text);
        assert.equal(
          JSON.stringify(plainValue(parseJson(once).root!)),
          JSON.stringify(plainValue(parseJson(text).root!)),
        );
        assert.equal(format(once), once);
      }),
    );
  });
});
