// Whatever a person cuts, pastes or types halfway: every hover is text, and its range lies in the text.
import assert from 'node:assert/strict';
import fc from 'fast-check';
import { nodeAt } from '../../../../src/document/locate';
import { notedIn } from '../../../../src/explain/notation';
import { type HoverContext, knownNetwork } from '../../../../src/vscode/language/hover/context';
import { hoverTexts } from '../../../../src/vscode/language/hover/rows';
import { applied, edit, place, within } from '../../document/language/randomEdits';
import { article, dosage, load, spoil } from '../../document/support';

const labelled = spoil(article, '"biases": [-1.43, 0.57]', '"biases": [-1.43, 0.57], "neurons": ["top", "bottom"]');
const oneHot = spoil(labelled, '["dose"]', '[{ "column": "dose", "oneHot": ["0", "0.5", "1"] }]');

describe('hovers on random edits', () => {
  it('never throw, and never give a range outside the text', async () => {
    let said = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(labelled, oneHot),
        fc.array(edit, { maxLength: 3 }),
        fc.array(edit, { maxLength: 1 }),
        fc.array(place, { minLength: 8, maxLength: 8 }),
        fc.constantFrom('article' as const, 'matrix' as const),
        async (whole, edits, dataEdits, places, notation) => {
          const text = applied(whole, edits);
          const loaded = await load(text, { 'dosage.csv': applied(dosage, dataEdits) });
          const state = { text, loaded, setup: loaded.setup } as HoverContext['state'];
          const network = knownNetwork(state);
          const context: HoverContext = {
            uri: { toString: () => 'file:///a.nn.json' } as HoverContext['uri'],
            state,
            network,
            session: null,
            format: { decimals: 4 },
            noted: network ? notedIn(notation, network) : (name) => name,
            matrix: notation === 'matrix',
            write: ({ plain }) => plain,
            colour: '#cccccc',
            colours: [],
            words: true,
          };
          for (const at of places) {
            const located = nodeAt(loaded.parsed, Math.floor(at * text.length), network);
            if (!located) continue;
            within(text, located.range);
            for (const shown of hoverTexts(context, located)) {
              said++;
              assert.doesNotMatch(shown, /undefined|\bNaN\b.*NaN|\[object/);
            }
          }
        },
      ),
      { numRuns: 800 },
    );
    assert.ok(said > 500, `${said} texts`);
  });
});
