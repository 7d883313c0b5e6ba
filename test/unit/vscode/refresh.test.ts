// Coalescing of redraws: together within a frame, never faster than the pace, never two at a time.
import { deepEqual, equal, ok } from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { Refresh } from '../../../src/vscode/panel/refresh';

function recorder(interval: number, work = 0) {
  const drawn: { parts: string[] }[] = [];
  const failures: unknown[] = [];
  let active = 0;
  let most = 0;
  const refresh = new Refresh<string>(
    async (parts) => {
      drawn.push({ parts: [...parts] });
      most = Math.max(most, ++active);
      await sleep(work);
      active--;
      if (parts.has('bad')) throw new Error('bad part');
    },
    () => interval,
    (error) => failures.push(error),
  );
  return { refresh, drawn, failures, mostAtOnce: () => most };
}

describe('refresh', () => {
  it('draws what was marked in one go, each part once', async () => {
    const { refresh, drawn } = recorder(5);
    refresh.mark('step', 'timeline');
    refresh.mark('step', 'history');
    await sleep(30);
    deepEqual(
      drawn.map(({ parts }) => parts),
      [['step', 'timeline', 'history']],
    );
  });

  it('keeps the pace however often it is marked', async () => {
    const { refresh, drawn } = recorder(50);
    const start = performance.now();
    for (let i = 0; i < 60; i++) {
      refresh.mark('step');
      await sleep(4);
    }
    refresh.dispose();
    // One at once, then one every 50 ms; timers may fire a millisecond early, and late under load.
    const most = 1 + Math.floor((performance.now() - start) / 49);
    ok(drawn.length >= 2 && drawn.length <= most, `${drawn.length} drawings, at most ${most}`);
  });

  it('waits for a drawing that takes its time, and then draws what came meanwhile', async () => {
    const { refresh, drawn, mostAtOnce } = recorder(1, 40);
    refresh.mark('a');
    await sleep(15);
    refresh.mark('b');
    refresh.mark('c');
    await sleep(120);
    deepEqual(
      drawn.map(({ parts }) => parts),
      [['a'], ['b', 'c']],
    );
    equal(mostAtOnce(), 1);
  });

  it('tells a failure and goes on', async () => {
    const { refresh, drawn, failures } = recorder(1);
    refresh.mark('bad');
    await sleep(15);
    refresh.mark('good');
    await sleep(15);
    equal(failures.length, 1);
    deepEqual(drawn.at(-1)?.parts, ['good']);
  });

  it('draws nothing after it was disposed', async () => {
    const { refresh, drawn } = recorder(5);
    refresh.mark('step');
    refresh.dispose();
    refresh.mark('step');
    await sleep(20);
    equal(drawn.length, 0);
  });
});
