import assert from 'node:assert/strict';
import { CommandQueue } from '../../../src/training/commandQueue';

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

describe('CommandQueue', () => {
  it('carries out one command after the other, whatever they take', async () => {
    const queue = new CommandQueue();
    const log: string[] = [];
    const command = (name: string, milliseconds: number) => async () => {
      log.push(`${name} begins`);
      await pause(milliseconds);
      log.push(`${name} ends`);
      return name;
    };
    const results = [queue.add(command('a', 5)), queue.add(command('b', 0)), queue.add(command('c', 2))];
    assert.deepEqual(log, ['a begins'], 'the first begins at once');
    assert.equal(queue.idle, false);
    assert.deepEqual(await Promise.all(results), ['a', 'b', 'c']);
    assert.deepEqual(log, ['a begins', 'a ends', 'b begins', 'b ends', 'c begins', 'c ends']);
    assert.equal(queue.idle, true);
  });

  it('goes on after a command that fails, at once or later', async () => {
    const queue = new CommandQueue();
    const thrown = queue.add(() => {
      throw new Error('at once');
    });
    const rejected = queue.add(async () => {
      await pause(1);
      throw new Error('later');
    });
    const last = queue.add(() => Promise.resolve('fine'));
    await assert.rejects(thrown, /at once/);
    await assert.rejects(rejected, /later/);
    assert.equal(await last, 'fine');
  });

  it('is settled when the commands so far have ended', async () => {
    const queue = new CommandQueue();
    let ended = false;
    void queue.add(async () => {
      await pause(5);
      ended = true;
    });
    await queue.settled();
    assert.equal(ended, true);
  });
});
