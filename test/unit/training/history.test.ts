import assert from 'node:assert/strict';
import { Network } from '../../../src/core/network';
import { Walker } from '../../../src/training/columns';
import { Session } from '../../../src/training/session';
import type { HistoryQuery } from '../../../src/training/snapshot';
import { article, batched } from './setups';
import { walked } from './walked';

describe('History columns', () => {
  const setup = batched('adam');
  const recorded = 5000;
  const reference = walked(setup, recorded, [], true);
  let session: Session;

  before(async () => {
    session = new Session('history', setup);
    await session.run({ updates: recorded });
  });

  const queries: readonly { readonly query: HistoryQuery; readonly updates: readonly number[] }[] = [
    { query: { every: 1000 }, updates: [0, 1000, 2000, 3000, 4000, 5000] },
    { query: { from: 4998 }, updates: [4998, 4999, 5000] },
    { query: { from: 10, to: 13 }, updates: [10, 11, 12, 13] },
    { query: { from: 1, to: 2600, every: 1300 }, updates: [1, 1301] },
    { query: { from: 4999, to: 9999 }, updates: [4999, 5000] },
    { query: { from: 7000 }, updates: [] },
    { query: { from: 3, to: 3 }, updates: [3] },
  ];
  for (const { query, updates } of queries) {
    it(`answers ${JSON.stringify(query)}`, async () => {
      const columns = await session.history(query);
      assert.deepEqual([...columns.update], updates);
      assert.deepEqual(
        [...columns.loss],
        updates.map((update) => reference.loss[update]),
      );
      for (const { name, offset } of setup.network.parameters()) {
        assert.deepEqual(
          [...columns.parameters[name]],
          updates.map((update) => reference.parameters[update][offset]),
        );
      }
    });
  }

  it('has every update, and only the columns asked for, under the names asked with', async () => {
    const { update, loss, parameters } = await session.history({ names: ['W[2][1,3]', 'b5'] });
    assert.equal(update.length, recorded + 1);
    assert.deepEqual([...loss], reference.loss);
    assert.deepEqual(Object.keys(parameters), ['W[2][1,3]', 'b5']);
    const { offset } = setup.network.parameterByName('b5')!;
    assert.deepEqual(
      [...parameters.b5],
      reference.parameters.map((values) => values[offset]),
    );
  });

  const refused: readonly HistoryQuery[] = [
    { from: -1 },
    { every: 0 },
    { every: 0.5 },
    { to: NaN },
    { names: ['w99'] },
  ];
  for (const query of refused) {
    it(`refuses ${JSON.stringify(query)}`, () => assert.rejects(session.history(query), RangeError));
  }

  it('reads beside a run, and what it reads is consistent', async () => {
    const running = new Session('beside', article());
    const run = running.run();
    while (running.recorded === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const { update, loss } = await running.history({ names: [] });
    const goesOn = running.running !== null;
    running.dispose();
    await run;
    assert.ok(goesOn);
    assert.ok(update.length > 1000);
    assert.deepEqual([...loss], walked(article(), update.length - 1).loss);
  });

  it('keeps reading the run that it began with when that is edited meanwhile', async () => {
    const edited = new Session('edited', setup);
    await edited.run({ updates: 3000 });
    const reading = edited.history({ names: [] });
    await edited.seek({ update: 20 });
    await edited.setLearningRate(0.3);
    await edited.run({ updates: 3000 });
    assert.deepEqual([...(await reading).loss], reference.loss.slice(0, 3001));
  });

  it('a replay looks at the clock as often as its updates take long', () => {
    const branch = { log: [], recorded: 0, nearest: () => null };
    assert.equal(new Walker(article(), branch).lookEvery, 64);
    const network = new Network({
      inputs: Array.from({ length: 784 }, (_, i) => `p${i}`),
      outputs: ['y'],
      layers: [
        { units: 128, activation: 'relu', bias: true },
        { units: 1, activation: 'identity', bias: true },
      ],
      loss: 'mse',
    });
    const large = {
      ...article(),
      network,
      initial: new Float64Array(network.parameterCount),
      trainable: new Uint8Array(network.parameterCount).fill(1),
      data: { count: 2, inputs: new Float64Array(2 * 784), outputs: new Float64Array(2) },
    };
    assert.equal(new Walker(large, branch).lookEvery, 1);
  });

  it('extremes are those of every update from a row to the next', async () => {
    const names = ['w1', 'b1'];
    const norms = reference.gradients.map((gradients) => Math.sqrt(gradients.reduce((sum, g) => sum + g * g, 0)));
    for (const query of [{ every: 700 }, { from: 130, to: 999, every: 64 }, { from: 4990 }, { from: 3, to: 3 }]) {
      const { update, loss, parameters, extremes } = await session.history({ ...query, names, extremes: true });
      const plain = await session.history({ ...query, names });
      assert.deepEqual([update, loss, parameters], [plain.update, plain.loss, plain.parameters]);
      const last = query.to ?? recorded;
      update.forEach((from, row) => {
        const to = row + 1 < update.length ? update[row + 1] : last + 1;
        const check = (what: string, of: { least: Float64Array; most: Float64Array }, values: readonly number[]) => {
          const expected = [Math.min(...values.slice(from, to)), Math.max(...values.slice(from, to))];
          assert.deepEqual([of.least[row], of.most[row]], expected, `${what} of ${from} to ${to}`);
        };
        check('loss', extremes!.loss, [...reference.loss]);
        check('gradient norm', extremes!.gradientNorm, norms);
        for (const name of names) {
          const { offset } = setup.network.parameterByName(name)!;
          check(
            name,
            extremes!.parameters[name],
            reference.parameters.map((values) => values[offset]),
          );
        }
      });
    }
  });
});
