// Infinity and NaN on their way to the panel, which VS Code sends as JSON.
import { deepEqual, equal } from 'node:assert/strict';
import type { ToPanel } from '../../../../src/protocol/messages';
import { withNonFinite } from '../../../../src/vscode/panel/nonFinite';
import { stepView } from '../../../../src/vscode/panel/view/stepView';
import { putBack } from '../../../../src/webview/nonFinite';
import { changedSetup, openSession } from './sessions';

const viaJson = (message: ToPanel) => putBack(JSON.parse(JSON.stringify(withNonFinite(message))) as ToPanel);

describe('non-finite numbers', () => {
  it('arrive as they are, however deep', async () => {
    const session = openSession(changedSetup({ optimizer: { learningRate: 1.5 } }));
    await session.run();
    const message: ToPanel = { type: 'step', step: await stepView(session), derivation: null };
    const arrived = viaJson(message);
    if (arrived.type !== 'step') throw new Error(arrived.type);
    equal(arrived.step.snapshot.loss, Infinity);
    equal(arrived.step.divergence?.value, session.divergence?.value);
    deepEqual(arrived.step.layers, message.step.layers);
    deepEqual(arrived.step.parameters, message.step.parameters);
  });

  const odd = [NaN, Infinity, -Infinity];
  for (const value of odd) {
    it(`${value} in a list and in a record`, () => {
      const message = {
        type: 'samples',
        samples: { count: value, from: 0, columns: [], rows: [{ values: [1, value] }] },
      };
      const arrived = viaJson(message as unknown as ToPanel) as unknown as typeof message;
      deepEqual([arrived.samples.count, arrived.samples.rows[0].values], [value, [1, value]]);
    });
  }

  it('a message without any is sent as it is', () => {
    const message: ToPanel = { type: 'changedOnDisk', what: 'data' };
    equal(withNonFinite(message), message);
  });

  it('typed arrays are not looked into', () => {
    const curve = { update: Float64Array.of(0), loss: Float64Array.of(Infinity) };
    const message: ToPanel = { type: 'timeline', curve, replaced: null };
    equal(withNonFinite(message), message);
  });
});
