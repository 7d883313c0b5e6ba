import assert from 'node:assert/strict';
import type { Setup } from '../../../src/core/setup';
import { Session, type SessionEvent } from '../../../src/training/session';
import { setupFingerprint } from '../../../src/training/setupFingerprint';
import type { SessionState } from '../../../src/training/snapshot';
import { article, batched } from './setups';
import { sameBits } from './walked';

async function lived(setup = batched('momentum')): Promise<Session> {
  const session = new Session('state', setup);
  await session.run({ updates: 900 });
  await session.seek({ update: 500 });
  await session.setParameter('w3', 1);
  await session.run({ updates: 200 });
  await session.setLearningRate(0.01);
  await session.run({ updates: 100 });
  await session.undo();
  await session.seek({ update: 600, operation: 17 });
  return session;
}

describe('Session state', () => {
  it('stands in the same place again, with everything that undo and redo need', async () => {
    const before = await lived();
    const state = JSON.parse(JSON.stringify(before.state())) as SessionState;
    const after = new Session('state', before.setup, { state });
    assert.deepEqual(after.snapshot(), before.snapshot(), 'at once, as it does not take long');
    await after.ready;
    for (const command of ['undo', 'redo', 'redo', 'undo', 'undo', 'redo'] as const) {
      assert.deepEqual(after.state(), before.state());
      assert.deepEqual(after.snapshot(), before.snapshot());
      assert.deepEqual(await after.history(), await before.history());
      assert.deepEqual(await after.replacedHistory(), await before.replacedHistory());
      assert.deepEqual(after.lossCurve(5000), before.lossCurve(5000));
      assert.deepEqual(after.lossCurve(5000, true), before.lossCurve(5000, true));
      await Promise.all([before[command](), after[command]()]);
    }
  });

  it('is remembered while it is being restored, and what takes long comes after', async () => {
    const long = new Session('long', article());
    await long.run({ updates: 800_000 });
    await long.stepInto();
    const state = long.state();
    const again = new Session('long', article(), { state });
    const events: SessionEvent[] = [];
    again.listen((event) => events.push(event));
    assert.ok(again.position.update < 800_000);
    assert.deepEqual(again.state(), state);
    const step = again.stepInto();
    await again.ready;
    assert.equal((await step).operation?.index, 1, 'commands wait for it');
    assert.equal(again.recorded, 800_000);
    sameBits(again.parameters, long.parameters);
    const types = events.map(({ type }) => type).filter((type) => type !== 'running');
    const seen = events.length > types.length ? ['stopped'] : [];
    assert.deepEqual(types, ['moved', ...seen, 'moved']);
  });

  it('knows of a run that was cut off, until something else is done, and goes on with it to the same end', async () => {
    const session = new Session('run', article());
    let state: SessionState | undefined;
    session.listen(({ type }) => {
      if (type !== 'running' || state) return;
      state = JSON.parse(JSON.stringify(session.state())) as SessionState;
      void session.pause();
    });
    await session.run({ updates: 2_000_000, until: { lossBelow: 1e-300 } });
    assert.equal(session.state().run, undefined, 'the run is over');
    assert.deepEqual(state!.run, { until: { update: 2_000_000, lossBelow: 1e-300 } });
    const again = new Session('run', article(), { state: state! });
    await again.ready;
    assert.deepEqual(again.interrupted, state!.run);
    assert.deepEqual(again.state(), state, 'another reload changes nothing');
    assert.equal((await again.continueRun()).update, 2_000_000);
    assert.equal(again.interrupted, null);
    await assert.rejects(again.continueRun(), /No run was interrupted/);
    const stepped = new Session('run', article(), { state: state! });
    await stepped.stepInto();
    assert.equal(stepped.interrupted, null);
  }).timeout(30_000);

  for (const [request, resumedBy] of [
    [{ until: { breakpoint: true, update: 2_000_000 } }, { until: { update: 2_000_000, breakpoint: true } }],
    [{ epochs: 2_000_000 }, { until: { update: 2_000_000 } }],
    [{}, { until: {} }],
  ] as const) {
    it(`remembers how a run goes on that was asked for by ${JSON.stringify(request)}`, async () => {
      const session = new Session('run', article());
      session.breakpoints.add({ kind: 'update', update: 3_000_000 });
      let run: SessionState['run'];
      session.listen(({ type }) => {
        if (type !== 'running') return;
        run = session.state().run;
        void session.pause();
      });
      await session.run(request);
      assert.deepEqual(run, resumedBy);
    });
  }

  it('ends a long restoration where it is paused', async () => {
    const long = new Session('long', article());
    await long.run({ updates: 800_000 });
    const again = new Session('long', article(), { state: long.state() });
    const { update } = await again.pause();
    await again.ready;
    assert.ok(update < 800_000);
    assert.equal(again.recorded, update);
    assert.equal(again.state().position.update, update);
  });

  const spoilt: readonly { readonly change: (state: SessionState) => unknown; readonly says: RegExp }[] = [
    { change: (state) => ({ ...state, version: 2 }), says: /another version of the extension \(2\)/ },
    { change: (state) => ({ ...state, undo: undefined }), says: /another version/ },
    {
      change: (state) => ({ ...state, interventions: [{ kind: 'parameter', update: 1, name: 'w99', value: 1 }] }),
      says: /no parameter 'w99' any more/,
    },
    {
      change: (state) => ({ ...state, interventions: [{ kind: 'learningRate', update: 1, value: null }] }),
      says: /an edit sets null/,
    },
    { change: (state) => ({ ...state, position: { update: 5000, operation: -1 } }), says: /update 5000 of 700/ },
    { change: (state) => ({ ...state, position: { update: -1, operation: -1 } }), says: /not a number of updates/ },
    { change: (state) => ({ ...state, recorded: Infinity }), says: /not a number of updates/ },
    { change: (state) => ({ ...state, position: { update: 1, operation: 0.5 } }), says: /operation 0\.5/ },
  ];
  for (const { change, says } of spoilt) {
    it(`is refused with the reason: ${String(says)}`, async () => {
      const session = await lived();
      const state = change(session.state()) as SessionState;
      assert.throws(() => new Session('state', session.setup, { state }), says);
    });
  }

  const changes: readonly {
    readonly name: string;
    readonly change: (setup: Setup) => Setup;
    readonly same: boolean;
  }[] = [
    { name: 'another name', change: (setup) => ({ ...setup, name: 'other' }), same: true },
    {
      name: 'another place to stop',
      change: (setup) => ({ ...setup, training: { ...setup.training, updates: 9, stopWhen: { lossBelow: 1 } } }),
      same: true,
    },
    {
      name: 'another seed',
      change: (setup) => ({ ...setup, training: { ...setup.training, seed: 4 } }),
      same: false,
    },
    {
      name: 'another learning rate',
      change: (setup) => ({ ...setup, optimizer: { ...setup.optimizer, learningRate: 0.051 } }),
      same: false,
    },
    {
      name: 'another initial value',
      change: (setup) => ({ ...setup, initial: setup.initial.map((value, i) => (i === 3 ? value + 1e-15 : value)) }),
      same: false,
    },
    {
      name: 'another cell of the data',
      change: (setup) => ({ ...setup, data: { ...setup.data, outputs: setup.data.outputs.map((value) => -value) } }),
      same: false,
    },
    {
      name: 'another parameter frozen',
      change: (setup) => ({ ...setup, trainable: setup.trainable.map((one, i) => (i === 5 ? 0 : one)) }),
      same: false,
    },
  ];
  for (const { name, change, same } of changes) {
    it(`${same ? 'fits' : 'does not fit'} ${name}`, async () => {
      const session = await lived();
      const setup = change(session.setup);
      assert.equal(setupFingerprint(setup) === setupFingerprint(session.setup), same);
      const restore = () => new Session('state', setup, { state: session.state() });
      if (same) assert.equal(restore().position.update, 600);
      else assert.throws(restore, /the network or its data have changed since/);
    });
  }
});
