import assert from 'node:assert/strict';
import fc from 'fast-check';
import { parseDataset } from '../../../src/document/dataset/parseDataset';
import { nodeAt } from '../../../src/document/locate';
import { parseNetwork } from '../../../src/document/parse';
import { place } from './language/randomEdits';
import { article, dosage, fixed, load } from './support';

/** Cuts, pastes and half-typed pieces: places are parts of the length, so that they fit every text. */
const edit = fc.record({
  from: place,
  removed: fc.nat(40),
  inserted: fc.oneof(
    fc.constantFrom(
      '{',
      '}',
      '[',
      ']',
      '"',
      ',',
      ':',
      '//',
      '/*',
      '*/',
      '\\',
      '\\u12',
      '-',
      '1e999',
      'NaN',
      'null',
      '\n',
      '\0',
    ),
    fc.constantFrom(
      '"weights": [[',
      '"layers": []',
      '{ "units": ',
      '"oneHot": true',
      '"dataset": {}',
      '__proto__',
      '[[[[[[',
    ),
    fc.string({ maxLength: 10, unit: 'binary' }),
  ),
});

function applyEdits(text: string, edits: { from: number; removed: number; inserted: string }[]): string {
  return edits.reduce((result, { from, removed, inserted }) => {
    const offset = Math.floor(from * result.length);
    return result.slice(0, offset) + inserted + result.slice(offset + removed);
  }, text);
}

const inline = article.replace(
  '"dosage.csv"',
  '{ "columns": ["dose", "effectiveness"], "rows": [[0, 0], [0.5, 1], [1, 0]] }',
);

describe('whatever the text', () => {
  it('parsing never throws, and never gives a range outside of it', () => {
    fc.assert(
      fc.property(fc.constantFrom(article, inline), fc.array(edit, { minLength: 1, maxLength: 6 }), (start, edits) => {
        const text = applyEdits(start, edits);
        const { problems, document } = parseNetwork(text);
        assert.equal(
          document === null,
          problems.some(({ severity }) => severity === 'error'),
        );
        for (const { range, message, fix } of problems) {
          assert.ok(range.offset >= 0 && range.length >= 0 && range.offset + range.length <= text.length, message);
          for (const { offset, length } of fix?.edits ?? []) assert.ok(offset >= 0 && offset + length <= text.length);
          if (fix) parseNetwork(fixed(text, fix));
        }
      }),
      { numRuns: 1000 },
    );
  });

  it('looking up a place never throws, and what it finds holds the place', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 4 }), place, (edits, part) => {
        const parsed = parseNetwork(applyEdits(inline, edits));
        const offset = Math.floor(part * parsed.text.length);
        const found = nodeAt(parsed, offset);
        if (!found) return;
        assert.ok(found.range.offset <= offset && offset < found.range.offset + found.range.length);
      }),
      { numRuns: 1000 },
    );
  });

  it('loading never throws, with spoiled networks and spoiled data', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(edit, { maxLength: 2 }), fc.array(edit, { maxLength: 3 }), async (edits, dataEdits) => {
        const [text, data] = [applyEdits(article, edits), applyEdits(dosage, dataEdits)];
        const { problems, setup } = await load(text, { 'dosage.csv': data });
        assert.equal(
          setup === null,
          problems.some(({ severity }) => severity === 'error'),
        );
        // As VS Code reads the file: without its byte-order mark.
        const shown = data.replace(/^\uFEFF/, '');
        for (const { range, file } of problems) {
          const { length } = file === 'network' ? text : shown;
          assert.ok(range.offset >= 0 && range.offset + range.length <= length);
        }
      }),
      { numRuns: 1000 },
    );
  });

  for (const name of ['a.csv', 'a.tsv', 'a.json', 'a.jsonl']) {
    it(`${name}: any bytes give a table or a problem`, () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
          const { table, problems } = parseDataset(bytes, name);
          assert.ok(table !== null || problems.length > 0);
        }),
        { numRuns: 1000 },
      );
    });
  }

  it('brackets by the ten thousand are told of, not died of', () => {
    for (const text of [
      '['.repeat(50_000),
      '{"a":'.repeat(50_000),
      `{ "layers": ${'['.repeat(50_000)}${']'.repeat(50_000)} }`,
    ]) {
      assert.ok(parseNetwork(text).problems.length > 0);
    }
  });
});

describe('large files', () => {
  it('a 784-128-10 network with all its numbers written out is parsed, and each number is found in it', function () {
    this.timeout(20_000);
    let state = 1;
    const weight = () => ((state = (state * 48271) % 2147483647) / 2147483647 - 0.5) * 0.1;
    const rows = (units: number, inputs: number) =>
      Array.from({ length: units }, () => Array.from({ length: inputs }, weight));
    const network = {
      dataset: 'digits.csv',
      inputs: Array.from({ length: 784 }, (_, index) => `pixel${index}`),
      outputs: [{ column: 'digit', oneHot: Array.from({ length: 10 }, (_, digit) => String(digit)) }],
      layers: [
        { activation: 'relu', weights: rows(128, 784), biases: new Array<number>(128).fill(0) },
        { activation: 'softmax', weights: rows(10, 128), biases: new Array<number>(10).fill(0) },
      ],
      loss: 'crossEntropy',
      optimizer: { type: 'adam' },
    };
    const text = JSON.stringify(network, null, 4);
    assert.ok(text.length > 4_000_000);
    const parsed = parseNetwork(text);
    assert.deepEqual(parsed.problems, []);
    const middle = text.indexOf(String(network.layers[0].weights[64][392]));
    const found = nodeAt(parsed, middle);
    assert.equal(found?.kind === 'weight' && found.parameter?.matrixName, 'W[1][65,393]');
  });

  it('a table of a million cells is read', function () {
    this.timeout(20_000);
    const line = Array.from({ length: 10 }, (_, index) => `0.${index}12345`).join(',');
    const text = `${'abcdefghij'.split('').join(',')}\n${`${line}\n`.repeat(100_000)}`;
    const bytes = new TextEncoder().encode(text);
    const { table, problems } = parseDataset(bytes, 'large.csv');
    assert.deepEqual(problems, []);
    assert.equal(table?.rowCount, 100_000);
  });
});
