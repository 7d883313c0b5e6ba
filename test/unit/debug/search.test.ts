// Continue with breakpoints in the session's worker: the same stops as in the host's thread and as steps come to, paused, lost.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import esbuild from 'esbuild';
import type { Snapshot } from '../../../src/training/snapshot';
import type { OpenWorker, WorkerChannel } from '../../../src/training/runner/workerRunner';
import { nodeChannel } from '../../../src/vscode/worker/channels';
import { articleText, Client } from './client';

const lineOf = (text: string): number => articleText.split('\n').findIndex((line) => line.includes(text)) + 1;

/** Written from outside: what a person has set before a run. */
interface Set {
  readonly lines?: Dap.SourceBreakpoint[];
  readonly data?: Omit<Dap.DataBreakpoint, 'accessType'>[];
  readonly exceptions?: Dap.ExceptionFilterOptions[];
  readonly panel?: number;
  readonly text?: string;
}

describe('the debug adapter: a search in the worker', () => {
  let folder: string;
  let workers: Worker[] = [];
  let clients: Client[] = [];

  before(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'backprop-search-'));
    const outfile = path.join(folder, 'worker.js');
    const options = { bundle: true, platform: 'node', target: 'es2022', logLevel: 'error' } as const;
    await esbuild.build({ entryPoints: ['src/vscode/worker/node.ts'], outfile, ...options });
  });
  afterEach(async () => {
    for (const client of clients) client.dispose();
    await Promise.all(workers.map((worker) => worker.terminate()));
    [workers, clients] = [[], []];
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

  /** Without a `worker`, all in this thread; with one, nothing of the search. */
  async function started(set: Set, launch: object, worker?: OpenWorker, localMilliseconds = 0): Promise<Client> {
    const session = worker ? { worker, localMilliseconds } : {};
    const { text = articleText, lines = [] } = set;
    const client = await Client.started({ text, launch, session, breakpoints: lines });
    clients.push(client);
    if (set.panel !== undefined) client.session.breakpoints.add({ kind: 'update', update: set.panel });
    const data = (set.data ?? []).map((one) => ({ accessType: 'write', ...one }));
    await client.request('setDataBreakpoints', { breakpoints: data });
    await client.request('setExceptionBreakpoints', { filters: ['nonFinite'], filterOptions: set.exceptions ?? [] });
    return client;
  }

  /** Where it stops time after time, why, and what it has written up to there. */
  async function stopsOf(client: Client, count: number): Promise<unknown[]> {
    const seen: unknown[] = [];
    for (let i = 0; i < count; i++) {
      const { reason, description, text } = await client.move('continue');
      const { update, operation } = client.session.position;
      seen.push([update, operation, reason, description, text, client.written]);
    }
    return seen;
  }

  const loss = lineOf('"loss"');
  const sets: readonly (readonly [title: string, set: Set, learningRate?: number])[] = [
    ['a condition of the sample', { lines: [{ line: loss, condition: 'residual > 0.05 && update % 7 == 3' }] }],
    ['a hit count', { lines: [{ line: loss, hitCondition: '% 2000' }] }],
    ['places at the start of updates', { lines: [{ line: lineOf('"training"'), condition: 'update % 400 == 399' }] }],
    ['the last move', { lines: [{ line: lineOf('[0] }'), column: 60, condition: 'update % 300 == 5' }] }],
    ['a sign', { data: [{ dataId: 'b3', condition: 'changes sign' }] }, 0.2],
    ['a derivative that becomes small', { data: [{ dataId: 'dSSR/dw3', condition: 'abs(dSSR/dw3) < 0.01' }] }],
    ['a loss that goes up', { exceptions: [{ filterId: 'lossUp' }] }, 0.3],
    [
      'a loss of all data that goes up',
      { exceptions: [{ filterId: 'lossUp' }], text: articleText.replace('"updates": 1000', '"batchSize": 1') },
      0.4,
    ],
    ['an exploding derivative', { exceptions: [{ filterId: 'exploding', condition: '3' }] }, 0.3],
    ['a run that diverges', { lines: [{ line: loss, condition: 'SSR > 1e30' }] }, 1.5],
    ['the panel\u2019s, among others', { panel: 777, lines: [{ line: loss, condition: 'update == 500' }] }],
    ['nothing', { lines: [{ line: loss, condition: 'SSR < 0' }] }],
    [
      'a log point beside a breakpoint',
      {
        lines: [
          { line: lineOf('"optimizer"'), logMessage: '{update}: {SSR}' },
          { line: loss, condition: 'update % 350 == 349' },
        ],
      },
    ],
  ];
  for (const [title, set, learningRate = 0.1] of sets) {
    it(`stops where a search in this thread does: ${title}`, async () => {
      const here = await started(set, { updates: 3000 });
      const there = await started(set, { updates: 3000 }, opening());
      for (const client of [here, there]) {
        if (learningRate === 0.1) continue;
        await client.session.setLearningRate(learningRate);
        await client.stopped();
      }
      there.session.walker = () => {
        throw new Error('It is searched in this thread.');
      };
      const stops = await stopsOf(there, 4);
      deepEqual(stops, await stopsOf(here, 4));
      deepEqual(there.session.snapshot(), here.session.snapshot());
    });
  }

  const walked: readonly [condition: string, holds: (snapshot: Snapshot, residual: number) => boolean][] = [
    ['residual > 0.1', (_, residual) => residual > 0.1],
    ['sample == 2 && SSR < 1', ({ sample, loss: sum }) => sample?.index === 1 && sum < 1],
    ['update % 3 == 2', ({ update }) => update % 3 === 2],
  ];
  for (const [condition, holds] of walked) {
    it(`stops where steps come to the same: ${condition}`, async () => {
      const client = await started({ lines: [{ line: loss, condition }] }, { updates: 8 }, opening());
      const expected: [number, number][] = [];
      const walk = await Client.of();
      clients.push(walk);
      for (let residual = NaN; ;) {
        const snapshot = await walk.session.stepInto();
        const { update, operation } = snapshot;
        if (update >= 8) break;
        if (operation?.target === 'residual') residual = operation.value;
        if (operation?.target === 'SSR' && holds(snapshot, residual)) expected.push([update, operation.index]);
      }
      ok(expected.length > 1);
      const found = await stopsOf(client, expected.length);
      deepEqual(
        found.map((stop) => (stop as unknown[]).slice(0, 2)),
        expected,
      );
      equal((await client.move('continue')).description, 'Paused at the end of training');
    });
  }

  it('writes every line once where a search that has begun here goes on in the worker', async function () {
    this.timeout(30_000);
    const set = { lines: [{ line: lineOf('"training"'), logMessage: '{update}' }] };
    const client = await started(set, { updates: 30_000 }, opening(), 50);
    await client.move('continue');
    const { length } = workers;
    equal(length, 1);
    const lines = client.written.trimEnd().split('\n');
    deepEqual([lines.length, lines.findIndex((line, index) => line !== String(index + 1))], [29_999, -1]);
  });

  it('is paused in the middle, and what it has written is what lies behind', async function () {
    this.timeout(30_000);
    const lines = [
      { line: lineOf('"training"'), logMessage: '{update}', condition: 'update % 10000 == 0' },
      { line: loss, condition: 'SSR < 0' },
    ];
    const client = await started({ lines }, { updates: 1e9 }, opening());
    let behind = 0;
    for (let time = 0; time < 3; time++) {
      await client.request('continue', { threadId: 1 });
      await client.event('progressStart');
      await client.request('pause', { threadId: 1 });
      equal((await client.stopped()).description, 'Paused');
      const { update } = client.session.position;
      ok(update > behind);
      behind = update;
      const expected = Array.from({ length: Math.floor(update / 10_000) }, (_, i) => `${(i + 1) * 10_000}\n`);
      equal(client.written, expected.join(''));
    }
  });

  for (const lines of [[], [{ line: loss, condition: 'SSR < 0' }]]) {
    it(`stops at a breakpoint that is set while it runs, ${lines.length === 0 ? 'the first' : 'beside others'}`, async () => {
      const client = await started({ lines }, { updates: 1e9 }, opening());
      await client.request('continue', { threadId: 1 });
      await client.event('progressStart');
      await client.setBreakpoints([...lines, { line: loss }]);
      equal((await client.stopped()).reason, 'breakpoint');
      ok(client.session.position.update > 0);
      match(await client.top(), /^SSR \+= residual²/);
      equal(client.order.filter((name) => name === 'stopped').length, 2);
    });
  }

  it('goes on where the worker has ended, and misses nothing', async () => {
    let left = 2;
    const dying = opening((channel, worker) => ({
      ...channel,
      listen: (onMessage, onEnd) =>
        channel.listen((message) => {
          onMessage(message);
          if (message.type === 'part' && left-- > 0) void worker.terminate();
        }, onEnd),
    }));
    const lines = [
      { line: lineOf('"training"'), logMessage: '{update}' },
      { line: loss, hitCondition: '9000' },
    ];
    const client = await started({ lines }, { updates: 5000 }, dying);
    const here = await started({ lines }, { updates: 5000 });
    deepEqual(await stopsOf(client, 2), await stopsOf(here, 2));
    ok(left < 2);
  });
});
