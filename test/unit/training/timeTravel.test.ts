import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { OptimizerName } from '../../../src/core/names';
import type { Setup } from '../../../src/core/setup';
import { Session } from '../../../src/training/session';
import { article, batched } from './setups';
import { sameBits, walked } from './walked';

const setups: readonly { readonly name: string; readonly setup: () => Setup }[] = [
  { name: 'gradient descent, full batch', setup: () => article() },
  ...(['gradientDescent', 'momentum', 'rmsprop', 'adam', 'adamw'] satisfies OptimizerName[]).map((type) => ({
    name: `${type}, shuffled mini-batches`,
    setup: () => batched(type),
  })),
  { name: 'Nesterov', setup: () => batched('momentum', { optimizer: { nesterov: true } }) },
];

/** Near the start, or beyond a few checkpoints (which are 512 or 1024 updates apart here). */
const updates = fc.oneof(fc.nat(20), fc.nat(3000));

/** What a person may do, with numbers that are made to fit when it is done. */
const action = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('stepInto', 'stepOver', 'stepOut', 'stepBack', 'undo', 'redo') },
  { weight: 1, arbitrary: fc.constantFrom('reverse') },
  { weight: 3, arbitrary: fc.record({ seek: updates, operation: fc.integer({ min: -1, max: 40 }) }) },
  { weight: 1, arbitrary: fc.record({ run: updates }) },
  {
    weight: 2,
    arbitrary: fc.record({
      set: fc.constantFrom('w1', 'w3', 'b2'),
      value: fc.double({ min: -2, max: 2, noNaN: true }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ rate: fc.double({ min: 0.001, max: 0.2, noNaN: true }) }) },
);
type Action = typeof action extends fc.Arbitrary<infer T> ? T : never;

async function take(session: Session, one: Action): Promise<void> {
  if (typeof one !== 'string') {
    if ('seek' in one) await session.seek({ update: one.seek, operation: one.operation });
    else if ('run' in one) await session.run({ updates: one.run });
    else if ('set' in one) await session.setParameter(one.set, one.value);
    else await session.setLearningRate(one.rate);
  } else if (one === 'undo') {
    if (session.canUndo) await session.undo();
  } else if (one === 'redo') {
    if (session.canRedo) await session.redo();
  } else {
    await session[one as 'stepInto']();
  }
}

describe('Time travel', () => {
  for (const { name, setup } of setups) {
    it(`ends any walk where the same place reached directly ends, bit for bit: ${name}`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(action, { maxLength: 25 }), async (actions) => {
          const session = new Session('walk', setup());
          for (const one of actions) await take(session, one);
          const { update } = session.position;
          const { parameters, loss } = walked(setup(), session.recorded, session.interventions);
          sameBits(session.parameters, parameters[update]);
          const columns = await session.history();
          assert.deepEqual([...columns.loss], loss);
          const { offset } = session.setup.network.parameterByName('w3')!;
          assert.deepEqual(
            [...columns.parameters.w3],
            parameters.map((values) => values[offset]),
          );
          if (session.recorded < 4096) {
            const curve = session.lossCurve(10_000);
            assert.deepEqual([...curve.update], [...columns.update]);
            assert.deepEqual([...curve.loss], loss);
          }

          const direct = new Session('direct', setup(), { state: session.state() });
          await direct.ready;
          assert.deepEqual(direct.snapshot(), { ...session.snapshot(), uri: 'direct' });
          assert.deepEqual(direct.state(), session.state());
        }),
        { numRuns: 40 },
      );
    });
  }

  it('finds any of 20,000 updates as the full recording has it, in 2,200 random accesses', async () => {
    const setup = batched('adam');
    const last = 20_000;
    const { parameters } = walked(setup, last);
    const session = new Session('random', setup);
    await session.run({ updates: last });
    for (let i = 0, at = 1; i < 2200; i++) {
      at = (at * 48_271) % 2_147_483_647;
      const update = at % (last + 1);
      await session.seek({ update });
      sameBits(session.parameters, parameters[update], `update ${update}`);
    }
    assert.equal(session.recorded, last);
  });

  it('trains up to an update that has not been run', async () => {
    const setup = article();
    const session = new Session('seek', setup);
    const { update, operation } = await session.seek({ update: 500, operation: 10 });
    assert.deepEqual([update, operation?.index], [500, 10]);
    sameBits(session.parameters, walked(setup, 500).parameters[500]);
    assert.equal(session.recorded, 500);
  });

  it('goes back over the start of an update to the operation before its last', async () => {
    const session = new Session('back', article());
    await session.stepOut();
    await session.stepBack();
    assert.deepEqual(session.position, { update: 0, operation: 62 });
    await session.stepInto();
    assert.deepEqual(session.position, { update: 1, operation: -1 });
    await session.reverse();
    assert.deepEqual(session.position, { update: 0, operation: -1 });
    await session.stepBack();
    assert.deepEqual(session.position, { update: 0, operation: -1 });
    assert.equal(session.recorded, 1, 'what was run stays known');
  });

  const refused = [
    { update: -1 },
    { update: 1.5 },
    { update: NaN },
    { update: 0, operation: 64 },
    { update: 0, operation: -2 },
    { update: 0, operation: 0.5 },
  ];
  for (const target of refused) {
    it(`refuses to seek ${JSON.stringify(target)}`, async () => {
      const session = new Session('seek', article());
      await session.seek({ update: 2, operation: 5 });
      await assert.rejects(session.seek(target), RangeError);
      assert.deepEqual(session.position, { update: 2, operation: 5 });
    });
  }

  it('takes the last operation of an update for the start of the next', async () => {
    const session = new Session('seek', article());
    await session.seek({ update: 3, operation: 63 });
    assert.deepEqual(session.position, { update: 4, operation: -1 });
  });
});
