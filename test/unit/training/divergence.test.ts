import assert from 'node:assert/strict';
import { Batches } from '../../../src/core/batches';
import { createKernel } from '../../../src/core/kernel';
import { Network } from '../../../src/core/network';
import { Session, type SessionEvent } from '../../../src/training/session';
import { article } from './setups';
import { walked } from './walked';

const tooHigh = () => article({ optimizer: { learningRate: 1.5 } });

describe('Divergence', () => {
  // The numbers are those of the design's picture of the state (the article's network with learning rate 1.5).
  it('stops a run at the operation that gave the first value that is no number', async () => {
    const session = new Session('high', tooHigh());
    const events: SessionEvent[] = [];
    session.listen((event) => events.push(event));
    const snapshot = await session.run({ updates: 1000 });
    assert.deepEqual(events, [{ type: 'moved' }, { type: 'stopped', reason: 'diverged' }]);
    assert.deepEqual([snapshot.update, snapshot.operation?.text], [171, 'SSR += residual²']);
    assert.deepEqual([snapshot.diverged, snapshot.sample], [true, { index: 0, count: 3 }]);
    assert.deepEqual(session.divergence, {
      update: 171,
      operation: snapshot.operation!.index,
      target: 'SSR',
      text: 'SSR += residual²',
      value: Infinity,
    });
    assert.equal(session.recorded, 171);
    const { loss } = walked(tooHigh(), 171);
    assert.equal(loss[171], Infinity);
    assert.deepEqual([...session.lossCurve(1000).loss], loss.slice(0, 171), 'the timeline has numbers only');
  });

  it('refuses steps forwards with what happened, allows steps back, which clear it', async () => {
    const session = new Session('high', tooHigh());
    await session.seek({ update: 1000 });
    const at = session.position;
    for (const forwards of ['stepInto', 'stepOver', 'stepOut', 'run'] as const) {
      await assert.rejects(session[forwards](), /diverged in update 172: SSR is Infinity/);
    }
    await assert.rejects(session.seek({ update: 200 }), /diverged in update 172/);
    assert.deepEqual(session.position, at);
    const back = await session.stepBack();
    assert.deepEqual([back.diverged, session.divergence], [false, null]);
    assert.equal((await session.stepOver()).diverged, true);
    assert.deepEqual(session.position, at);
    await session.seek({ update: 170 });
    assert.equal(session.snapshot().diverged, false);
    await session.stepOut();
    assert.deepEqual(session.position, { update: 171, operation: -1 });
    assert.equal((await session.stepOut()).diverged, true);
    assert.deepEqual(session.position, at);
  });

  it('is over after an edit that mends it', async () => {
    const session = new Session('high', tooHigh());
    await session.run();
    const { operation } = session.position;
    await session.setParameter('b3', 0);
    assert.deepEqual(session.position, { update: 171, operation });
    await session.setLearningRate(0.001);
    assert.equal(session.snapshot().diverged, false);
    assert.equal((await session.run({ updates: 50 })).update, 221);
    await session.undo();
    await session.undo();
    assert.equal(session.snapshot().diverged, true);
  });

  it('moves the cursor back where an edit makes an earlier value no number', async () => {
    const session = new Session('edit', article());
    await session.seek({ update: 2, operation: 50 });
    const { diverged, operation } = await session.setParameter('b3', 1e200);
    assert.deepEqual([diverged, operation?.text], [true, 'SSR += residual²']);
  });

  it('stands on the new value where that is the first that is no number', async () => {
    // The gradient 2·3e153·… is a number; 1e155 times that is none.
    const session = new Session('step', article({ trainable: ['b3'], optimizer: { learningRate: 1e155 } }));
    await session.setParameter('b3', 3e153);
    const { operation, diverged, update } = await session.stepOut();
    assert.deepEqual([update, diverged, operation?.target], [0, true, 'b3']);
    assert.equal(operation!.index, operation!.count - 1, 'the last of the update, which is not finished');
    assert.equal(session.snapshot().phase, 'update');
    await assert.rejects(session.stepInto(), /b3 is −Infinity/);
    assert.equal((await session.stepBack()).diverged, false);
    const run = await session.run();
    assert.deepEqual([run.update, run.operation?.target], [0, 'b3']);
    const again = new Session('step', session.setup, { state: session.state() });
    assert.deepEqual(again.snapshot(), session.snapshot());
  });

  it('notices a parameter that is no number although the loss is one', async () => {
    // A weight of a dead relu: whatever it becomes, the loss stays the same.
    const base = article();
    const network = new Network({
      inputs: base.network.inputs,
      outputs: base.network.outputs,
      layers: [
        { units: 1, activation: 'relu', bias: true },
        { units: 1, activation: 'identity', bias: true },
      ],
      loss: 'ssr',
    });
    const setup = {
      ...base,
      network,
      initial: Float64Array.of(0, -1, 1, 0),
      trainable: Uint8Array.of(1, 1, 1, 1),
      optimizer: { ...base.optimizer, l2: 10, learningRate: 1e3 },
    };
    const session = new Session('dead', setup);
    await session.setParameter('w1', -1e-300);
    const { diverged, update } = await session.run({ updates: 5000 });
    assert.equal(diverged, true);
    const { parameters } = walked(setup, update + 1, session.interventions);
    assert.ok(parameters[update].every(Number.isFinite));
    assert.ok(!parameters[update + 1].every(Number.isFinite));
  });

  it('tells how it grew and which learning rate would not have', async () => {
    const session = new Session('high', tooHigh());
    await session.run();
    const growth = await session.divergenceGrowth();
    assert.equal(growth?.growth.parameter, 'b3');
    assert.deepEqual(
      growth.growth.rows.map(({ update, loss, value }) => [update, loss.toPrecision(3), value.toPrecision(3)]),
      [
        [0, '1.40', '0.00'],
        [1, '96.7', '-2.85'],
        [2, '6.57e+3', '47.1'],
        [3, '4.20e+5', '-374'],
        [4, '2.69e+7', '2.99e+3'],
        [170, '1.80e+307', '2.45e+153'],
        [171, 'Infinity', '-1.96e+154'],
      ],
    );
    assert.equal(growth.lastFinite, 170);
    assert.equal(growth.firstRaise, 1);
    assert.equal(growth.halvedLearningRate, 0.09375);
    assert.equal(growth.suggestedLearningRate, 0.09);
    assert.equal(await new Session('low', article()).divergenceGrowth(), null);
  });

  for (const raised of [1.5, 3]) {
    it(`tells how it grew from the lowest loss after the learning rate was raised to ${raised}, not from the start`, async () => {
      const session = new Session('raised', article());
      await session.run({ updates: 80 });
      await session.setLearningRate(raised);
      await session.run({ updates: 5000 });
      const { growth, firstRaise } = (await session.divergenceGrowth())!;
      const { update: divergedAt } = session.divergence!;
      const { loss } = walked(article(), divergedAt, session.interventions);
      const lowest = Math.min(...loss.slice(80));
      assert.equal(growth.from, loss.indexOf(lowest, 80));
      assert.ok(growth.from >= 80);
      const first = growth.from;
      assert.deepEqual(
        growth.rows.map((row) => [row.update, row.loss]),
        [first, first + 1, first + 2, first + 3, first + 4, divergedAt - 1, divergedAt].map((at) => [at, loss[at]]),
      );
      assert.equal(firstRaise, first + 1);
      assert.ok(loss[first + 1] > loss[first]);
    });
  }

  it('halves the learning rate no further than its first update lowers the loss', async () => {
    const setup = article({ optimizer: { learningRate: 5 }, training: { batchSize: 2 } });
    const session = new Session('batches', setup);
    await session.run();
    const { halvedLearningRate } = (await session.divergenceGrowth())!;
    assert.ok(halvedLearningRate !== null);
    assert.equal(Math.log2(5 / halvedLearningRate) % 1, 0, 'halved');
    // The loss of the first batch before and after the first update, by hand with core's kernel.
    const batch = new Batches(setup.training, setup.data.count).at(0).rows;
    const kernel = createKernel(setup.network, setup.trainable, batch.length);
    const lowers = (learningRate: number) => {
      const { parameters } = walked({ ...setup, optimizer: { ...setup.optimizer, learningRate } }, 1);
      const [before, after] = parameters.map((values) => kernel.loss(values, setup.data, batch));
      return after < before;
    };
    assert.deepEqual([lowers(halvedLearningRate), lowers(2 * halvedLearningRate)], [true, false]);
  });
});
