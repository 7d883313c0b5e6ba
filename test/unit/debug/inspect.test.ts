// What the debugger shows where training stands: stack, scopes, variables, expressions, and how they are set.
import { deepEqual, equal, match, ok, rejects } from 'node:assert/strict';
import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import * as fs from 'node:fs';
import { BackpropAdapter } from '../../../src/debug/adapter';
import { capabilities } from '../../../src/debug/capabilities';
import { requests } from '../../../src/debug/requests';
import { articleText, Client, PROGRAM } from './client';

/** The article's numbers for its second sample, by hand. */
const softplus = (x: number) => Math.log1p(Math.exp(x));
const [x1, x2] = [0.5 * 3.34 - 1.43, 0.5 * -3.53 + 0.57];
const [y1, y2] = [softplus(x1), softplus(x2)];
const predicted = y1 * 0.36 + y2 * 0.63;
const four = (value: number) => value.toFixed(4).replace('-', '−');

/** Of the second sample's operation with this target. */
async function at(target: string, sample = 1): Promise<Client> {
  const client = await Client.started();
  await client.session.seek({ update: 0, operation: client.session.tape.indexOf(target, sample) });
  await client.stopped();
  return client;
}

/** The text from a frame's place on. */
function textAt({ line, column }: Dap.StackFrame): string {
  const lines = articleText.split('\n').slice(line - 1);
  return lines.join('\n').slice(column - 1);
}

