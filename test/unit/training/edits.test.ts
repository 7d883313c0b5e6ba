import assert from 'node:assert/strict';
import { Session, type SessionEvent } from '../../../src/training/session';
import { article, batched } from './setups';
import { sameBits, walked } from './walked';

function started(setup = article()): { session: Session; events: SessionEvent[] } {
  const session = new Session('edits', setup);
  const events: SessionEvent[] = [];
  session.listen((event) => events.push(event));
  return { session, events };
}

/** What undo has to bring back exactly. */
async function whole(session: Session): Promise<unknown> {
  return [session.snapshot(), session.recorded, session.interventions, session.lossCurve(50), await session.history()];
}

describe('Edits', () => {
  it('sets a parameter at the update in progress and replaces the future', async () => {
    const setup = article();
    const { session, events } = started(setup);
    await session.run({ updates: 500 });
    await session.seek({ update: 200 });
    events.length = 0;
    const { parameters, loss } = await session.setParameter('w3', 0.5);
    assert.equal(parameters.w3, 0.5);
    assert.deepEqual(events, [{ type: 'edited' }]);
    assert.deepEqual(session.interventions, [{ kind: 'parameter', update: 200, name: 'w3', value: 0.5 }]);
    assert.equal(session.recorded, 200);
    assert.equal(session.replacedFrom, 200);
    const replaced = walked(setup, 500);
    const old = await session.replacedHistory({ names: ['w3'] });
    assert.deepEqual(
      [...old!.update],
      [...Array(301).keys()].map((i) => 200 + i),
    );
    assert.deepEqual([...old!.loss], replaced.loss.slice(200));
    const curve = session.lossCurve(1000, true);
    assert.deepEqual([...curve.update], [...old!.update]);
    assert.deepEqual([...curve.loss], [...old!.loss]);
    const edited = walked(setup, 300, session.interventions);
    assert.equal(loss, edited.loss[200]);
    await session.run({ updates: 100 });
    sameBits(session.parameters, edited.parameters[300]);
    assert.deepEqual([...(await session.history()).loss], edited.loss);
  });

  it('recomputes the update in progress and stays at its operation', async () => {
    const { session } = started();
    await session.seek({ update: 5, operation: 4 });
    const before = session.snapshot();
    assert.equal(before.operation?.text, 'predicted = y1·w3 + y2·w4 + b3');
    const after = await session.setParameter('b3', session.parameters[6] + 1);
    assert.deepEqual([after.update, after.operation?.index], [5, 4]);
    assert.ok(Math.abs(after.operation!.value - before.operation.value - 1) < 1e-12);
  });

  it('sets the learning rate from the update in progress on', async () => {
    const setup = batched('momentum');
    const { session } = started(setup);
    await session.seek({ update: 6, operation: 10 });
    await session.setLearningRate(0.2);
    assert.equal(session.learningRate, 0.2);
    await session.seek({ update: 20 });
    await session.setLearningRate(0.01);
    await session.run({ updates: 10 });
    sameBits(session.parameters, walked(setup, 30, session.interventions).parameters[30]);
    await session.seek({ update: 5 });
    assert.equal(session.learningRate, 0.05);
    await session.seek({ update: 12 });
    assert.equal(session.learningRate, 0.2);
    await session.seek({ update: 30 });
    assert.equal(session.learningRate, 0.01);
  });

  it('goes back through several edits and forth again, with every future and position', async () => {
    const setup = batched('adam');
    const { session, events } = started(setup);
    const states: unknown[] = [];
    await session.run({ updates: 300 });
    await session.seek({ update: 100, operation: 7 });
    states.push(await whole(session));
    await session.setParameter('w5', 1);
    await session.run({ updates: 50 });
    await session.seek({ update: 120 });
    states.push(await whole(session));
    await session.setLearningRate(0.01);
    await session.seek({ update: 40, operation: 3 });
    states.push(await whole(session));
    await session.setParameter('b1', -1);
    await session.run({ updates: 30 });
    states.push(await whole(session));
    for (let i = states.length - 2; i >= 0; i--) {
      events.length = 0;
      await session.undo();
      assert.deepEqual(await whole(session), states[i], `undo to ${i}`);
      assert.equal(events.filter(({ type }) => type === 'edited').length, 1);
    }
    assert.equal(session.canUndo, false);
    await assert.rejects(session.undo(), /no edit to undo/);
    for (let i = 1; i < states.length; i++) {
      await session.redo();
      assert.deepEqual(await whole(session), states[i], `redo to ${i}`);
    }
    await assert.rejects(session.redo(), /no edit to redo/);
    await session.undo();
    await session.setParameter('b1', 2);
    assert.equal(session.canRedo, false, 'an edit takes the place of what was undone');
  });

  it('shows what an edit replaced until the next one, through undo and redo', async () => {
    const { session } = started();
    await session.run({ updates: 60 });
    await session.seek({ update: 20 });
    await session.setParameter('w1', 3);
    const first = await session.replacedHistory();
    await session.run({ updates: 10 });
    await session.seek({ update: 25 });
    await session.setParameter('w1', 2);
    assert.equal(session.replacedFrom, 25);
    assert.deepEqual([...(await session.replacedHistory())!.update], [25, 26, 27, 28, 29, 30]);
    await session.undo();
    assert.equal(session.replacedFrom, 20);
    assert.deepEqual(await session.replacedHistory(), first);
    assert.deepEqual([...session.lossCurve(100, true).loss], [...first!.loss]);
    await session.undo();
    assert.equal(session.replacedFrom, null);
    assert.equal(await session.replacedHistory(), null);
    assert.equal(session.lossCurve(100, true).update.length, 0);
    await session.redo();
    assert.deepEqual(await session.replacedHistory(), first);
  });

  it('makes one edit of several of the same parameter at the same place', async () => {
    const { session } = started();
    await session.run({ updates: 30 });
    await session.seek({ update: 10 });
    for (const value of [1, 2, 3]) await session.setParameter('w3', value);
    assert.deepEqual(session.interventions, [{ kind: 'parameter', update: 10, name: 'w3', value: 3 }]);
    assert.equal((await session.replacedHistory())?.update.length, 21, 'what was run stays dashed');
    await session.setParameter('w4', 1);
    assert.equal((await session.replacedHistory())?.update.length, 21);
    await session.undo();
    assert.deepEqual(session.interventions, [{ kind: 'parameter', update: 10, name: 'w3', value: 3 }]);
    await session.undo();
    assert.deepEqual([session.interventions, session.recorded, session.position.update], [[], 30, 10]);
  });

  it('logs edits of the past in the order of the updates, and drops those of the replaced future', async () => {
    const { session } = started();
    await session.seek({ update: 10 });
    await session.setParameter('w1', 1);
    await session.seek({ update: 20 });
    await session.setParameter('w2', 2);
    await session.seek({ update: 15 });
    await session.setParameter('w3', 3);
    assert.deepEqual(
      session.interventions.map(({ update }) => update),
      [10, 15],
    );
  });

  it('takes the bits of a parameter that is already so for no edit', async () => {
    const { session, events } = started();
    await session.run({ updates: 5 });
    await session.seek({ update: 2 });
    events.length = 0;
    await session.setParameter('w3', session.parameters[4]);
    await session.setLearningRate(0.1);
    assert.deepEqual([events, session.recorded, session.canUndo], [[], 5, false]);
  });

  it('takes a frozen parameter: it is the person’s own edit', async () => {
    const { session } = started(article({ trainable: ['w3', 'w4', 'b3'] }));
    await session.setParameter('w1', 1);
    await session.stepOut();
    assert.equal(session.snapshot().parameters.w1, 1);
  });

  const refused: readonly { readonly edit: (session: Session) => Promise<unknown>; readonly says: RegExp }[] = [
    {
      edit: (session) => session.setParameter('w9', 1),
      says: /no parameter 'w9'\. There are w1, b1, w2, b2, w3, w4, b3\./,
    },
    { edit: (session) => session.setParameter('w3', NaN), says: /w3 must be a finite number, not NaN/ },
    { edit: (session) => session.setParameter('w3', Infinity), says: /finite/ },
    { edit: (session) => session.setParameter('w3', '1' as unknown as number), says: /finite/ },
    { edit: (session) => session.setLearningRate(-0.1), says: /negative/ },
    { edit: (session) => session.setLearningRate(NaN), says: /finite/ },
  ];
  for (const { edit, says } of refused) {
    it(`refuses an edit: ${String(says)}`, async () => {
      const { session, events } = started();
      await session.seek({ update: 3, operation: 3 });
      const before = session.snapshot();
      events.length = 0;
      await assert.rejects(edit(session), says);
      assert.deepEqual([session.snapshot(), session.interventions, events], [before, [], []]);
    });
  }

  it('forgets run and edits in a reset', async () => {
    const { session, events } = started();
    await session.run({ updates: 20 });
    await session.setParameter('w3', 1);
    await session.undo();
    events.length = 0;
    const { update, parameters } = await session.reset();
    assert.deepEqual([update, parameters.w3], [0, 0.36]);
    assert.deepEqual([session.recorded, session.interventions, session.replacedFrom], [0, [], null]);
    assert.deepEqual([session.canUndo, session.canRedo], [false, false]);
    assert.deepEqual(
      events.map(({ type }) => type),
      ['edited', 'moved'],
    );
    events.length = 0;
    await session.reset();
    assert.deepEqual(events, []);
  });

  it('is at the start of its update also where a checkpoint was taken there, and gone when it is undone', async () => {
    const setup = article();
    const { session } = started(setup);
    await session.run({ updates: 5000 });
    // Checkpoints stand at the multiples of some power of two.
    await session.seek({ update: 4096 });
    await session.setParameter('w3', 2);
    const seekFromStart = async (update: number) => {
      await session.reverse();
      await session.seek({ update });
      sameBits(session.parameters, walked(setup, update, session.interventions).parameters[update]);
    };
    await seekFromStart(4096);
    await seekFromStart(4100);
    await session.undo();
    await seekFromStart(4096);
    await seekFromStart(4100);
    await session.redo();
    await seekFromStart(4100);
  });

  it('fills in the losses of the bucket that it cuts through', async () => {
    const setup = article();
    const { session } = started(setup);
    await session.run({ updates: 10_000 });
    await session.seek({ update: 4099 });
    await session.setParameter('w1', 3);
    const { update, loss } = session.lossCurve(5000);
    // Four updates to a bucket; the loss falls, but for the edit.
    const at = update.indexOf(4096);
    assert.ok(at > 0);
    assert.equal(loss[at], walked(setup, 4096).loss[4096]);
  });

  it('keeps the numbers of a few futures only, and runs the others again when they come back', async () => {
    const setup = article();
    const { session } = started(setup);
    const at: { recorded: number; values: Float64Array }[] = [];
    for (let i = 0; i < 12; i++) {
      await session.run({ updates: 3000 });
      await session.seek({ update: 1000 * (12 - i) });
      at.push({ recorded: session.recorded, values: session.parameters.slice() });
      await session.setParameter('w1', 3 + i / 10);
    }
    for (let i = 11; i >= 0; i--) {
      await session.undo();
      assert.equal(session.recorded, at[i].recorded);
      sameBits(session.parameters, at[i].values);
      const end = walked(setup, session.recorded, session.interventions);
      await session.seek({ update: session.recorded });
      sameBits(session.parameters, end.parameters.at(-1)!);
      assert.equal(session.lossCurve(5000).loss.at(-1), end.loss.at(-1));
    }
  });
});
