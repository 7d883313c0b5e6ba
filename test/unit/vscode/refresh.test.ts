// Coalescing of redraws: together within a frame, never faster than the pace, never two at a time. The clock is set by hand.
import { deepEqual, equal } from 'node:assert/strict';
import { mock } from 'node:test';
import { Refresh } from '../../../src/vscode/panel/refresh';

interface Drawing {
  readonly parts: string[];
  readonly at: number;
}

function recorder(interval: number, work = 0) {
  const drawn: Drawing[] = [];
  const failures: unknown[] = [];
  let active = 0;
  let most = 0;
  const refresh = new Refresh<string>(
    async (parts) => {
      drawn.push({ parts: [...parts], at: clock });
      most = Math.max(most, ++active);
      if (work > 0) await new Promise((resolve) => setTimeout(resolve, work));
      active--;
      if (parts.has('bad')) throw new Error('bad part');
    },
    () => interval,
    (error) => failures.push(error),
    () => clock,
  );
  return { refresh, drawn, failures, mostAtOnce: () => most };
}

let clock = 1000;

/** Lets milliseconds pass, one by one, and what they set off finish. */
async function pass(milliseconds: number): Promise<void> {
  for (let i = 0; i < milliseconds; i++) {
    clock++;
    mock.timers.tick(1);
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  }
}

describe('refresh', () => {
  beforeEach(() => mock.timers.enable({ apis: ['setTimeout'] }));
  afterEach(() => mock.timers.reset());

  it('draws what was marked in one go, each part once', async () => {
    const { refresh, drawn } = recorder(5);
    refresh.mark('step', 'timeline');
    refresh.mark('step', 'history');
    await pass(30);
    deepEqual(
      drawn.map(({ parts }) => parts),
      [['step', 'timeline', 'history']],
    );
  });

  it('keeps the pace however often it is marked', async () => {
    const { refresh, drawn } = recorder(50);
    for (let i = 0; i < 60; i++) {
      refresh.mark('step');
      await pass(4);
    }
    const first = drawn[0].at;
    deepEqual(
      drawn.map(({ at }) => at - first),
      [0, 50, 100, 150, 200],
    );
  });

  it('waits for a drawing that takes its time, and then draws what came meanwhile', async () => {
    const { refresh, drawn, mostAtOnce } = recorder(1, 40);
    refresh.mark('a');
    await pass(15);
    refresh.mark('b');
    refresh.mark('c');
    await pass(120);
    deepEqual(
      drawn.map(({ parts }) => parts),
      [['a'], ['b', 'c']],
    );
    equal(mostAtOnce(), 1);
  });

  it('tells a failure and goes on', async () => {
    const { refresh, drawn, failures } = recorder(1);
    refresh.mark('bad');
    await pass(15);
    refresh.mark('good');
    await pass(15);
    equal(failures.length, 1);
    deepEqual(drawn.at(-1)?.parts, ['good']);
  });

  it('draws nothing after it was disposed', async () => {
    const { refresh, drawn } = recorder(5);
    refresh.mark('step');
    refresh.dispose();
    refresh.mark('step');
    await pass(20);
    equal(drawn.length, 0);
  });
});
