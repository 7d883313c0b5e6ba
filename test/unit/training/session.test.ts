import assert from 'node:assert/strict';
import { Session } from '../../../src/training/session';
import { article } from './setups';

describe('Session', () => {
  it('makes the first step of the article: w3 0.1024, w4 0.5043, b3 −0.1900', async () => {
    const session = new Session('article', article({ trainable: ['w3', 'w4', 'b3'] }));
    assert.equal(session.snapshot().loss.toFixed(4), '1.3977');
    const { gradients } = session.snapshot();
    assert.deepEqual(
      Object.entries(gradients ?? {}).map(([name, value]) => `${name} ${(value as number).toFixed(4)}`),
      ['w3 2.5761', 'w4 1.2568', 'b3 1.8996'],
    );
    const { parameters, update } = await session.stepOut();
    assert.equal(update, 1);
    assert.deepEqual(
      ['w3', 'w4', 'b3', 'w1'].map((name) => (parameters[name] as number).toFixed(4)),
      ['0.1024', '0.5043', '-0.1900', '3.3400'],
    );
  });

  it('takes 64 steps for an update with all seven parameters', async () => {
    const session = new Session('article', article());
    let steps = 0;
    do {
      await session.stepInto();
      steps++;
    } while (session.position.operation >= 0);
    assert.equal(steps, 64);
    assert.deepEqual(session.position, { update: 1, operation: -1 });
  });
});
