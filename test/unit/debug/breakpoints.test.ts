// Breakpoints through the debug protocol: on lines, places of lines, data and exceptions, forwards and backwards.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { capabilities } from '../../../src/debug/capabilities';
import { articleText, Client, PROGRAM } from './client';

/** Line of a text in the article's network, from 1. */
function lineOf(text: string): number {
  return articleText.split('\n').findIndex((line) => line.includes(text)) + 1;
}

/** Column of a text on its line, from 1. */
function columnOf(text: string): number {
  return articleText.split('\n')[lineOf(text) - 1].indexOf(text) + 1;
}

describe('the debug adapter: breakpoints', () => {
  let client: Client;
  afterEach(() => client?.dispose());

  /** The operations where a run stops, by their texts, with the sample in front. */
  async function stopsOf(breakpoint: Dap.SourceBreakpoint, count: number): Promise<string[]> {
    client = await Client.started({ breakpoints: [breakpoint] });
    const seen: string[] = [];
    for (let i = 0; i < count; i++) {
      const { reason } = await client.move('continue');
      equal(reason, 'breakpoint');
      const { operation, sample, update } = client.session.snapshot();
      seen.push(`${update}.${sample ? sample.index + 1 : ''} ${operation?.text ?? 'start'}`);
    }
    return seen;
  }

  const lines: readonly [title: string, breakpoint: Dap.SourceBreakpoint, stops: readonly string[]][] = [
    [
      'a layer: its forward and its backward pass',
      { line: 7 },
      ['0.1 x1 = dose·w1 + b1', '0.1 dSSR/dy1 = dSSR/dpredicted · w3', '0.2 x1 = dose·w1 + b1'],
    ],
    [
      'a number: its derivative in every sample, and its update',
      { line: lineOf('0.57'), column: columnOf('0.57') },
      [
        '0.1 dSSR/db2 += dSSR/dx2 · 1',
        '0.2 dSSR/db2 += dSSR/dx2 · 1',
        '0.3 dSSR/db2 += dSSR/dx2 · 1',
        '0. b2 −= learning rate · dSSR/db2',
        '1.1 dSSR/db2 += dSSR/dx2 · 1',
      ],
    ],
    [
      'a line of numbers: each of them',
      { line: lineOf('3.34') },
      ['0.1 dSSR/dw1 += dSSR/dx1 · dose', '0.1 dSSR/dw2 += dSSR/dx2 · dose', '0.2 dSSR/dw1 += dSSR/dx1 · dose'],
    ],
    ['the activation', { line: lineOf('softplus') }, ['0.1 y1 = softplus(x1)', '0.1 y2 = softplus(x2)']],
    ['the loss', { line: lineOf('"loss"') }, ['0.1 SSR += residual²', '0.2 SSR += residual²', '0.3 SSR += residual²']],
    [
      'the optimizer',
      { line: lineOf('"optimizer"') },
      ['0. w1 −= learning rate · dSSR/dw1', '1. w1 −= learning rate · dSSR/dw1'],
    ],
    ['the data: every sample', { line: lineOf('"dataset"') }, ['0.1 x1 = dose·w1 + b1', '0.2 x1 = dose·w1 + b1']],
    ['training: every update', { line: lineOf('"training"') }, ['1. start', '2. start']],
    [
      'the last move: seen at the start of the next update',
      { line: lineOf('[0] }'), column: columnOf('0] }') + 0, condition: 'sample == 3' },
      ['0.3 dSSR/db3 += dSSR/dpredicted · 1', '1. start'],
    ],
    [
      'a condition of the update',
      { line: lineOf('"loss"'), condition: 'update > 20 && SSR < 1' },
      ['21.1 SSR += residual²', '21.2 SSR += residual²'],
    ],
    [
      'a condition of the sample',
      { line: lineOf('"loss"'), condition: 'residual > 0.2' },
      ['0.2 SSR += residual²', '1.2 SSR += residual²'],
    ],
    ['a hit count', { line: lineOf('"loss"'), hitCondition: '4' }, ['1.1 SSR += residual²']],
    [
      'every second hit',
      { line: lineOf('"loss"'), hitCondition: '% 2' },
      ['0.2 SSR += residual²', '1.1 SSR += residual²', '1.3 SSR += residual²'],
    ],
    [
      'from the fifth hit on',
      { line: lineOf('"loss"'), hitCondition: '>= 5' },
      ['1.2 SSR += residual²', '1.3 SSR += residual²'],
    ],
  ];
  for (const [title, breakpoint, stops] of lines) {
    it(`stops at ${title}`, async () => {
      deepEqual(await stopsOf(breakpoint, stops.length), stops);
    });
  }

  it('goes back to the same places', async () => {
    const forward = await stopsOf({ line: lineOf('0.57'), column: columnOf('0.57') }, 9);
    const backward: string[] = [];
    for (let i = 0; i < 8; i++) {
      await client.move('reverseContinue');
      const { operation, sample, update } = client.session.snapshot();
      backward.push(`${update}.${sample ? sample.index + 1 : ''} ${operation?.text ?? 'start'}`);
    }
    deepEqual(backward, forward.slice(0, 8).reverse());
    equal((await client.move('reverseContinue')).description, 'Paused at the start of training');
  });

  it('goes back over many updates to a condition', async () => {
    client = await Client.started();
    await client.session.seek({ update: 900 });
    await client.stopped();
    await client.setBreakpoints([{ line: lineOf('"loss"'), condition: 'update == 17 && sample == 2' }]);
    equal((await client.move('reverseContinue')).reason, 'breakpoint');
    deepEqual([client.session.position.update, client.session.snapshot().sample?.index], [17, 1]);
  });

  it('stops within a step over', async () => {
    client = await Client.started({ breakpoints: [{ line: lineOf('"loss"') }], launch: { granularity: 'update' } });
    equal((await client.move('next')).reason, 'breakpoint');
    equal((await client.move('stepOut')).reason, 'breakpoint');
    equal(client.session.snapshot().sample?.index, 1);
  });

  it('writes what a log point says, and goes on', async () => {
    client = await Client.started({
      breakpoints: [{ line: lineOf('"training"'), logMessage: 'SSR {SSR} w3 {w3} {b[1]}', condition: 'update <= 2' }],
      launch: { updates: 4 },
    });
    equal((await client.move('continue')).description, 'Paused at the end of training');
    const output = client.events
      .filter(({ event }) => event === 'output')
      .map(({ body }) => (body as { output: string }).output);
    const expected = [];
    for (const update of [1, 2]) {
      const { loss, parameters } = await client.session.seek({ update });
      const { w3, b1, b2 } = parameters as Record<string, number>;
      const shown = [loss, w3, b1, b2].map((value) => value.toFixed(4).replace('-', '−'));
      expected.push(`SSR ${shown[0]} w3 ${shown[1]} [${shown[2]}, ${shown[3]}]\n`);
    }
    equal(output.join(''), expected.join(''));
  });

  const unverified: readonly [breakpoint: Dap.SourceBreakpoint, message: RegExp, file?: string][] = [
    [{ line: lineOf('"name"') }, /Nothing is computed here/],
    [{ line: lineOf('"loss"'), condition: 'w33 > 1' }, /w33/],
    [{ line: lineOf('"loss"'), condition: 'w3' }, /true or false/],
    [{ line: lineOf('"loss"'), hitCondition: 'often' }, /'often' is no hit count/],
    [{ line: lineOf('"loss"'), logMessage: '{SRS}' }, /SRS/],
    [{ line: lineOf('"loss"') }, /Another network/, '/networks/other.nn.json'],
  ];
  for (const [breakpoint, message, file] of unverified) {
    it(`tells of ${JSON.stringify(breakpoint)} why it cannot be hit`, async () => {
      client = await Client.started();
      const [told] = await client.setBreakpoints([breakpoint], file);
      equal(told.verified, false);
      match(told.message!, message);
    });
  }

  it('tells of a frozen parameter that it has no derivative', async () => {
    client = await Client.started({ text: articleText.replace('"loss"', '"trainable": ["w3"],\n  "loss"') });
    const [told] = await client.setBreakpoints([{ line: lineOf('3.34') }]);
    match(told.message!, /w1 is frozen/);
  });

  it('belongs, on a line that has nothing of its own, to what is around it', async () => {
    const text = articleText.replace('{ "updates": 1000 }', '{\n    "updates": 1000\n  }');
    client = await Client.started({ text });
    const [told] = await client.setBreakpoints([{ line: lineOf('"training"') + 1 }]);
    equal(told.verified, true);
    await client.move('continue');
    deepEqual(client.session.position, { update: 1, operation: -1 });
  });

  it('says where breakpoints can be on a line', async () => {
    client = await Client.started();
    const ask = async (line: number, endLine?: number) =>
      (
        await client.request<{ breakpoints: Dap.BreakpointLocation[] }>('breakpointLocations', {
          source: { path: PROGRAM },
          line,
          ...(endLine && { endLine }),
        })
      ).breakpoints;
    deepEqual(await ask(lineOf('3.34')), [
      { line: lineOf('3.34'), column: columnOf('3.34') },
      { line: lineOf('3.34'), column: columnOf('-3.53') },
    ]);
    equal((await ask(lineOf('"name"'))).length, 0);
    // Layer 2 and its three numbers, the loss, the optimizer; the identity has no operation of its own.
    equal((await ask(lineOf('0.36'), lineOf('"optimizer"'))).length, 6);
  });

  const data: readonly [name: string, condition: string | undefined, text: RegExp, update?: number][] = [
    ['w3', undefined, /^w3: 0\.3600 → 0\.1024$/, 1],
    ['b3', 'changes sign', /^b3: 0\.\d+ → −0\.\d+$|^b3: −0\.\d+ → 0\.\d+$/],
    ['dSSR/dw3', '< 0.1', /^dSSR\/dw3: /],
    ['dSSR/dw3', 'abs(dSSR/dw3) < 0.01', /^dSSR\/dw3: /],
    ['SSR', '< 0.5', /^SSR: 0\.5\d+ → 0\.4\d+$/],
    ['predicted', '> 0.9', /^predicted: /],
  ];
  for (const [name, condition, text, update] of data) {
    it(`stops where ${name} ${condition ?? 'changes'}`, async () => {
      client = await Client.started();
      const info = await client.request<{ dataId: string; description: string }>('dataBreakpointInfo', { name });
      const { dataId } = info;
      equal(info.description, name);
      const { breakpoints } = await client.request<{ breakpoints: Dap.Breakpoint[] }>('setDataBreakpoints', {
        breakpoints: [{ dataId, accessType: 'write', ...(condition && { condition }) }],
      });
      ok(breakpoints[0].verified, breakpoints[0].message);
      const stopped = await client.move('continue');
      deepEqual([stopped.reason, stopped.hitBreakpointIds], ['data breakpoint', [breakpoints[0].id]]);
      match(stopped.text!, text);
      equal(stopped.description, `Paused on ${stopped.text!}`);
      if (update !== undefined) equal(client.session.position.update, update);
      // Where the value is to be seen.
      const now = await client.evaluate(name);
      equal(now, stopped.text!.split(' → ')[1]);
      const first = client.session.position;
      await client.move('continue');
      await client.move('reverseContinue');
      deepEqual(client.session.position, first);
    });
  }

  const notData: readonly [name: string, description: RegExp][] = [
    ['W[1]', /not a single number/],
    ['nonsense', /not computed by training/],
  ];
  for (const [name, description] of notData) {
    it(`has no data breakpoint for ${name}`, async () => {
      client = await Client.started();
      const info = await client.request<{ dataId: null; description: string }>('dataBreakpointInfo', { name });
      equal(info.dataId, null);
      match(info.description, description);
    });
  }

  const exceptions: readonly [filter: string, condition: string | undefined, learningRate: number, text: RegExp][] = [
    ['lossUp', undefined, 0.2, /^SSR went up from \d+\.\d+ to \d+\.\d+\.$/],
    ['lossUp', '0.001', 0.2, /^SSR went up/],
    ['exploding', '20', 0.5, /^dSSR\/d\w+ is −?[\d.·⁰-⁹]+, beyond ±20\.0000\.$/],
    ['vanishing', '0.001', 0.1, /^The largest derivative of layer \d is .*, below 0\.0010\.$/],
  ];
  for (const [filterId, condition, learningRate, text] of exceptions) {
    it(`stops where ${filterId} ${condition ?? ''}`, async () => {
      client = await Client.started();
      await client.session.setLearningRate(learningRate);
      if (learningRate !== 0.1) await client.stopped();
      const { breakpoints } = await client.request<{ breakpoints: Dap.Breakpoint[] }>('setExceptionBreakpoints', {
        filters: [],
        filterOptions: [{ filterId, ...(condition && { condition }) }],
      });
      ok(breakpoints[0].verified, breakpoints[0].message);
      const stopped = await client.move('continue');
      equal(stopped.reason, 'exception');
      match(stopped.text!, text);
      const info = await client.request<{ exceptionId: string; description: string }>('exceptionInfo', { threadId: 1 });
      equal(info.description, stopped.text);
    });
  }

  it('stops where a unit is dead', async () => {
    const text = articleText.replace('softplus', 'relu').replace('0.57', '-0.57');
    client = await Client.started({ text });
    await client.request('setExceptionBreakpoints', { filters: ['deadUnit'] });
    const stopped = await client.move('continue');
    equal(stopped.text, 'The slope of y2 is 0 for every sample of the data: nothing of it is learned any more.');
    match(await client.top(), /^y2 = /);
    // It is told once; that nothing is left is news.
    await client.session.setLearningRate(9);
    await client.stopped();
    const last = await client.move('continue');
    match(last.text!, /^The slope of y1 is 0 /);
    const { update } = client.session.position;
    const isDead = async (at: number): Promise<boolean> => {
      const { w1, b1 } = (await client.session.seek({ update: at })).parameters as Record<string, number>;
      return [0, 0.5, 1].every((dose) => dose * w1 + b1 <= 0);
    };
    deepEqual([await isDead(update - 1), await isDead(update)], [false, true]);
  });

  it('looks for dead units once in an epoch, whatever the activation', async () => {
    const text = articleText
      .replace('softplus', 'tanh')
      .replace('-1.43, 0.57', '-1.43, 40')
      .replace('{ "updates": 1000 }', '{ "batchSize": 2, "updates": 5 }');
    client = await Client.started({ text });
    await client.session.seek({ update: 1 });
    await client.stopped();
    await client.request('setExceptionBreakpoints', { filters: ['deadUnit'] });
    // Known from the start of the epoch before, it is no news in the next one.
    equal((await client.move('continue')).description, 'Paused at the end of training');
    equal((await client.move('reverseContinue')).text?.slice(0, 18), 'The slope of y2 is');
    equal(client.session.position.update, 0);
  });

  it('compares, with several batches, the loss of all data from epoch to epoch', async () => {
    const text = articleText.replace('{ "updates": 1000 }', '{ "batchSize": 1, "updates": 90 }');
    client = await Client.started({ text: text.replace('"learningRate": 0.1', '"learningRate": 0.4') });
    const softplus = (x: number) => Math.log1p(Math.exp(x));
    const losses: number[] = [];
    for (let update = 0; update <= 90; update += 3) {
      const { w1, w2, w3, w4, b1, b2, b3 } = (await client.session.seek({ update })).parameters as Record<
        string,
        number
      >;
      const predicted = (dose: number) => softplus(dose * w1 + b1) * w3 + softplus(dose * w2 + b2) * w4 + b3;
      losses.push(predicted(0) ** 2 + (1 - predicted(0.5)) ** 2 + predicted(1) ** 2);
    }
    const goesUp = (epoch: number): boolean => losses[epoch] > losses[epoch - 1];
    const expected = losses.flatMap((_, epoch) => (goesUp(epoch) && !goesUp(epoch - 1) ? [epoch * 3] : []));
    ok(expected.length > 1, losses.join(' '));
    await client.session.seek({ update: 0 });
    await client.request('setExceptionBreakpoints', { filters: ['lossUp'] });
    await client.stopped();
    const found: number[] = [];
    for (;;) {
      const { reason, text: told } = await client.move('continue');
      if (reason !== 'exception') break;
      const { update, operation } = client.session.position;
      equal(operation, -1);
      const [before, now] = losses.slice(update / 3 - 1, update / 3 + 1).map((loss) => loss.toFixed(4));
      equal(told, `SSR of all data went up from ${before} to ${now} in epoch ${update / 3}.`);
      found.push(update);
    }
    deepEqual(found, expected);
  });

  it('refuses a threshold that is no number', async () => {
    client = await Client.started();
    const { breakpoints } = await client.request<{ breakpoints: Dap.Breakpoint[] }>('setExceptionBreakpoints', {
      filters: [],
      filterOptions: [{ filterId: 'exploding', condition: 'a lot' }],
    });
    match(breakpoints[0].message!, /'a lot' is no number/);
  });

  it('stops at the breakpoints of the panel too, beside its own', async () => {
    client = await Client.started({ breakpoints: [{ line: lineOf('"loss"'), condition: 'update == 30' }] });
    const { id } = client.session.breakpoints.add({ kind: 'update', update: 12 });
    const stopped = await client.move('continue');
    deepEqual([stopped.reason, stopped.description], ['breakpoint', 'Paused on breakpoint of the panel']);
    equal(client.session.position.update, 12);
    equal(client.session.breakpoints.all.find((one) => one.id === id)?.hits, 1);
    await client.move('continue');
    equal(client.session.position.update, 30);
    await client.setBreakpoints([]);
    await client.session.seek({ update: 0 });
    await client.stopped();
    equal((await client.move('continue')).description, 'Paused on breakpoint of the panel');
  });

  it('a long search tells how far it is, can be paused, and makes way for the panel', async function () {
    this.timeout(15_000);
    client = await Client.started({
      breakpoints: [{ line: lineOf('"loss"'), condition: 'SSR < -1' }],
      launch: { updates: 1e9 },
    });
    await client.request('continue', { threadId: 1 });
    await client.event('progressStart');
    ok(client.session.running !== null, 'to the panel it is a run like any other');
    await client.request('pause', { threadId: 1 });
    equal((await client.stopped()).description, 'Paused');
    const { update } = client.session.position;
    ok(update > 0);
    await client.request('continue', { threadId: 1 });
    await new Promise<void>((resolve) => {
      client.session.listen((event) => void (event.type === 'running' && event.progress.update > update && resolve()));
    });
    const { operation } = await client.session.stepInto();
    equal(operation?.index, 0);
    equal((await client.stopped()).reason, 'pause');
    ok(client.session.position.update > update);
    equal(client.session.running, null);
    await client.request('continue', { threadId: 1 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await client.session.cancel();
    deepEqual((await client.stopped()).description, 'Paused: the run was cancelled');
  });

  it('has the exceptions of its capabilities, with what a threshold means', () => {
    deepEqual(
      capabilities.exceptionBreakpointFilters!.map(({ filter, supportsCondition }) => [
        filter,
        supportsCondition ?? false,
      ]),
      [
        ['nonFinite', false],
        ['exploding', true],
        ['vanishing', true],
        ['deadUnit', false],
        ['lossUp', true],
      ],
    );
  });
});
