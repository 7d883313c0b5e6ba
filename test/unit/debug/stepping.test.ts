// Stepping through the debug protocol: every move, where it ends, and what the client is told.
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import * as fc from 'fast-check';
import { Client, PROGRAM } from './client';

describe('the debug adapter: stepping', () => {
  let client: Client;
  afterEach(() => client?.dispose());

  it('launches, and stands at the entry where the session stands', async () => {
    client = await Client.started();
    deepEqual(client.order, [
      'initialize',
      'launch',
      'initialized',
      'setExceptionBreakpoints',
      'configurationDone',
      'stopped',
    ]);
    deepEqual(client.session.position, { update: 0, operation: -1 });
  });

  it('keeps the place of a session that is going on', async () => {
    client = await Client.of();
    await client.session.seek({ update: 7, operation: 5 });
    await client.request('initialize', { adapterID: 'backprop' });
    await client.request('launch', { program: PROGRAM });
    await client.request('configurationDone');
    equal((await client.stopped()).reason, 'entry');
    deepEqual(client.session.position, { update: 7, operation: 5 });
  });

  const moves: readonly [command: string, from: [number, number], to: [number, number], launch?: object][] = [
    ['stepIn', [0, -1], [0, 0]],
    ['stepIn', [0, 62], [1, -1]],
    ['stepBack', [1, -1], [0, 62]],
    ['stepBack', [0, -1], [0, -1]],
    ['next', [0, -1], [0, 18]],
    ['next', [0, 18], [0, 37]],
    ['next', [0, 56], [1, -1]],
    ['next', [0, 3], [0, 4], { granularity: 'operation' }],
    ['next', [2, 62], [3, -1], { granularity: 'operation' }],
    ['next', [2, 3], [3, -1], { granularity: 'update' }],
    ['next', [2, 3], [3, -1], { granularity: 'epoch' }],
    ['stepOut', [4, 30], [5, -1]],
    ['continue', [4, 30], [1000, -1]],
    ['continue', [0, -1], [25, -1], { updates: 25 }],
    ['reverseContinue', [4, 30], [0, -1]],
    ['restart', [4, 30], [0, -1]],
  ];
  for (const [command, [update, operation], to, launch] of moves) {
    it(`${command} from ${update}:${operation} leads to ${to.join(':')} ${launch ? JSON.stringify(launch) : ''}`, async () => {
      client = await Client.started({ ...(launch && { launch }) });
      await client.session.seek({ update, operation });
      if (update > 0 || operation >= 0) await client.stopped();
      const { reason, threadId, allThreadsStopped } = await client.move(command);
      deepEqual([client.session.position.update, client.session.position.operation], to);
      deepEqual([threadId, allThreadsStopped], [1, true]);
      ok(['step', 'pause', 'entry'].includes(reason));
      ok(client.order.lastIndexOf('stopped') > client.order.lastIndexOf(command), 'the event comes after the response');
    });
  }

  it('stopOnEntry: false runs at once', async () => {
    client = await Client.started({ launch: { stopOnEntry: false } });
    equal(client.session.position.update, 1000);
  });

  it('pauses a long run, which tells how far it is, and can be cancelled there', async function () {
    this.timeout(10_000);
    client = await Client.started({ launch: { updates: 1e9 } });
    await client.request('continue', { threadId: 1 });
    const { message } = (await client.event('progressStart')).body as { message: string };
    match(message, /^update \d+ of 1000000000, loss \d/);
    await client.request('pause', { threadId: 1 });
    const stopped = await client.stopped();
    deepEqual([stopped.reason, stopped.description], ['pause', 'Paused']);
    ok(client.order.includes('progressEnd'));
    ok(client.session.position.update > 0 && client.session.running === null);
    await client.request('continue', { threadId: 1 });
    const { progressId } = (await client.event('progressStart')).body as { progressId: string };
    await client.request('cancel', { progressId });
    equal((await client.stopped()).reason, 'pause');
  });

  it('says why it cannot go on where training has diverged', async () => {
    client = await Client.started();
    await client.session.setLearningRate(10);
    const stopped = await client.move('continue');
    deepEqual([stopped.reason, stopped.description], ['exception', 'Paused on NaN or Infinity']);
    const info = await client.request<{ description: string }>('exceptionInfo', { threadId: 1 });
    match(info.description, /is −?(Infinity|NaN): /);
    const position = client.session.position;
    equal((await client.move('stepIn')).reason, 'exception');
    match(
      (client.events.findLast(({ event }) => event === 'output')?.body as { output: string }).output,
      /Training diverged/,
    );
    deepEqual(client.session.position, position);
    equal((await client.move('stepBack')).reason, 'step');
  });

  it('stops where training has diverged without calling it an exception where that is not asked for', async () => {
    client = await Client.started();
    await client.session.setLearningRate(10);
    await client.request('setExceptionBreakpoints', { filters: [] });
    await client.stopped();
    const { reason, text } = await client.move('continue');
    deepEqual([reason, /is −?(Infinity|NaN)/.test(text ?? '')], ['pause', true]);
  });

  it('follows whoever else moves the session, without taking the focus', async () => {
    client = await Client.started();
    await client.session.stepInto();
    const stopped = await client.stopped();
    deepEqual([stopped.reason, stopped.preserveFocusHint], ['step', true]);
    equal((await client.event('invalidated')).event, 'invalidated');
    match(await client.top(), /^x1 = /);
    void client.session.run({ updates: 1e9 });
    await client.event('continued');
    await client.session.pause();
    equal((await client.stopped()).reason, 'pause');
    await client.session.setParameter('w3', 0.5);
    equal((await client.stopped()).preserveFocusHint, true);
  });

  it('goes to an operation of a line', async () => {
    client = await Client.started();
    const { targets } = await client.request<{ targets: { id: number; label: string }[] }>('gotoTargets', {
      source: { path: PROGRAM },
      line: 14,
    });
    deepEqual(
      targets.map(({ label }) => label),
      [1, 2, 3].map((sample) => `SSR += residual², sample ${sample}`),
    );
    equal((await client.move('goto', { targetId: targets[1].id })).reason, 'goto');
    match(await client.top(), /^SSR \+= residual² = /);
    match((await client.stack()).find(({ name }) => name.startsWith('sample'))!.name, /^sample 2 of 3/);
  });

  it('leaves the session as it is', async () => {
    client = await Client.started();
    await client.move('stepOut');
    await client.request('disconnect');
    deepEqual(client.session.position, { update: 1, operation: -1 });
    equal((await client.session.stepInto()).operation?.index, 0);
    equal(client.order.at(-1), 'disconnect');
  });

  it('restarts with another session in its place', async () => {
    client = await Client.started();
    await client.move('stepOut');
    await client.replace(client.text.replace('0.36', '0.5'));
    equal((await client.stopped()).description, 'Paused at the start of a new session');
    equal(await client.evaluate('w3'), '0.5000');
    equal((await client.move('stepIn')).reason, 'step');
  });

  const refusals: readonly [launch: object, message: RegExp][] = [
    [{}, /'program' must be the path of a \.nn\.json file/],
    [{ program: '/elsewhere.nn.json' }, /There is no \/elsewhere/],
    [
      { program: PROGRAM, granularity: 'layer' },
      /'granularity' must be operation, sample, update, epoch; found "layer"/,
    ],
    [{ program: PROGRAM, updates: 0 }, /'updates' must be a whole number, 1 or more; found 0/],
    [{ program: PROGRAM, stopOnEntry: 'yes' }, /'stopOnEntry' must be true or false; found "yes"/],
  ];
  for (const [launch, message] of refusals) {
    it(`refuses to launch ${JSON.stringify(launch)}`, async () => {
      client = await Client.of();
      await rejects(client.request('launch', launch), message);
    });
  }

  it('answers what it does not know with an error', async () => {
    client = await Client.of();
    await rejects(client.request('next'), /nothing has been launched/);
    await client.request('launch', { program: PROGRAM });
    await rejects(client.request('disassemble'), /'disassemble' is not known/);
  });

  it('any walk ends, bit for bit, where the same place reached directly ends', async function () {
    this.timeout(60_000);
    const step = fc.constantFrom('stepIn', 'stepIn', 'next', 'stepOut', 'stepBack', 'stepBack', 'reverseContinue');
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30 }), async (commands) => {
        const walked = await Client.started();
        const direct = await Client.started();
        try {
          for (const command of commands) await walked.move(command);
          await direct.session.seek(walked.session.position);
          deepEqual(walked.session.snapshot(), direct.session.snapshot());
          deepEqual(walked.session.parameters, direct.session.parameters);
        } finally {
          walked.dispose();
          direct.dispose();
        }
      }),
      { numRuns: 40 },
    );
  });
});
