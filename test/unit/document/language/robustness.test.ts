// Whatever a person cuts, pastes or types halfway: nothing throws, and no range lies outside of the text.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { breakpointReferences } from '../../../../src/debug/breakpoints/breakpointReferences';
import { columnInData } from '../../../../src/document/language/columnPlaces';
import { completionsAt } from '../../../../src/document/language/completion';
import { commentFolds } from '../../../../src/document/language/folding';
import { formatNetwork, formatTables } from '../../../../src/document/language/format';
import { writtenParameters } from '../../../../src/document/language/hints';
import { lensesOf } from '../../../../src/document/language/lenses';
import { occurrencesOf, subjectAt } from '../../../../src/document/language/references';
import { columnEdits, renameEdits, renamingAt } from '../../../../src/document/language/rename';
import { type NetworkSymbol, symbolsOf } from '../../../../src/document/language/symbols';
import { sketchNetwork } from '../../../../src/document/sketch';
import { rangeOfParameter } from '../../../../src/document/locate';
import { parseNetwork } from '../../../../src/document/parse';
import { article, dosage, load, spoil } from '../support';
import { applied, edit, place, within } from './randomEdits';

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
          const inFile = (file: 'network' | 'data'): string =>
            file === 'data' ? (loaded.data?.result.text ?? shown) : text;
          for (const { file, range, fix } of loaded.problems) {
            within(inFile(file), range);
            for (const mend of fix?.edits ?? []) within(inFile(fix!.file ?? file), mend);
          }
          checkSymbols(text, symbolsOf(loaded.parsed));
          commentFolds(text);
          const found = subjectAt(loaded, offset);
          if (found) {
            within(text, found.range);
            for (const { file, range } of occurrencesOf(loaded, found.subject))
              within(file === 'data' ? shown : text, range);
            if (found.subject.kind === 'parameter') {
              const { network, parameter } = found.subject;
              const onIt = { kind: 'parameter', parameter: parameter.name, when: 'sign' } as const;
              const somewhere = { line: offset % 20, column: offset % 3, condition: parameter.name };
              for (const place of breakpointReferences(loaded.parsed, network, parameter, [onIt], [somewhere]))
                within(text, place);
            }
          }
          const named = loaded.data && columnInData(loaded.data, Math.floor(at * loaded.data.result.text.length));
          if (named) {
            within(loaded.data.result.text, named.range);
            for (const { file, ...range } of columnEdits(loaded, named.column, 'another')) within(inFile(file), range);
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
          if (outline?.dataset?.kind === 'file') within(text, outline.dataset.pathRange);
          if (outline) for (const { range } of lensesOf(outline, network)) within(text, range);
          if (network) {
            for (let parameter = 0; parameter < Math.min(network.parameterCount, 100); parameter++) {
              const range = rangeOfParameter(loaded.parsed, parameter, network);
              if (range) within(text, range);
            }
            const written = writtenParameters(loaded.parsed, network, { offset: 0, length: text.length }, 100);
            for (const { range, value } of written) {
              within(text, range);
              assert.equal(Number(text.slice(range.offset, range.offset + range.length)), value);
            }
          }
          for (const laidOut of formatTables(text, { offset, length: 20 }, { tabSize: 2, insertSpaces: true }))
            within(text, laidOut);
          const formatted = formatNetwork(text, { tabSize: 2, insertSpaces: true });
          if (formatted !== null) assert.equal(formatNetwork(formatted, { tabSize: 2, insertSpaces: true }), formatted);
        },
      ),
      { numRuns: 1500 },
    );
  });

  it('ends the last value with the text where a comment is never closed', () => {
    const text = article.replace(/\}\s*$/, '/* and so on');
    const { tree } = parseNetwork(text);
    assert.equal(tree!.offset + tree!.length, text.length);
  });

  it('shows no hint at what only looks like a number', () => {
    const text = spoil(spoil(article, '0.63', '.63'), '0.57', '0.57e');
    const parsed = parseNetwork(text);
    const network = parseNetwork(article).document!.network!;
    const hints = writtenParameters(parsed, network, { offset: 0, length: text.length }, 100);
    assert.deepEqual(
      hints.map(({ parameter }) => parameter.name),
      ['w1', 'w2', 'b1', 'w3', 'b3'],
    );
  });
});
