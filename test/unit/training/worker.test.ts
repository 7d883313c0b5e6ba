import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import esbuild from 'esbuild';
import type { Setup } from '../../../src/core/setup';
import type { FromWorker, ToWorker } from '../../../src/training/runner/messages';
import type { OpenWorker, WorkerChannel } from '../../../src/training/runner/workerRunner';
import { Session, type SessionEvent } from '../../../src/training/session';
import { nodeChannel, webChannel } from '../../../src/vscode/worker/channels';
import { article, batched } from './setups';
import { sameBits, walked } from './walked';

const LONG = 40_000;
/** Too long to be over before the first report, after 100 ms. */
const VERY_LONG = 400_000;

describe('Runs in a worker', () => {
  let folder: string;
  let workers: Worker[] = [];
  let sessions: Session[] = [];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'backprop-worker-'));
    await esbuild.build({
      entryPoints: ['src/vscode/worker/node.ts'],
      outfile: path.join(folder, 'worker.js'),
      bundle: true,
      platform: 'node',
      target: 'es2022',
      logLevel: 'error',
    });
  });

  afterEach(async () => {
    for (const session of sessions) session.dispose();
    await Promise.all(workers.map((worker) => worker.terminate()));
    [workers, sessions] = [[], []];
  });

  after(() => rmSync(folder, { recursive: true }));

  /** The real worker; `wrap` may listen in or spoil something. */
  function opening(wrap: (channel: WorkerChannel, worker: Worker) => WorkerChannel = (channel) => channel): OpenWorker {
    return () => {
      const worker = new Worker(path.join(folder, 'worker.js'));
      workers.push(worker);
      return wrap(nodeChannel(worker), worker);
    };
  }

  function start(setup: Setup, worker?: OpenWorker): { session: Session; events: SessionEvent[] } {
    const session = new Session('worker', setup, { worker, localMilliseconds: 0 });
    sessions.push(session);
    const events: SessionEvent[] = [];
    session.listen((event) => events.push(event));
    return { session, events };
  }

  /** The channel of a browser's host, whose worker has the events of a Web Worker; what carries the runs out is the real worker. */
  function inBrowser(worker: Worker): WorkerChannel {
    const events = new EventTarget();
    const tell = (type: string, more: object) => events.dispatchEvent(Object.assign(new Event(type), more));
    worker.on('message', (data: unknown) => tell('message', { data }));
    // A Web Worker that breaks says so and is gone; it has no exit code.
    worker.on('exit', () => tell('error', { message: 'the worker broke' }));
    const like = {
      postMessage: (message: unknown, transfer: ArrayBuffer[]) => worker.postMessage(message, transfer),
      terminate: () => void worker.terminate(),
      addEventListener: events.addEventListener.bind(events),
    };
    return webChannel(like as unknown as globalThis.Worker, () => undefined);
  }

  /** Ends a worker right after its first report. */
  function dying(times: number, channelOf: (worker: Worker) => WorkerChannel = nodeChannel): OpenWorker {
    let left = times;
    return opening((_, worker) => asDying(channelOf(worker), worker));

    function asDying(channel: WorkerChannel, worker: Worker): WorkerChannel {
      return {
        ...channel,
        listen: (onMessage, onEnd) =>
          channel.listen((message) => {
            onMessage(message);
            if (message.type === 'report' && left-- > 0) void worker.terminate();
          }, onEnd),
      };
    }
  }

  /** The parameters at some updates, losses, and the position. */
  async function everything(session: Session): Promise<unknown> {
    const columns = await session.history({ every: 997 });
    return [columns, session.snapshot(), session.lossCurve(300), session.recorded, session.state()];
  }

  for (const [name, setup] of [
    ['gradient descent', article()],
    ['adam in shuffled mini-batches', batched('adam')],
  ] as const) {
    it(`gives the bits of the host's own thread and of walking: ${name}`, async () => {
      const inWorker = start(setup, opening());
      await inWorker.session.run({ updates: LONG });
      const here = start(setup);
      await here.session.run({ updates: LONG });
      assert.equal(workers.length, 1);
      assert.deepEqual(await everything(inWorker.session), await everything(here.session));
      const direct = walked(setup, LONG).parameters;
      for (const update of [12_345, LONG - 1, LONG]) {
        await inWorker.session.seek({ update });
        sameBits(inWorker.session.parameters, direct[update], `update ${update}`);
      }
      for (const { events } of [inWorker, here]) {
        assert.deepEqual(events.filter(({ type }) => type === 'stopped')[0], { type: 'stopped', reason: 'target' });
      }
    });
  }

  it('makes the edits that lie ahead, and stops where numbers stop being numbers', async () => {
    const setup = article();
    const { session, events } = start(setup, opening());
    await session.seek({ update: 30_000 });
    await session.setParameter('w3', 2);
    await session.run({ updates: 10 });
    await session.setLearningRate(1.5);
    await session.seek({ update: 3 });
    await session.run();
    assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'diverged' });
    assert.ok(workers.length > 0);
    const { update } = session.divergence!;
    const { parameters, loss } = walked(setup, update + 1, session.interventions);
    sameBits(session.parameters, parameters[update]);
    assert.ok(!Number.isFinite(loss[update]) || parameters[update + 1].some((value) => !Number.isFinite(value)));
    assert.ok(parameters[update].every(Number.isFinite));
  });

  it('stops when paused, with what it has reached', async () => {
    const setup = article();
    const { session } = start(setup, opening());
    const run = session.run();
    while (!session.running || session.running.update < 20_000) await new Promise((resolve) => setTimeout(resolve, 20));
    const { update } = await session.pause();
    assert.equal((await run).update, update);
    assert.equal(session.recorded, update);
    sameBits(session.parameters, walked(setup, update).parameters.at(-1)!);
  });

  it('goes back when cancelled, and runs again in the same worker', async () => {
    const { session, events } = start(article(), opening());
    await session.seek({ update: 7, operation: 30 });
    const run = session.run();
    while (workers.length === 0 || events.filter(({ type }) => type === 'running').length < 3) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    const cancelled = await session.cancel();
    assert.deepEqual([cancelled.update, cancelled.operation?.index], [7, 30]);
    await run;
    const again = await session.run({ updates: LONG });
    assert.equal(again.update, 7 + LONG);
    assert.equal(workers.length, 1);
  });

  /** The same run walked through, and in the host's own thread; made once. */
  let undisturbed: { readonly parameters: Float64Array; readonly everything: unknown } | undefined;
  async function undisturbedRun(setup: Setup): Promise<NonNullable<typeof undisturbed>> {
    const here = start(setup);
    await here.session.run({ updates: VERY_LONG });
    return {
      parameters: walked(setup, VERY_LONG).parameters[VERY_LONG],
      everything: await everything(here.session),
    };
  }

  for (const [name, times, expected, channelOf] of [
    ['in a new one', 1, 2, nodeChannel],
    ['in the host when the new one dies too', 2, 2, nodeChannel],
    ['in a new one, in a browser', 1, 2, inBrowser],
    ['in the host when the new one dies too, in a browser', 2, 2, inBrowser],
  ] as const) {
    it(`goes on when the worker dies, ${name}`, async () => {
      const setup = batched('momentum');
      const { session, events } = start(setup, dying(times, channelOf));
      const { update } = await session.run({ updates: VERY_LONG });
      assert.equal(update, VERY_LONG);
      assert.equal(workers.length, expected);
      undisturbed ??= await undisturbedRun(setup);
      sameBits(session.parameters, undisturbed.parameters);
      assert.deepEqual(await everything(session), undisturbed.everything);
      assert.equal(events.filter(({ type }) => type === 'stopped').length, 1);
    });
  }

  const broken: readonly { readonly name: string; readonly open: OpenWorker }[] = [
    { name: 'cannot be started', open: () => Promise.reject(new Error('no workers here')) },
    { name: 'is not there', open: () => nodeChannel(new Worker('/nowhere/worker.js')) },
    { name: 'fails', open: () => nodeChannel(new Worker('throw new Error("broken")', { eval: true })) },
    {
      name: 'never knows what to do',
      open: () => {
        let tell: (message: FromWorker) => void = () => undefined;
        return {
          post(message: ToWorker) {
            if (message.type === 'run') setTimeout(() => tell({ type: 'failed', id: message.id, message: 'no' }), 1);
          },
          listen(onMessage) {
            tell = onMessage;
          },
          close: () => undefined,
        };
      },
    },
  ];
  for (const { name, open } of broken) {
    it(`runs in the host where the worker ${name}`, async () => {
      const { session } = start(article(), open);
      assert.equal((await session.run({ updates: LONG })).update, LONG);
    });
  }

  it('ignores what a stopped run still says', async () => {
    let hear: (message: FromWorker) => void = () => undefined;
    const held: FromWorker[] = [];
    const { session } = start(
      article(),
      opening((channel) => ({
        ...channel,
        listen: (onMessage, onEnd) => {
          hear = onMessage;
          channel.listen((message) => void held.push(message), onEnd);
        },
      })),
    );
    const until = async (type: FromWorker['type'], id: number): Promise<FromWorker[]> => {
      while (!held.some((message) => message.type === type && message.id === id)) {
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
      return held.filter((message) => message.id === id);
    };
    const run = session.run();
    await until('report', 1);
    const { update } = await session.pause();
    assert.equal(update, 0, 'it heard of nothing');
    await run;
    const next = session.run({ updates: 100 });
    const fresh = await until('done', 2);
    for (const message of await until('done', 1)) hear(message);
    assert.deepEqual([session.recorded, session.position.update], [0, 0]);
    for (const message of fresh) hear(message);
    assert.equal((await next).update, 100);
    assert.equal(session.recorded, 100);
  });

  it('does not wait for a worker that says nothing any more', async () => {
    const { session, events } = start(article(), () => ({
      post: () => undefined,
      listen: () => undefined,
      close: () => undefined,
    }));
    await session.stepOut();
    const run = session.run();
    await new Promise((resolve) => setTimeout(resolve, 20));
    assert.equal((await session.pause()).update, 1);
    await run;
    assert.deepEqual(events.at(-1), { type: 'stopped', reason: 'paused' });
  });

  it('is closed with the session', async () => {
    const { session, events } = start(article(), opening());
    const run = session.run();
    while (workers.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
    const ended = new Promise((resolve) => workers[0].once('exit', resolve));
    session.dispose();
    await Promise.all([run, ended]);
    assert.ok(events.every(({ type }) => type === 'running'));
  });
});
