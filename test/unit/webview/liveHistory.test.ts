// The history between two messages of the host, and the axis that all charts share.
import { deepEqual, equal } from 'node:assert/strict';
import type { HistoryView, SessionView, StepView } from '../../../src/protocol/views';
import type { Session } from '../../../src/training/session';
import type { Intervention } from '../../../src/training/snapshot';
import { domainEnd } from '../../../src/webview/charts/domain';
import { cutHistory, extendedHistory, firstChanged, rowOf } from '../../../src/webview/charts/liveHistory';
import { buildPart, type Shown } from '../../../src/vscode/panel/parts';
import { sessionView } from '../../../src/vscode/panel/view/sessionView';
import { openSession } from '../vscode/panel/sessions';

describe('the shared axis', () => {
  for (const [reached, planned, end] of [
    [0, 1000, 10],
    [10, 1000, 10],
    [11, 1000, 20],
    [47, 200, 50],
    [112, 200, 200],
    [260, 300, 300],
    [301, 300, 500],
    [268_160, null, 500_000],
    [0, 5, 5],
    [6, 5, 10],
    [0, 0, 1],
  ] as const) {
    it(`ends at ${end} with ${reached} of ${planned ?? 'any number of'} updates run`, () =>
      equal(domainEnd(reached, planned), end));
  }
});

const shown: Shown = { tab: 'history', width: 1280, operations: { from: 0, to: 0 }, samples: { from: 0, to: 0 } };

async function drawn(session: Session): Promise<{ step: StepView; history: HistoryView; view: SessionView }> {
  const step = await buildPart.step(session, shown);
  const history = await buildPart.history(session, shown);
  if (step?.type !== 'step' || history?.type !== 'history') throw new Error('not drawn');
  return { step: step.step, history: history.history, view: sessionView(session.uri, session.setup) };
}

describe('the history between two messages', () => {
  it('goes on with every step to the very numbers that the host would send', async () => {
    const session = openSession();
    await session.run({ updates: 3 });
    let { history } = await drawn(session);
    for (let update = 0; update < 4; update++) {
      await session.stepOut();
      const { step, view } = await drawn(session);
      history = extendedHistory(history, [rowOf(view, step)!]);
    }
    deepEqual(history, (await drawn(session)).history);
  });

  it('takes no row twice, and none that does not know its lines', async () => {
    const session = openSession();
    await session.run({ updates: 3 });
    const { step, history, view } = await drawn(session);
    const row = rowOf(view, step)!;
    equal(extendedHistory(history, [row]), history);
    equal(extendedHistory(history, [{ ...row, update: 9, parameters: {} }]), history);
    equal(extendedHistory(history, [{ ...row, update: 9, sampleLosses: [] }]), history);
  });

  it('has no row of a step within what has been run', async () => {
    const session = openSession();
    await session.run({ updates: 3 });
    await session.seek({ update: 2 });
    const { step, view } = await drawn(session);
    equal(rowOf(view, step), null);
  });

  it('ends before what an edit changed', async () => {
    const session = openSession();
    await session.run({ updates: 9 });
    const before = await drawn(session);
    await session.seek({ update: 4 });
    await session.setParameter('w4', -0.6);
    const { step, history, view } = await drawn(session);
    const from = firstChanged(before.step, step);
    equal(from, 4);
    const { replaced, ...rest } = extendedHistory(cutHistory(before.history, from), [rowOf(view, step)!]);
    equal(replaced, null);
    deepEqual({ ...rest, replaced: history.replaced }, history);
  });

  const edit = (update: number): Intervention => ({ kind: 'learningRate', update, value: update });
  for (const [what, before, now, expected] of [
    ['nothing is new', [[edit(3)], 9], [[edit(3)], 12], Infinity],
    ['an edit is added', [[edit(3)], 9], [[edit(3), edit(5)], 5], 5],
    ['an edit is undone', [[edit(3), edit(5)], 5], [[edit(3)], 9], 5],
    ['all is reset', [[edit(3)], 9], [[], 0], 1],
    ['another edit takes its place', [[edit(3), edit(7)], 9], [[edit(3), edit(5)], 5], 5],
  ] as const) {
    it(`holds up to update ${expected} where ${what}`, () => {
      const step = ([interventions, recorded]: readonly [readonly Intervention[], number]) =>
        ({ interventions, recorded }) as unknown as StepView;
      equal(firstChanged(step(before), step(now)), expected);
    });
  }
});
