// Whatever a person cuts, pastes or types halfway: nothing throws, and no range lies outside of the text.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { completionsAt } from '../../../../src/document/language/completion';
import { commentFolds } from '../../../../src/document/language/folding';
import { formatNetwork } from '../../../../src/document/language/format';
import { writtenParameters } from '../../../../src/document/language/hints';
import { occurrencesOf, subjectAt } from '../../../../src/document/language/references';
import { renameEdits, renamingAt } from '../../../../src/document/language/rename';
import { type NetworkSymbol, symbolsOf } from '../../../../src/document/language/symbols';
import { sketchNetwork } from '../../../../src/document/sketch';
import type { Range } from '../../../../src/document/problems';
import { article, dosage, load } from '../support';

const piece = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '//',
  '/*',
  '\\',
  '-',
  'NaN',
  'null',
  '\n',
  '"weights": [[',
  '"layers": []',
  '"dose"',
  '"w3"',
);
const edit = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat(60),
  inserted: fc.oneof(piece, fc.string({ maxLength: 8, unit: 'binary' })),
});

function applied(text: string, edits: readonly { at: number; removed: number; inserted: string }[]): string {
  return edits.reduce((result, { at, removed, inserted }) => {
    const offset = Math.floor(at * result.length);
    return result.slice(0, offset) + inserted + result.slice(offset + removed);
  }, text);
}

function within(text: string, { offset, length }: Range): void {
  assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset} + ${length} of ${text.length}`);
}

function checkSymbols(text: string, symbols: readonly NetworkSymbol[]): void {
  for (const { name, range, selection, children } of symbols) {
    within(text, range);
    // VS Code refuses symbols without a name, and a selection that is not inside the range.
    assert.notEqual(name, '');
    assert.ok(selection.offset >= range.offset && selection.offset + selection.length <= range.offset + range.length);
    checkSymbols(text, children);
  }
}

describe('language features on random edits', () => {
  it('never throw, and never give a range outside the text', async () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(
        fc.array(edit, { maxLength: 5 }),
        fc.array(edit, { maxLength: 2 }),
        place,
        async (edits, dataEdits, at) => {
          const text = applied(article, edits);
          const data = applied(dosage, dataEdits);
          const shown = data.replace(/^\uFEFF/, '');
          const loaded = await load(text, { 'dosage.csv': data });
          const offset = Math.floor(at * text.length);
          checkSymbols(text, symbolsOf(loaded.parsed));
          commentFolds(text);
          const found = subjectAt(loaded, offset);
          if (found) {
            within(text, found.range);
            for (const { file, range } of occurrencesOf(loaded, found.subject))
              within(file === 'data' ? shown : text, range);
          }
          try {
            const renaming = renamingAt(loaded, offset);
            for (const { file, ...range } of renameEdits(loaded, renaming, 'another'))
              within(file === 'data' ? shown : text, range);
          } catch (error) {
            // Refusals are sentences.
            assert.match((error as Error).message, /^[A-Zwb].*\.$/);
          }
          for (const { range } of await completionsAt(loaded, offset, () =>
            Promise.resolve([{ path: 'a.csv', detail: '' }]),
          )) {
            within(text, range);
            assert.ok(range.offset <= offset && offset <= range.offset + range.length);
          }
          const { outline } = loaded.parsed;
          const network = outline && sketchNetwork(outline);
          if (network) {
            const written = writtenParameters(loaded.parsed, network, { offset: 0, length: text.length }, 100);
            for (const { range, value } of written) {
              within(text, range);
              assert.equal(Number(text.slice(range.offset, range.offset + range.length)), value);
            }
          }
          const formatted = formatNetwork(text, { tabSize: 2, insertSpaces: true });
          if (formatted !== null) assert.equal(formatNetwork(formatted, { tabSize: 2, insertSpaces: true }), formatted);
        },
      ),
      { numRuns: 400 },
    );
  });
});
