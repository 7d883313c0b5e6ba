import assert from 'node:assert/strict';
import { Network } from '../../../src/core/network';
import { completeSettings } from '../../../src/core/optimizers';
import type { Setup } from '../../../src/core/setup';
import { Session, type SessionEvent } from '../../../src/training/session';
import { article, batched } from './setups';

/** A 20-10-1 network: 221 parameters, the first of which is frozen. */
function large(): Setup {
  const network = new Network({
    inputs: Array.from({ length: 20 }, (_, i) => `in${i}`),
    outputs: ['out'],
    layers: [
      { units: 10, activation: 'tanh', bias: true },
      { units: 1, activation: 'identity', bias: true },
    ],
    loss: 'mse',
  });
  const numbers = (count: number) => Float64Array.from({ length: count }, (_, i) => Math.sin(i + 1) / 2);
  const trainable = new Uint8Array(221).fill(1);
  trainable[0] = 0;
  return {
    ...article(),
    network,
    trainable,
    initial: numbers(221),
    data: { count: 2, inputs: numbers(40), outputs: numbers(2) },
    optimizer: completeSettings({ type: 'gradientDescent', learningRate: 0.1 }),
  };
}

describe('Session', () => {
  it('makes the first step of the article: w3 0.1024, w4 0.5043, b3 −0.1900', async () => {
    const session = new Session('article', article({ trainable: ['w3', 'w4', 'b3'] }));
    assert.equal(session.snapshot().loss.toFixed(4), '1.3977');
    const { gradients } = session.snapshot();
    assert.deepEqual(
      Object.entries(gradients ?? {}).map(([name, value]) => `${name} ${(value as number).toFixed(4)}`),
      ['w3 2.5761', 'w4 1.2568', 'b3 1.8996'],
    );
    const { parameters, update } = await session.stepOut();
    assert.equal(update, 1);
    assert.deepEqual(
      ['w3', 'w4', 'b3', 'w1'].map((name) => (parameters[name] as number).toFixed(4)),
      ['0.1024', '0.5043', '-0.1900', '3.3400'],
    );
  });

  it('takes 64 steps for an update with all seven parameters, and 64 back', async () => {
    const session = new Session('article', article());
    const texts: string[] = [];
    let snapshot = await session.stepInto();
    while (snapshot.operation) {
      texts.push(snapshot.operation.text);
      assert.equal(snapshot.operation.index, texts.length - 1);
      assert.equal(snapshot.operation.count, 64);
      assert.equal(snapshot.parameters.w3, 0.36, 'parameters move at the end');
      snapshot = await session.stepInto();
    }
    assert.equal(texts.length, 63);
    assert.deepEqual([snapshot.update, snapshot.phase], [1, 'start']);
    assert.notEqual(snapshot.parameters.w3, 0.36);
    for (const text of texts.reverse()) assert.equal((await session.stepBack()).operation?.text, text);
    assert.equal((await session.stepBack()).phase, 'start');
    assert.deepEqual(session.position, { update: 0, operation: -1 });
  });

  it('says phase and sample of each operation', async () => {
    const session = new Session('article', article());
    const seen: string[] = [];
    do {
      const { phase, sample } = await session.stepInto();
      const now = `${phase} ${sample ? `${sample.index + 1}/${sample.count}` : '–'}`;
      if (seen.at(-1) !== now) seen.push(now);
    } while (session.position.operation >= 0);
    const samples = [1, 2, 3].flatMap((i) => [`forward ${i}/3`, `loss ${i}/3`, `backward ${i}/3`]);
    assert.deepEqual(seen, [...samples, 'update –', 'start –']);
  });

  it('steps over a sample: from the start the first, then to the end of each, then over the update', async () => {
    const session = new Session('article', article());
    const stops: number[][] = [];
    for (let i = 0; i < 5; i++) {
      await session.stepOver();
      stops.push([session.position.update, session.position.operation]);
    }
    assert.deepEqual(stops, [
      [0, 18],
      [0, 37],
      [0, 56],
      [1, -1],
      [1, 18],
    ]);
    await session.seek({ update: 1, operation: 25 });
    assert.equal((await session.stepOver()).operation?.index, 37);
    await session.seek({ update: 1, operation: 58 });
    assert.deepEqual([(await session.stepOver()).update, session.position.operation], [2, -1]);
  });

  it('counts epochs and batches', async () => {
    const session = new Session('batches', batched('gradientDescent'));
    const seen: number[][] = [];
    for (let i = 0; i < 7; i++) {
      const { update, epoch, batch } = session.snapshot();
      seen.push([update, epoch, batch]);
      await session.stepOut();
    }
    assert.deepEqual(seen, [
      [0, 0, 0],
      [1, 0, 1],
      [2, 0, 2],
      [3, 1, 0],
      [4, 1, 1],
      [5, 1, 2],
      [6, 2, 0],
    ]);
    await session.seek({ update: 5, operation: 0 });
    assert.deepEqual(session.snapshot().sample, { index: 0, count: 3 }, 'the last batch of an epoch is short');
  });

  it('gives gradients of the whole batch with the l2 term, of trainable parameters only', () => {
    const session = new Session('batches', batched('adam'));
    const { gradients } = session.snapshot();
    const { tape } = session;
    const frozen = session.setup.network.parameterAt(2).name;
    assert.deepEqual(
      Object.keys(gradients!),
      [...session.setup.network.parameters()].map(({ name }) => name).filter((name) => name !== frozen),
    );
    for (const [name, value] of Object.entries(gradients!)) {
      const { kind, offset } = session.setup.network.parameterByName(name)!;
      const l2 = kind === 'weight' ? 0.01 * session.parameters[offset] : 0;
      const { gradient } = tape.totalsAfter(tape.rows.length * tape.operationsPerSample - 1);
      // The same sums in another order of additions.
      assert.ok(Math.abs((value as number) - (gradient[offset] + l2)) < 1e-14, name);
    }
  });

  it('gives parameters by layer as arrays above 200', () => {
    const session = new Session('large', large());
    const { parameters, gradients } = session.snapshot();
    assert.deepEqual(Object.keys(parameters), ['W[1]', 'b[1]', 'W[2]', 'b[2]']);
    assert.deepEqual(parameters['W[1]'], [...session.setup.initial.subarray(0, 200)]);
    assert.deepEqual(parameters['b[2]'], [session.setup.initial[220]]);
    assert.equal((gradients!['W[1]'] as number[])[0], 0, 'frozen');
    assert.notEqual((gradients!['W[1]'] as number[])[1], 0);
  });

  it('explains the parameter chosen, else the one that the last operation was about, at first the first', async () => {
    const session = new Session('selected', article({ trainable: ['w3', 'w4', 'b3'] }));
    const events: SessionEvent[] = [];
    session.listen((event) => events.push(event));
    assert.equal(session.selected, 'w3');
    await session.seek({ update: 0, operation: session.tape.indexOf('dSSR/dw4', 0) });
    assert.equal(session.selected, 'w4');
    await session.stepOut();
    assert.equal(session.selected, 'w4');
    events.length = 0;
    session.selected = 'w1';
    session.selected = 'w1';
    assert.deepEqual(events, [{ type: 'selected', name: 'w1' }]);
    await session.seek({ update: 0, operation: session.tape.indexOf('dSSR/dw4', 0) });
    assert.equal(session.selected, 'w1');
    assert.throws(() => (session.selected = 'w9'), /no parameter 'w9'/);
    await session.reset();
    assert.equal(session.selected, 'w3');
    const matrix = new Session('large', large());
    assert.equal(matrix.selected, 'W[1][1,2]');
    matrix.selected = 'w3';
    assert.equal(matrix.selected, 'W[1][1,3]');
  });

  it('tells of every change once, and of none where nothing changed', async () => {
    const session = new Session('events', article());
    const events: string[] = [];
    const stop = session.listen(({ type }) => events.push(type));
    const tells = async (command: Promise<unknown>, expected: string[]) => {
      await command;
      assert.deepEqual(events.splice(0), expected);
    };
    await tells(session.stepBack(), []);
    await tells(session.reverse(), []);
    await tells(session.stepInto(), ['moved']);
    await tells(session.stepOver(), ['moved']);
    await tells(session.stepOut(), ['moved']);
    await tells(session.seek({ update: 1 }), []);
    await tells(session.seek({ update: 4 }), ['moved']);
    await tells(session.setParameter('w1', 1), ['edited']);
    await tells(session.stepOut(), ['moved']);
    await tells(session.undo(), ['edited', 'moved']);
    await tells(session.redo(), ['edited', 'moved']);
    await tells(session.run({ updates: 3 }), ['moved', 'stopped']);
    await tells(session.run({ updates: 0 }), ['stopped']);
    stop();
    await tells(session.stepInto(), []);
  });

  it('checks every trainable derivative by central differences', async () => {
    const session = new Session('check', batched('adam'));
    const checks = await session.checkGradients();
    assert.equal(checks.length, session.setup.network.parameterCount - 1);
    for (const { name, relativeError } of checks) assert.ok(relativeError < 1e-5, name);
  });

  it('derives a parameter at the update in progress', async () => {
    const session = new Session('derive', article());
    await session.seek({ update: 10, operation: 5 });
    const { gradient, value, move, samples } = session.derivation('w3', { maxSamples: 2 });
    const snapshot = session.snapshot();
    assert.equal(value, snapshot.parameters.w3);
    assert.equal(samples.length, 2);
    // Kernel and derivation add in different orders.
    assert.ok(Math.abs(gradient - (snapshot.gradients!.w3 as number)) < 1e-12);
    const { parameters } = await session.stepOut();
    assert.ok(Math.abs(move!.next - (parameters.w3 as number)) < 1e-12);
  });

  it('hands out the operations asked for, and no more than there are', () => {
    const session = new Session('operations', article());
    assert.deepEqual(
      session.operations(62, 70).map(({ index }) => index),
      [62, 63],
    );
    assert.deepEqual(session.operations(-3, 1), [session.tape.operation(0)]);
    assert.deepEqual(session.operations(10, 5), []);
  });
});
