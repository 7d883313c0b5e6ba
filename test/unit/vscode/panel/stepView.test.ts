// What the panel draws at each step, against the session's own operations, derivations and history.
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { StepView } from '../../../../src/protocol/views';
import type { Session } from '../../../../src/training/session';
import { sessionView } from '../../../../src/vscode/panel/view/sessionView';
import { stepView } from '../../../../src/vscode/panel/view/stepView';
import { changedSetup, openSession } from './sessions';

/** Every value that the view says is reached, by name. */
function reached(session: Session, { layers, shownSample }: StepView): Map<string, number> {
  const view = sessionView(session.uri, session.setup);
  const found = new Map<string, number>();
  layers.forEach((values, layer) => {
    const { pre, post } = view.layers[layer];
    const take = (names: readonly string[], numbers: readonly number[], count: number) =>
      names.slice(0, count).forEach((name, j) => found.set(name, numbers[j]));
    take(pre, values.pre, values.preReached);
    take(post, values.post, values.postReached);
    take(
      pre.map((name) => `dSSR/d${name}`),
      values.dPre,
      values.dPreReached,
    );
    take(
      post.map((name) => `dSSR/d${name}`),
      values.dPost,
      values.dPostReached,
    );
  });
  if (shownSample.lossReached) found.set('SSR', shownSample.loss);
  return found;
}

describe('step view', () => {
  it('has reached exactly what the operations so far have computed, at every step of an update', async () => {
    const session = openSession();
    const named = new Set(['x1', 'y1', 'x2', 'y2', 'predicted', 'SSR']);
    let computed = new Map<string, number>();
    let sample = 0;
    for (let step = 0; step < session.tape.count - 1; step++) {
      await session.stepInto();
      const view = await stepView(session);
      const { operation } = view;
      ok(operation, `no operation after step ${step + 1}`);
      if (operation.sample >= 0 && operation.sample !== sample) {
        sample = operation.sample;
        computed = new Map();
      }
      const isNeuron = named.has(operation.target) || named.has(operation.target.replace('dSSR/d', ''));
      if (operation.sample >= 0 && isNeuron) computed.set(operation.target, operation.value);
      deepEqual(reached(session, view), computed, `after ${operation.text}`);
    }
  });

  it('adds up the gradient as the contributions come, and has all of it in the update phase', async () => {
    const session = openSession();
    const names = sessionView(session.uri, session.setup).parameters.map(({ name }) => name);
    const sums = names.map(() => 0);
    const counts = names.map(() => 0);
    for (let step = 0; step < session.tape.count - 1; step++) {
      await session.stepInto();
      const { operation, parameters } = await stepView(session);
      const index = operation?.phase === 'backward' && operation.parameter ? names.indexOf(operation.parameter) : -1;
      if (operation && index >= 0) {
        sums[index] += operation.value;
        counts[index]++;
      }
      deepEqual(parameters.samplesAdded, counts);
      parameters.gradientSoFar.forEach((value, i) => ok(Math.abs(value - sums[i]) <= 1e-12 * (1 + Math.abs(value))));
    }
    const { parameters, snapshot } = await stepView(session);
    deepEqual(parameters.gradientSoFar, parameters.gradient);
    deepEqual(
      parameters.gradient,
      names.map((name) => snapshot.gradients?.[name]),
    );
  });

  it('says which new values are computed, and they are the next update’s values', async () => {
    const session = openSession();
    const start = await session.seek({ update: 0, operation: session.tape.count - 3 });
    equal(start.phase, 'update');
    const view = await stepView(session);
    const moves = session.operations(0, session.tape.count).filter(({ phase }) => phase === 'update');
    deepEqual(
      view.parameters.nextReached,
      moves.map(({ index }) => index <= session.tape.count - 3),
    );
    const after = await session.stepOut();
    deepEqual(view.parameters.next, Object.values(after.parameters));
  });

  it('has the article’s loss at the start, and the one before it after an update', async () => {
    const session = openSession();
    equal((await stepView(session)).previousLoss, null);
    equal((await stepView(session)).snapshot.loss.toFixed(4), '1.3977');
    await session.stepOut();
    equal((await stepView(session)).previousLoss?.toFixed(4), '1.3977');
  });

  const shown: readonly [operation: (session: Session) => number, position: number, where: string][] = [
    [() => -1, 0, 'the first sample at the start'],
    [() => 3, 0, 'the current sample'],
    [({ tape }) => tape.sampleRange(1).start, 1, 'the second from its first operation on'],
    [({ tape }) => tape.count - 2, 2, 'the last in the update phase'],
  ];
  for (const [operation, position, where] of shown) {
    it(`shows ${where}`, async () => {
      const session = openSession();
      await session.seek({ update: 0, operation: operation(session) });
      equal((await stepView(session)).shownSample.position, position);
    });
  }

  it('has no list of parameters in the matrix form', async () => {
    const { Network } = await import('../../../../src/core/network');
    const layers = [
      { units: 100, activation: 'relu', bias: true },
      { units: 1, activation: 'identity', bias: true },
    ] as const;
    const network = new Network({ inputs: ['dose'], outputs: ['effectiveness'], layers, loss: 'ssr' });
    const initial = new Float64Array(network.parameterCount).fill(0.01);
    const trainable = new Uint8Array(network.parameterCount).fill(1);
    const session = openSession(changedSetup({ network, initial, trainable }));
    deepEqual((await stepView(session)).parameters.value, []);
    const view = sessionView(session.uri, session.setup);
    deepEqual([view.matrixForm, view.parameters, view.layers[0].pre], [true, [], []]);
  });
});
