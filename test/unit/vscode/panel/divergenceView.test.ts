// A run that diverges, told with what was seen: growth, the last finite update, a learning rate that works.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { divergenceView, growthInWords } from '../../../../src/vscode/panel/view/divergenceView';
import { changedSetup, openSession } from './sessions';

describe('divergence view', () => {
  it('is there only where the cursor stands on a value that is no number', async () => {
    equal(await divergenceView(openSession()), null);
  });

  it('says where and why the article’s network with a learning rate of 1.5 stops being numbers', async () => {
    const session = openSession(changedSetup({ optimizer: { learningRate: 1.5 } }));
    await session.run();
    const view = await divergenceView(session);
    ok(view, 'it has not diverged');
    match(view.explanation, /^The learning rate 1\.5 is too high\. Each step jumps over the minimum/);
    match(view.explanation, /: b3 changes sign and grows \d+ times on every update\.$/);
    ok(!Number.isFinite(view.value), `${view.value} is a number`);
    const losses = (await session.history({ names: [], to: view.lastFinite + 1 })).loss;
    ok(Number.isFinite(losses[view.lastFinite]) && !Number.isFinite(losses[view.lastFinite + 1]));
    ok(view.firstRaise !== null && losses[view.firstRaise] > losses[view.firstRaise - 1]);
    const { suggestedLearningRate: rate } = view;
    ok(rate !== null, 'no learning rate is suggested');
    const better = openSession(changedSetup({ optimizer: { learningRate: rate } }));
    ok((await better.run({ updates: 1 })).loss < openSession().snapshot().loss, `${rate} does not lower the loss`);
  });

  const rows: readonly [values: readonly number[], words: string | null][] = [
    [[1, -8, 64], 'changes sign and grows 8 times on every update'],
    [[1, 3, 9], 'grows 3 times on every update'],
    [[1, 1.1, 1.2], null],
    [[0, 0, 5], null],
    [[1], null],
    [[1, -8, Infinity], 'changes sign and grows 8 times on every update'],
  ];
  for (const [values, words] of rows) {
    it(`${values.join(', ')}: ${words}`, () => {
      deepEqual(growthInWords(values.map((value, update) => ({ update, value, loss: 1 }))), words);
    });
  }
});
