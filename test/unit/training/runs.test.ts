import assert from 'node:assert/strict';
import { Session, type SessionEvent } from '../../../src/training/session';
import type { RunRequest } from '../../../src/training/snapshot';
import { article, batched } from './setups';
import { sameBits, walked } from './walked';

/** Ended after each test, so that no run goes on for ever. */
const sessions: Session[] = [];

/** A session with what it told. */
function listened(setup = article(), name = 'run'): { session: Session; events: SessionEvent[] } {
  const session = new Session(name, setup);
  sessions.push(session);
  const events: SessionEvent[] = [];
  session.listen((event) => events.push(event));
  return { session, events };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('Runs', () => {
  afterEach(() => {
    for (const session of sessions.splice(0)) session.dispose();
  });

  const file = article({ training: { updates: 40 } });
  const epochs = batched('gradientDescent', { training: { epochs: 5 } });
  const targets: readonly {
    readonly name: string;
    readonly setup: typeof file;
    readonly from?: { update: number; operation?: number };
    readonly request?: RunRequest;
    readonly to: number;
  }[] = [
    { name: 'to training.updates', setup: file, to: 40 },
    { name: 'to training.updates from before', setup: file, from: { update: 30, operation: 7 }, to: 40 },
    { name: 'nowhere from beyond training.updates', setup: file, from: { update: 50 }, to: 50 },
    { name: 'to training.epochs', setup: epochs, to: 15 },
    { name: 'to the smaller of both', setup: batched('adam', { training: { updates: 10, epochs: 5 } }), to: 10 },
    { name: 'so many updates from here', setup: file, from: { update: 3 }, request: { updates: 7 }, to: 10 },
    {
      name: 'so many updates, the one in progress being the first',
      setup: file,
      from: { update: 3, operation: 20 },
      request: { updates: 7 },
      to: 10,
    },
    { name: 'so many epochs from here', setup: epochs, from: { update: 4 }, request: { epochs: 2 }, to: 10 },
    { name: 'to an update', setup: file, from: { update: 3 }, request: { until: { update: 9 } }, to: 9 },
    { name: 'no way back', setup: file, from: { update: 12 }, request: { until: { update: 9 } }, to: 12 },
    { name: 'through what has been run before', setup: file, from: { update: 80 }, request: { updates: 0 }, to: 80 },
  ];
  for (const { name, setup, from, request, to } of targets) {
    it(`runs ${name}`, async () => {
      const { session, events } = listened(setup);
      if (from) await session.seek(from);
      events.length = 0;
      const { update, phase } = await session.run(request);
      assert.deepEqual([update, phase], [to, 'start']);
      sameBits(session.parameters, walked(setup, to).parameters[to]);
      const moved = (from?.update ?? 0) === to ? [] : ['moved'];
      assert.deepEqual(
        events.map(({ type }) => type),
        [...moved, 'stopped'],
      );
      assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'target' });
      assert.equal(session.running, null);
    });
  }

  const { loss } = walked(article(), 2000);
  const firstBelow = (limit: number) => loss.findIndex((value) => value < limit);
  const conditions: readonly { readonly name: string; readonly setup: typeof file; readonly request?: RunRequest }[] = [
    { name: 'stopWhen of the file', setup: article({ training: { updates: 2000, stopWhen: { lossBelow: 0.5 } } }) },
    { name: 'until', setup: article(), request: { until: { lossBelow: 0.5 } } },
    { name: 'until, before a target', setup: article(), request: { updates: 1999, until: { lossBelow: 0.5 } } },
  ];
  for (const { name, setup, request } of conditions) {
    it(`stops at the first update whose loss is below: ${name}`, async () => {
      const { session, events } = listened(setup);
      const { update } = await session.run(request);
      assert.equal(update, firstBelow(0.5));
      assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'condition' });
    });
  }

  it('stops at the first update whose gradient is short enough', async () => {
    const setup = article();
    const { session } = listened(setup);
    const { update } = await session.run({ until: { gradientNormBelow: 0.05 } });
    const norms: number[] = [];
    const walk = new Session('walk', setup);
    while (walk.position.update <= update) {
      const { gradients } = walk.snapshot();
      norms.push(Math.hypot(...(Object.values(gradients!) as number[])));
      await walk.stepOut();
    }
    assert.equal(
      norms.findIndex((norm) => norm < 0.05),
      update,
    );
  });

  it('leaves out stopWhen where the run was asked for something else', async () => {
    const { session } = listened(article({ training: { stopWhen: { lossBelow: 1 } } }));
    assert.equal((await session.run({ updates: 300 })).update, 300);
  });

  const refused: readonly RunRequest[] = [
    { updates: -1 },
    { updates: 1.5 },
    { epochs: NaN },
    { until: { update: -3 } },
    { until: { lossBelow: NaN } },
    { until: { gradientNormBelow: Infinity } },
  ];
  for (const request of refused) {
    it(`refuses ${JSON.stringify(request)} and stays`, async () => {
      const { session, events } = listened();
      await assert.rejects(session.run(request), RangeError);
      assert.deepEqual([session.position, events], [{ update: 0, operation: -1 }, []]);
    });
  }

  it('pauses where it is, after the slice of a few milliseconds that it is in', async () => {
    const setup = article();
    const { session, events } = listened(setup);
    const run = session.run();
    await pause(150);
    const asked = process.threadCpuUsage();
    const paused = await session.pause();
    // Of this thread alone, in microseconds: the machine may be busy with other things.
    assert.ok(process.threadCpuUsage(asked).user < 50_000);
    assert.ok(paused.update > 100);
    assert.equal((await run).update, paused.update);
    assert.equal(session.recorded, paused.update);
    assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'paused' });
    await pause(30);
    assert.equal(session.position.update, paused.update, 'nothing goes on');
    sameBits(session.parameters, walked(setup, paused.update).parameters.at(-1)!);
  });

  it('stands, where a search is paused on its way to a part, where the part before ends', async () => {
    const { session, events } = listened();
    const parts = [100, 1e9].map((update) => ({ position: { update, operation: 3 }, done: false }));
    const asked: number[] = [];
    session.listen((event) => void (event.type === 'running' && session.pause()));
    await session.follow(() => {
      asked.push(session.position.update);
      return Promise.resolve(parts[asked.length - 1]);
    });
    assert.deepEqual(asked, [0, 100]);
    assert.deepEqual(session.position, parts[0].position);
    assert.ok(session.recorded > 100);
    assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'paused' });
  });

  it('goes back to the very operation where a cancelled run began', async () => {
    const { session, events } = listened();
    await session.seek({ update: 48, operation: 33 });
    const before = session.snapshot();
    const run = session.run();
    await pause(30);
    const cancelled = await session.cancel();
    assert.deepEqual(cancelled, before);
    assert.deepEqual(await run, before);
    assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'cancelled' });
    assert.equal(events.filter(({ type }) => type === 'stopped').length, 1);
  });

  it('neither pauses nor cancels where nothing runs', async () => {
    const { session, events } = listened();
    await session.pause();
    await session.cancel();
    assert.deepEqual(events, []);
  });

  it('can be paused before it has begun', async () => {
    const { session } = listened();
    const step = session.stepOut();
    const run = session.run({ updates: 1000 });
    await session.pause();
    assert.equal((await step).update, 1);
    assert.equal((await run).update, 1);
  });

  it('tells how far it is, at most ten times a second, and keeps the event loop free', async () => {
    const { session, events } = listened();
    // Slices take 6 ms. Of this thread alone, in microseconds: the machine may be busy with other things.
    const turns: number[] = [];
    let last = process.threadCpuUsage();
    const watch = setInterval(() => {
      turns.push(process.threadCpuUsage(last).user);
      last = process.threadCpuUsage();
    }, 1);
    const run = session.run();
    await pause(550);
    assert.ok(session.running);
    assert.equal(session.running.from, 0);
    assert.equal(session.running.target, null);
    assert.ok(session.running.updatesPerSecond > 1000);
    assert.equal(session.position.update, session.running.update, 'the cursor moves along');
    await session.pause();
    await run;
    clearInterval(watch);
    const told = events.filter(({ type }) => type === 'running').length;
    assert.ok(told >= 2 && told <= 6, `${told} events`);
    assert.ok(turns.length > 10);
    const median = turns.sort((a, b) => a - b)[turns.length >> 1];
    assert.ok(median < 10_000, `${median} µs`);
    assert.ok(turns.at(-1)! < 50_000, `${turns.at(-1)} µs`);
  });

  it('is paused by every other command, which then starts from where it stopped', async () => {
    for (const command of ['stepInto', 'stepBack', 'reverse', 'setParameter', 'seek', 'run'] as const) {
      const { session, events } = listened();
      const run = session.run();
      await pause(20);
      const next =
        command === 'setParameter'
          ? session.setParameter('w1', 1)
          : command === 'seek'
            ? session.seek({ update: 5 })
            : command === 'run'
              ? session.run({ updates: 3 })
              : session[command]();
      const stoppedAt = (await run).update;
      const { update } = await next;
      const expected = {
        stepInto: stoppedAt,
        stepBack: stoppedAt - 1,
        reverse: 0,
        setParameter: stoppedAt,
        seek: 5,
        run: stoppedAt + 3,
      };
      assert.equal(update, expected[command], command);
      assert.deepEqual(
        events.find(({ type }) => type === 'stopped'),
        { type: 'stopped', reason: 'paused' },
      );
    }
  });

  it('carries out what is asked at once in the order of asking', async () => {
    const { session } = listened();
    const all = [
      session.stepOut(),
      session.stepInto(),
      session.setParameter('w3', 0.5),
      session.seek({ update: 3 }),
      session.stepBack(),
      session.undo(),
      session.redo(),
    ];
    const positions = (await Promise.all(all)).map(({ update, operation }) => [update, operation?.index ?? -1]);
    assert.deepEqual(positions, [
      [1, -1],
      [1, 0],
      [1, 0],
      [3, -1],
      [2, 62],
      [1, 0],
      [2, 62],
    ]);
  });

  it('ends with the session', async () => {
    const { session, events } = listened();
    const run = session.run();
    await pause(20);
    session.dispose();
    await run;
    await assert.rejects(session.stepInto(), /ended/);
    assert.deepEqual(
      events.filter(({ type }) => type === 'stopped'),
      [],
    );
  });

  it('keeps memory bounded in 100,000 updates and more', async () => {
    const setup = article();
    const { session } = listened(setup);
    await session.run({ updates: 100_000 });
    assert.equal(session.recorded, 100_000);
    const curve = session.lossCurve(500);
    assert.ok(curve.update.length <= 1000);
    const all = walked(setup, 100_000);
    for (const [i, update] of curve.update.entries()) assert.equal(curve.loss[i], all.loss[update]);
    assert.equal(
      Math.min(...curve.loss),
      all.loss.reduce((least, value) => Math.min(least, value)),
    );
    await session.seek({ update: 77_777 });
    sameBits(session.parameters, all.parameters[77_777]);
  });
});
