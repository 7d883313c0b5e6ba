// What the panel is sent: what is of one moment in one message, the history beside it and only when it has changed.
import { deepEqual, equal, ok } from 'node:assert/strict';
import type { ToPanel } from '../../../../src/protocol/messages';
import type { Session } from '../../../../src/training/session';
import { SessionDrawing } from '../../../../src/vscode/panel/drawing';
import { changedBy, sessionParts, type Shown } from '../../../../src/vscode/panel/parts';
import { openSession } from './sessions';

const shown: Shown = { tab: 'history', width: 1280, operations: { from: 0, to: 200 }, samples: { from: 0, to: 100 } };

function recorder(session: Session) {
  const sent: ToPanel[] = [];
  const failures: unknown[] = [];
  const drawing = new SessionDrawing(
    (message) => sent.push(message),
    (error) => failures.push(error),
  );
  const draw = async (parts: readonly string[] = changedBy.moved, width = shown.width) => {
    sent.length = 0;
    await drawing.draw(session, { ...shown, width }, new Set(parts));
    await drawing.settled();
    deepEqual(failures, []);
    return sent.map(({ type }) => type);
  };
  return { drawing, sent, draw };
}

type Of<Type extends ToPanel['type']> = Extract<ToPanel, { type: Type }>;

function ofType<Type extends ToPanel['type']>(sent: readonly ToPanel[], type: Type): Of<Type>[] {
  return sent
    .flatMap((message) => (message.type === 'together' ? message.messages : [message]))
    .filter((message): message is Of<Type> => message.type === type);
}

describe('drawing a session', () => {
  it('sends the step and the curve of its moment in one message, and no curve that is there already', async () => {
    const session = openSession();
    const { draw, sent } = recorder(session);
    await draw(sessionParts);
    await session.stepInto();
    deepEqual(await draw(), ['step', 'breakpoints']);
    await session.stepOut();
    deepEqual(await draw(), ['together', 'breakpoints', 'history']);
    const [{ step }] = ofType(sent, 'step');
    const [{ curve }] = ofType(sent, 'timeline');
    deepEqual([step.recorded, curve.update.at(-1)], [1, 1]);
  });

  it('sends the history once while nothing in it changes, and again for another width', async () => {
    const { draw } = recorder(openSession());
    ok((await draw(['history'])).includes('history'));
    deepEqual(await draw(['history']), []);
    deepEqual(await draw(['history'], 200), ['history']);
  });

  const views = [
    ['operations', { operations: { from: 0, to: 9 } }],
    ['samples', { samples: { from: 0, to: 1 } }],
    ['fit', null],
  ] as const;
  for (const [tab, window] of views) {
    it(`sends what the tab ${tab} shows once for an update: again for the next, an edit, and another part of it`, async () => {
      const session = openSession();
      const { drawing, sent } = recorder(session);
      const draw = async (change: Partial<Shown> = {}) => {
        sent.length = 0;
        await drawing.draw(session, { ...shown, tab, ...change }, new Set(changedBy.moved));
        return ofType(sent, tab).length;
      };
      equal(await draw(), 1);
      await session.stepInto();
      equal(await draw(), 0);
      await session.stepOut();
      equal(await draw(), 1);
      await session.setParameter('w4', -0.6);
      equal(await draw(), 1);
      await session.undo();
      equal(await draw(), 1);
      if (window) equal(await draw(window), 1);
    });
  }

  it('sends everything again with a session, as the panel then forgets what it had', async () => {
    const session = openSession();
    await session.run({ updates: 3 });
    const { draw } = recorder(session);
    const all = await draw(sessionParts);
    deepEqual(await draw(sessionParts), all);
    ok(all.includes('together') && all.includes('history'), all.join());
  });

  it('lets a step through while a long history is computed, and keeps to itself what an edit undid meanwhile', async () => {
    const session = openSession();
    const { drawing, sent } = recorder(session);
    await session.run({ updates: 200_000 });
    await drawing.draw(session, shown, new Set(['step', 'history']));
    equal(ofType(sent, 'history').length, 0, 'the history takes its time');
    equal(ofType(sent, 'step').length, 1);
    await session.seek({ update: 10 });
    await session.setParameter('w4', -0.6);
    await drawing.draw(session, shown, new Set(changedBy.edited));
    await drawing.settled();
    const ends = ofType(sent, 'history').map(({ history }) => history.update.at(-1));
    deepEqual(ends, [10]);
  });

  it('sends the history now and then during a run, its step and curve of one update every time, and all at its end', async () => {
    const session = openSession();
    const { drawing, sent, draw } = recorder(session);
    const redraws: Promise<void>[] = [];
    const stop = session.listen(({ type }) => {
      if (type === 'running') redraws.push(drawing.draw(session, shown, new Set(changedBy.running)));
    });
    const running = session.run({ updates: 1e9 });
    while (redraws.length < 4) await new Promise((resolve) => setTimeout(resolve, 10));
    stop();
    await session.pause();
    await running;
    await Promise.all(redraws);
    const redrawn = sent.filter((message) => message.type === 'together');
    ok(redrawn.length >= 4);
    for (const message of redrawn) {
      const [{ step }] = ofType([message], 'step');
      const [{ curve }] = ofType([message], 'timeline');
      equal(step.running?.update, step.snapshot.update);
      // The curve has the smallest and largest of each part: its end is the marker's, but for a pixel.
      const pixel = (2 * step.snapshot.update) / shown.width;
      ok(step.snapshot.update - curve.update.at(-1)! <= pixel, `${curve.update.at(-1)} of ${step.snapshot.update}`);
    }
    ok(ofType(sent, 'history').length <= 1);
    await draw(changedBy.stopped);
    equal(ofType(sent, 'history').at(-1)!.history.update.at(0), 0);
  }).timeout(20_000);
});