describe('the debug adapter: stack, scopes and variables', () => {
  let client: Client;
  afterEach(() => client?.dispose());

  const frames: readonly [
    title: string,
    target: string,
    sample: number,
    stack: readonly (readonly [string, RegExp])[],
  ][] = [
    [
      'in the backward pass',
      'dSSR/dw1',
      1,
      [
        ['dSSR/dw1 += dSSR/dx1 · dose = −', /^3\.34\], /],
        ['neuron 1 of 2: y1', /^\[3\.34\], /],
        ['layer 1: softplus, 2 neurons', /^\{\s+"activation": "softplus"/],
        ['sample 2 of 3', /^\["dose"\],/],
        ['batch 1 of 1: 3 samples', /^\{ "updates": 1000 \}/],
        ['epoch 1', /^\{ "updates"/],
        ['training: update 1', /^\{ "updates"/],
      ],
    ],
    [
      'in the loss',
      'SSR',
      2,
      [
        ['SSR += residual² = ', /^"ssr",/],
        ['loss: ', /^"ssr",/],
        ['sample 3 of 3', /^\["dose"\],/],
        ['batch 1', /./],
        ['epoch 1', /./],
        ['training: update 1', /./],
      ],
    ],
    [
      'in the update',
      'b1',
      -1,
      [
        ['b1 −= learning rate · dSSR/db1 = ', /^-1\.43, /],
        ['neuron 1 of 2: y1', /^\[3\.34\], /],
        ['layer 1', /./],
        ['optimizer: gradient descent', /^\{ "type"/],
        ['batch 1', /./],
        ['epoch 1', /./],
        ['training: update 1', /./],
      ],
    ],
    ['in the forward pass', 'y2', 0, [['y2 = softplus(x2) = ', /^"softplus",/]]],
  ];
  for (const [title, target, sample, expected] of frames) {
    it(`has frames on their places in the file, ${title}`, async () => {
      client = await at(target, sample);
      const stack = await client.stack();
      for (const [index, [name, place]] of expected.entries()) {
        ok(stack[index].name.startsWith(name), `${stack[index].name} starts with ${name}`);
        match(textAt(stack[index]), place);
        deepEqual(stack[index].source, { name: 'dosage.nn.json', path: PROGRAM });
      }
      if (expected.length > 1) equal(stack.length, expected.length);
    });
  }

  it('has, at the start of an update, only the frames around it; pages of frames', async () => {
    client = await Client.started();
    deepEqual(
      (await client.stack()).map(({ name }) => name.split(':')[0]),
      ['batch 1 of 1', 'epoch 1', 'training'],
    );
    const [{ id: frameId }] = await client.stack();
    const { scopes } = await client.request<{ scopes: Dap.Scope[] }>('scopes', { frameId });
    deepEqual(
      scopes.map(({ name }) => name),
      ['Parameters', 'Changed', 'Derivatives', 'Data'],
    );
    const page = await client.request<{ stackFrames: Dap.StackFrame[]; totalFrames: number }>('stackTrace', {
      threadId: 1,
      startFrame: 1,
      levels: 1,
    });
    deepEqual([page.stackFrames.map(({ name }) => name), page.totalFrames], [['epoch 1'], 3]);
  });

  it('counts lines and columns as the client does', async () => {
    client = await Client.started();
    const from1 = (await client.stack())[0];
    await client.request('initialize', { linesStartAt1: false, columnsStartAt1: false });
    await client.request('launch', { program: PROGRAM });
    const from0 = (await client.stack())[0];
    deepEqual([from0.line, from0.column], [from1.line - 1, from1.column - 1]);
  });

  it('Operation: operands, local derivative, result, the line written out', async () => {
    client = await at('dSSR/dw1');
    const slope = -2 * (1 - predicted) * 0.36 * (1 / (1 + Math.exp(-x1)));
    const scope = await client.scope('Operation');
    deepEqual(scope['dSSR/dx1'], four(slope));
    deepEqual(scope['dose'], '0.5000');
    deepEqual(scope['dx1/dw1'], 'dose = 0.5000');
    deepEqual(scope['term of dSSR/dw1'], four(slope * 0.5));
    match(scope['written out'], /^dSSR\/dw₁ \+= dSSR\/dx₁ · dose = −0\.\d+ · 0\.5 = −0\.\d+$/);
  });

  it('Operation: a local derivative that is a number itself is written once', async () => {
    client = await at('dSSR/db1');
    equal((await client.scope('Operation'))['dx1/db1'], '1.0000');
  });

  it('says what is a number to a client that wants to know, below 0 too, and what is only written with numbers is none', async () => {
    client = await at('dSSR/dw1');
    const typesOf = async () =>
      Object.fromEntries((await client.scopeVariables('Operation')).map(({ name, type }) => [name, type]));
    const type = async (expression: string) =>
      (await client.request<Dap.EvaluateResponse['body']>('evaluate', { expression })).type;
    deepEqual([(await typesOf())['dSSR/dx1'], await type('w1')], [undefined, undefined]);
    await client.request('initialize', { adapterID: 'backprop', supportsVariableType: true });
    await client.request('launch', { program: PROGRAM });
    const types = await typesOf();
    deepEqual([types['dSSR/dx1'], types['dx1/dw1'], types['written out']], ['number', undefined, undefined]);
    const evaluated = await Promise.all(['w1', 'w1 > 0', 'b[1]'].map(type));
    deepEqual(evaluated, ['number', 'boolean', undefined]);
  });

  it('Operation: the derivation and its check, when they are asked for', async () => {
    client = await at('dSSR/dw3');
    const variables = await client.scopeVariables('Operation');
    for (const [name, value] of [
      ['derivation', /^dSSR\/dw₃ = 2\.5761, so this update moves w₃ by −0\.2576, from 0\.36 to 0\.1024\.$/],
      ['check by differences', /^2\.576\d+, relative error \d\.\de-\d+$/],
    ] as const) {
      const lazy = variables.find((variable) => variable.name === name)!;
      equal(lazy.presentationHint?.lazy, true);
      const [only, ...others] = await client.variables(lazy.variablesReference);
      match(only.value, value);
      equal(others.length, 0);
      if (name === 'derivation') ok((await client.variables(only.variablesReference)).length > 5);
    }
  });

  it('Sample, Activations, Derivatives: as far as they are computed', async () => {
    client = await at('predicted');
    const sample = await client.scope('Sample');
    deepEqual(
      [sample['sample'], sample['dose'], sample['observed'], sample['predicted'], sample['residual']],
      ['2 of 3, row 2 of the data', '0.5000', '1.0000', four(predicted), '–'],
    );
    deepEqual(await client.scope('Activations'), {
      x1: four(x1),
      y1: four(y1),
      x2: four(x2),
      y2: four(y2),
      predicted: four(predicted),
    });
    const derivatives = await client.scope('Derivatives');
    equal(derivatives['dSSR/dpredicted'], '–');
    match(derivatives['dSSR/dw3'], /^0\.3084 after 1 of 3 samples$/);
  });

  it('Derivatives of the whole batch, when all samples are in', async () => {
    client = await at('w1', -1);
    const derivatives = await client.scope('Derivatives');
    deepEqual(
      ['dSSR/dw3', 'dSSR/dw4', 'dSSR/db3'].map((name) => derivatives[name]),
      ['2.5761', '1.2568', '1.8996'],
    );
  });

  it('Neuron: what it reads and gives', async () => {
    client = await at('y1');
    const neuron = await client.scope('Neuron', 2);
    deepEqual(
      [neuron['reads'], neuron['x1'], neuron['y1'], neuron['weights'], neuron['b1']],
      ['(1) [0.5000]', four(x1), four(y1), '(1) [3.3400]', '−1.4300'],
    );
  });

  it('a layer’s frame shows only that layer', async () => {
    client = await at('y1');
    deepEqual(Object.keys(await client.scope('Parameters', 3)), ['w1', 'b1', 'w2', 'b2']);
    deepEqual(Object.keys(await client.scope('Activations', 3)), ['x1', 'y1', 'x2', 'y2']);
  });

  it('Optimizer state and Data', async () => {
    const text = articleText.replace('"gradientDescent", "learningRate": 0.1', '"adam", "learningRate": 0.1');
    client = await Client.started({ text });
    await client.move('stepOut');
    await client.move('stepIn');
    const optimizer = await client.scope('Optimizer state');
    deepEqual([optimizer['type'], optimizer['learning rate'], optimizer['step']], ['Adam', '0.1000', '2']);
    match(optimizer['first moment'], /^\(7\) \[/);
    const moments = await client.scopeVariables('Optimizer state');
    const first = moments.find(({ name }) => name === 'first moment')!;
    equal(
      (await client.variables(first.variablesReference, { filter: 'indexed', start: 4, count: 1 }))[0].name,
      'first moment of w3',
    );
    const data = await client.scopeOf('Data');
    equal(data.indexedVariables, 3);
    deepEqual(
      (await client.variables(data.variablesReference)).map(({ name, value }) => `${name} ${value}`),
      ['row 1 (2) [0.0000, 0.0000]', 'row 2 (2) [0.5000, 1.0000]', 'row 3 (2) [1.0000, 0.0000]'],
    );
  });

  it('Changed: what is other than at the last stop', async () => {
    client = await Client.started();
    await client.move('stepIn');
    deepEqual(await client.scope('Changed'), { x1: '−1.4300' });
    await client.move('stepOut');
    const changed = await client.scope('Changed', 9);
    equal(changed['w3'], '0.3600 → 0.1024');
    match(changed['SSR'], /^1\.3977 → /);
  });

  it('Training: where it is', async () => {
    client = await Client.started();
    await client.session.setParameter('w3', 0.5);
    await client.stopped();
    const training = await client.scope('Training', 9);
    deepEqual([training['update'], training['epoch'], training['batch']], ['0', '0', '1 of 1']);
    match(training['edits'], /w3 ← 0\.5000 after update 0/);
  });

  it('large layers come in pages, by the names of their matrices', async () => {
    const iris = fs.readFileSync('media/samples/iris.nn.json', 'utf8');
    client = await Client.started({ text: iris.replace('"units": 5', '"units": 64') });
    await client.move('stepIn');
    const { network } = client.session.setup;
    ok(network.matrixForm);
    const weights = (await client.scopeVariables('Parameters')).find(({ name }) => name === 'W[1]')!;
    equal(weights.indexedVariables, 64);
    const [row] = await client.variables(weights.variablesReference, { filter: 'indexed', start: 2, count: 1 });
    equal(row.name, 'W[1][3]');
    const [weight] = await client.variables(row.variablesReference, { filter: 'indexed', start: 1, count: 1 });
    deepEqual([weight.name, weight.evaluateName], ['W[1][3,2]', 'W[1][3,2]']);
    const value = client.session.parameters[network.weight(0, 2, 1).offset];
    equal(await client.evaluate('W[1][3,2]', 'clipboard'), String(value));
    const all = await client.request<Dap.EvaluateResponse['body']>('evaluate', {
      expression: 'W[1]',
      context: 'watch',
    });
    equal(all.indexedVariables, 64);
    const [evaluatedRow] = await client.variables(all.variablesReference, { filter: 'indexed', start: 2, count: 1 });
    const [, second] = await client.variables(evaluatedRow.variablesReference);
    deepEqual([second.name, second.evaluateName, second.value], ['[3,2]', 'W[1][3,2]', weight.value]);
    const [first] = await client.scopeVariables('Activations');
    deepEqual([first.name, first.indexedVariables], ['z[1]', 64]);
    equal((await client.scopeOf('Data')).indexedVariables, 120);
  });

  it('forgets the parts of a place that was left', async () => {
    client = await at('y1');
    const { variablesReference } = await client.scopeOf('Parameters');
    await client.move('stepIn');
    deepEqual(await client.variables(variablesReference), []);
  });
});

describe('the debug adapter: expressions', () => {
  let client: Client;
  afterEach(() => client?.dispose());

  const values: readonly [expression: string, result: string, context?: string][] = [
    ['w3', '0.3600'],
    ['y1', four(y1)],
    ['SSR', '1.3977'],
    ['dSSR/dw3', '2.5761'],
    ['abs(w2) > 3', 'true'],
    ['b[1]', '[−1.4300, 0.5700]'],
    ['norm(b[1])', four(Math.hypot(1.43, 0.57))],
    ['w1', '3.34', 'clipboard'],
    ['b[1]', '[-1.43,0.57]', 'clipboard'],
    ['dSSR/dpredicted', `${four(-2 * (1 - predicted))} (not computed yet in this sample)`],
  ];
  for (const [expression, result, context] of values) {
    it(`${expression} is ${result}`, async () => {
      client = await at('y1');
      equal(await client.evaluate(expression, context), result);
    });
  }

  it('says what is wrong, and where', async () => {
    client = await at('y1');
    await rejects(client.evaluate('w1 + w33'), /w33.*\(at character 6\)/);
    await rejects(client.evaluate('w1 + w33', 'repl'), /^Error: w1 \+ w33\n {5}\^\^\^ /);
  });

  it('sets variables, expressions, and what is assigned in the console, as edits', async () => {
    client = await at('y1');
    const { position } = client.session;
    const { variablesReference } = await client.scopeOf('Parameters');
    const set = await client.request('setVariable', { variablesReference, name: 'w3', value: '2 * 0.25' });
    deepEqual(set, { value: '0.5000', variablesReference: 0 });
    await client.request('setExpression', { expression: 'learningRate', value: '0.01' });
    equal(await client.evaluate('w4 = −1', 'repl'), '−1.0000');
    deepEqual(client.session.interventions, [
      { kind: 'parameter', update: 0, name: 'w3', value: 0.5 },
      { kind: 'learningRate', update: 0, value: 0.01 },
      { kind: 'parameter', update: 0, name: 'w4', value: -1 },
    ]);
    deepEqual(client.session.position, position);
    ok(client.order.includes('invalidated'));
    equal(
      client.order.filter((name) => name === 'stopped').length,
      2,
      'the place is the same: nothing has stopped anew',
    );
    const optimizer = (await client.scopeOf('Optimizer state')).variablesReference;
    await client.request('setVariable', { variablesReference: optimizer, name: 'learning rate', value: '0.2' });
    equal(client.session.learningRate, 0.2);
  });

  it('sets nothing else', async () => {
    client = await at('y1');
    const { variablesReference } = await client.scopeOf('Activations');
    await rejects(client.request('setVariable', { variablesReference, name: 'y1', value: '1' }), /y1 cannot be set/);
    await rejects(client.request('setExpression', { expression: 'SSR', value: '1' }), /SSR cannot be set/);
    await rejects(client.request('setExpression', { expression: 'w1', value: 'b[1]' }), /is a number/);
    await rejects(client.request('setExpression', { expression: 'w1', value: '1/0' }), /finite|number/);
  });

  const completed: readonly [text: string, includes: readonly string[], excludes: readonly string[], start: number][] =
    [
      ['', ['w1', 'SSR', 'dSSR/dw3', 'abs', 'learningRate'], [], 0],
      ['w', ['w1', 'w4'], ['b1', 'SSR'], 0],
      ['1 + dSSR/dw', ['dSSR/dw1'], ['w1', 'dSSR/db1'], 4],
      ['abs(b', ['b1', 'b[1]'].slice(0, 1), ['w1'], 4],
    ];
  for (const [text, includes, excludes, start] of completed) {
    it(`completes ${JSON.stringify(text)}`, async () => {
      client = await Client.started();
      const { targets } = await client.request<{ targets: Dap.CompletionItem[] }>('completions', {
        text,
        column: text.length + 1,
      });
      const labels = targets.map(({ label }) => label);
      deepEqual(
        includes.filter((label) => !labels.includes(label)),
        [],
      );
      deepEqual(
        excludes.filter((label) => labels.includes(label)),
        [],
      );
      ok(targets.every((target) => target.start === start && target.length === text.length - start));
    });
  }
});

describe('the debug adapter: capabilities', () => {
  /** The request that each capability promises; null: arguments or events of others. */
  const promised: Readonly<Record<string, string | null>> = {
    supportsConfigurationDoneRequest: 'configurationDone',
    supportsStepBack: 'stepBack',
    supportsRestartRequest: 'restart',
    supportsGotoTargetsRequest: 'gotoTargets',
    supportsSetVariable: 'setVariable',
    supportsSetExpression: 'setExpression',
    supportsClipboardContext: 'evaluate',
    supportsCompletionsRequest: 'completions',
    supportsConditionalBreakpoints: 'setBreakpoints',
    supportsHitConditionalBreakpoints: 'setBreakpoints',
    supportsLogPoints: 'setBreakpoints',
    supportsBreakpointLocationsRequest: 'breakpointLocations',
    supportsDataBreakpoints: 'setDataBreakpoints',
    supportsExceptionFilterOptions: 'setExceptionBreakpoints',
    supportsExceptionInfoRequest: 'exceptionInfo',
    supportsCancelRequest: 'cancel',
  };

  /** What every client may ask, and what follows from a capability of another name. */
  const always = ['threads', 'stackTrace', 'scopes', 'variables', 'next', 'stepIn', 'stepOut', 'pause', 'continue'];
  const implied = ['reverseContinue', 'goto', 'dataBreakpointInfo'];

  it('are those whose requests are answered', () => {
    const claimed = Object.entries(capabilities).filter(([, value]) => value === true);
    deepEqual(claimed.map(([name]) => name).sort(), Object.keys(promised).sort());
    for (const request of Object.values(promised)) ok(request !== null && request in requests, String(request));
  });

  it('leave nothing out that is answered', () => {
    const known = [...always, ...implied, ...Object.values(promised)];
    deepEqual(
      Object.keys(requests).filter((name) => !known.includes(name)),
      [],
    );
    deepEqual(
      [...always, ...implied].filter((name) => !Object.hasOwn(requests, name)),
      [],
    );
  });

  it('beside those that are yes or no: what triggers completions, and the exceptions, every one of which can be set', async () => {
    const others = Object.entries(capabilities).filter(([, value]) => typeof value !== 'boolean');
    deepEqual(
      others.map(([name]) => name),
      ['completionTriggerCharacters', 'exceptionBreakpointFilters'],
    );
    const client = await Client.started();
    const filters = capabilities.exceptionBreakpointFilters!.map(({ filter }) => filter);
    const { breakpoints } = await client.request<{ breakpoints: Dap.Breakpoint[] }>('setExceptionBreakpoints', {
      filters,
    });
    client.dispose();
    deepEqual(
      breakpoints.map(({ verified }) => verified),
      filters.map(() => true),
    );
  });

  it('say that hovers are not the debugger’s: ours explain more', () => {
    equal(capabilities.supportsEvaluateForHovers, false);
  });

  it('are what initialize answers', async () => {
    const adapter = new BackpropAdapter({ open: () => Promise.reject(new Error('never')) });
    const answers: Dap.ProtocolMessage[] = [];
    adapter.onMessage((message) => answers.push(message));
    await adapter.handleMessage({ seq: 1, type: 'request', command: 'initialize', arguments: {} } as Dap.Request);
    deepEqual((answers[0] as Dap.Response).body, capabilities);
  });
});
