// Which messages a session's parts make, and when the history is worth another drawing.
import { deepEqual, equal } from 'node:assert/strict';
import type { ShownTab } from '../../../../src/protocol/messages';
import { HistoryPace } from '../../../../src/vscode/panel/historyPace';
import { buildPart, sessionParts, type Shown } from '../../../../src/vscode/panel/parts';
import { openSession } from './sessions';

const shown: Shown = { tab: 'history', width: 1280, operations: { from: 0, to: 200 }, samples: { from: 0, to: 100 } };

describe('parts of the panel', () => {
  it('each has its message; a tab without a view of its own has none', async () => {
    const session = openSession();
    const types = await Promise.all(
      sessionParts.map(async (part) => (await buildPart[part](session, shown))?.type ?? null),
    );
    deepEqual(types, ['session', 'step', 'timeline', null, 'operations', 'history', 'breakpoints']);
  });

  const tabs: readonly ShownTab[] = ['samples', 'fit', 'operations'];
  for (const tab of tabs) {
    it(`the tab ${tab} has its view`, async () => {
      equal((await buildPart.data(openSession(), { ...shown, tab }))?.type, tab);
    });
  }

  it('the operations are those asked for, as far as the update has them', async () => {
    const session = openSession();
    const message = await buildPart.data(session, { ...shown, tab: 'operations', operations: { from: 60, to: 100 } });
    if (message?.type !== 'operations') throw new Error(`${message?.type}`);
    deepEqual([message.from, message.count, message.update], [60, 64, 0]);
    deepEqual(message.operations, session.operations(60, 64));
  });

  it('the timeline has the curve that an edit replaced', async () => {
    const session = openSession();
    await session.run({ updates: 20 });
    await session.seek({ update: 5 });
    await session.setParameter('w4', -0.6);
    const message = await buildPart.timeline(session, shown);
    if (message?.type !== 'timeline') throw new Error(`${message?.type}`);
    equal(message.replaced?.update.at(-1), 20);
  });

  it('the slope picture is made only where there is room for it', async () => {
    const slope = async (width: number) => {
      const message = await buildPart.step(openSession(), { ...shown, width });
      return message?.type === 'step' ? message.derivation?.slope : undefined;
    };
    equal(await slope(1269), null);
    equal((await slope(1270))?.x.length, 41);
  });
});

describe('pace of the history', () => {
  async function drawings(steps: (again: (width?: number) => Promise<void>) => Promise<void>): Promise<number> {
    const session = openSession();
    const pace = new HistoryPace();
    let count = 0;
    const draw = () => Promise.resolve(void count++);
    await session.run({ updates: 3 });
    await steps((width = 100) => pace.draw(session, width, draw));
    return count;
  }

  it('is drawn once while nothing in it changes', async () => {
    equal(
      await drawings(async (again) => {
        await again();
        await again();
      }),
      1,
    );
  });

  it('is drawn again for another width', async () => {
    equal(
      await drawings(async (again) => {
        await again();
        await again(200);
      }),
      2,
    );
  });

  it('is drawn now and then during a run, and at its end', async () => {
    const session = openSession();
    const pace = new HistoryPace();
    let during = 0;
    const running = session.run({ updates: 1e9 });
    const stopListening = session.listen(({ type }) => {
      if (type === 'running') void pace.draw(session, 100, () => Promise.resolve(void during++));
    });
    await new Promise((resolve) => setTimeout(resolve, 500));
    await session.pause();
    await running;
    stopListening();
    equal(during, 1);
    let after = 0;
    await pace.draw(session, 100, () => Promise.resolve(void after++));
    equal(after, 1);
  });
});
