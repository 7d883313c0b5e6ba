// What JSON cannot carry, on its way to the panel: VS Code sends messages as JSON with typed arrays beside it.
import { deepEqual, equal } from 'node:assert/strict';
import type { ToPanel } from '../../../../src/protocol/messages';
import { packed } from '../../../../src/vscode/panel/packing';
import { stepView } from '../../../../src/vscode/panel/view/stepView';
import { unpacked } from '../../../../src/webview/unpacking';
import { changedSetup, openSession } from './sessions';

/** As VS Code does it: JSON, with typed arrays taken out and put back. */
function sent(message: ToPanel): ToPanel {
  const arrays: Float64Array[] = [];
  const text = JSON.stringify(packed(message), (_, value: unknown) =>
    value instanceof Float64Array ? { array: arrays.push(value) - 1 } : value,
  );
  const arrived = JSON.parse(text, (_, value: unknown) =>
    typeof value === 'object' && value !== null && 'array' in value ? arrays[value.array as number] : value,
  ) as ToPanel;
  return unpacked(arrived);
}

describe('packing of messages', () => {
  it('infinite numbers arrive as they are, however deep', async () => {
    const session = openSession(changedSetup({ optimizer: { learningRate: 1.5 } }));
    await session.run();
    const message: ToPanel = { type: 'step', step: await stepView(session), derivation: null };
    const arrived = sent(message);
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
      const arrived = sent(message as unknown as ToPanel) as unknown as typeof message;
      deepEqual([arrived.samples.count, arrived.samples.rows[0].values], [value, [1, value]]);
    });
  }

  it('a message without anything to pack is sent as it is', () => {
    const message: ToPanel = { type: 'changedOnDisk', what: 'data' };
    equal(packed(message), message);
  });

  it('long lists of numbers travel as typed arrays, and arrive as lists', () => {
    const values = Array.from({ length: 1000 }, (_, i) => (i === 7 ? NaN : i / 3));
    const rows = [{ position: 0, row: 0, values }];
    const message: ToPanel = { type: 'samples', samples: { count: 1, from: 0, columns: ['x'], rows } };
    const way = packed(message);
    deepEqual(way.long, [['samples', 'rows', 0, 'values']]);
    deepEqual(sent(message), { ...message, long: way.long });
    equal(message.samples.rows[0].values, values);
  });

  it('typed arrays are not looked into', () => {
    const curve = { update: Float64Array.of(0), loss: Float64Array.of(Infinity) };
    const message: ToPanel = { type: 'timeline', curve, replaced: null };
    equal(packed(message), message);
  });
});
