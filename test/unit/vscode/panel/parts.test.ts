// Which messages a session's parts make.
import { deepEqual, equal } from 'node:assert/strict';
import type { ShownTab } from '../../../../src/protocol/messages';
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
