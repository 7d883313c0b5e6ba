/** Data read by a worker: the same setup, problems and places as in place, with progress; a dead worker is told of. */
import assert from 'node:assert/strict';
import { serveReading, type FromReader, type ToReader } from '../../../../src/document/elsewhere/serveReading';
import { DatasetRefused } from '../../../../src/document/dataset/paths';
import { summarizeColumn } from '../../../../src/document/dataset/statistics';
import { loadSetup } from '../../../../src/document/loadSetup';
import { TextLines } from '../../../../src/document/textLines';
import type { WorkerChannel } from '../../../../src/training/runner/workerRunner';
import { setupFingerprint } from '../../../../src/training/setupFingerprint';
import { Reader } from '../../../../src/vscode/worker/reader';

const network = (change: object = {}): string =>
  JSON.stringify({
    dataset: { file: 'many.csv', validation: 0.2, normalize: 'standard' },
    inputs: ['a', 'b'],
    outputs: [{ column: 'kind', oneHot: true }],
    layers: [{ units: 3, activation: 'softmax' }],
    loss: 'crossEntropy',
    optimizer: { type: 'gradientDescent', learningRate: 0.1 },
    training: { batchSize: 10, updates: 10 },
    ...change,
  });

const ROWS = 40_000;
const manyRows = (spoiled: string): Uint8Array => {
  const kinds = ['x', 'y', 'z'];
  const rows = Array.from({ length: ROWS }, (_, i) => `${i % 7},${i / 8},${kinds[i % 3]}`);
  return new TextEncoder().encode(`a,b,kind\r\n${rows.join('\r\n')}\r\n${spoiled}`);
};

/** A worker in the same thread, to which and from which everything is cloned as it would be. */
function sameThread(heard: FromReader[] = []): { channel: WorkerChannel<ToReader, FromReader>; kill: () => void } {
  let toHost: (message: FromReader) => void = () => undefined;
  let onEnd: (reason: string) => void = () => undefined;
  const hear = serveReading((message, transfer) => {
    const clone = structuredClone(message, { transfer });
    heard.push(clone);
    toHost(clone);
  });
  return {
    kill: () => onEnd('killed'),
    channel: {
      post: (message, transfer = []) => hear(structuredClone(message, { transfer })),
      listen: (onMessage, end) => ([toHost, onEnd] = [onMessage, end]),
      close: () => (toHost = () => undefined),
    },
  };
}

describe('data read by a worker', () => {
  for (const [what, spoiled] of [
    ['sound data', ''],
    ['a bad cell', '1,1,x\r\noh,2,y\r\n'],
    ['a short line', '1\r\n'],
  ]) {
    it(`${what}: the same as in place`, async () => {
      const here = await loadSetup(network(), () => Promise.resolve(manyRows(spoiled)));
      const heard: FromReader[] = [];
      const bytes = manyRows(spoiled);
      const reader = new Reader(
        () => sameThread(heard).channel,
        () => Promise.resolve(bytes),
      );
      const load = (text: string) =>
        loadSetup(text, () => Promise.resolve(bytes), undefined, { elsewhere: (request) => reader.read(request.text) });
      const there = await load(network());
      assert.equal(bytes.length, 0, 'the bytes are given away');
      assert.deepEqual(there.problems, here.problems);
      assert.deepEqual(there.rows, here.rows);
      assert.deepEqual(there.scales, here.scales);
      assert.equal(there.setup === null, here.setup === null);
      if (here.setup && there.setup) {
        assert.deepEqual(there.setup.data.inputs, here.setup.data.inputs);
        assert.deepEqual(there.setup.validation!.outputs, here.setup.validation!.outputs);
        assert.equal(setupFingerprint(there.setup), setupFingerprint(here.setup));
        assert.deepEqual(there.setup.network.inputs, here.setup.network.inputs);
      }
      for (const index of [0, 1, 2]) {
        assert.deepEqual(summarizeColumn(there.table!, index), summarizeColumn(here.table!, index));
      }
      assert.deepEqual([...there.table!.source.texts(2)], ['x', 'y', 'z']);
      const lines = new TextLines(here.data!.result.text);
      for (const { file, range } of here.problems) {
        if (file === 'data') assert.deepEqual(there.data!.result.places!.at(range.offset), lines.at(range.offset));
      }
      assert.ok(heard.some(({ type }) => type === 'progress'));
      const before = heard.length;
      const changed = await load(network({ dataset: { file: 'many.csv' } }));
      assert.deepEqual(
        heard.slice(before).map(({ type }) => type),
        ['answer'],
        'the table is used again',
      );
      assert.equal(changed.table!.rowCount, here.table!.rowCount);
    });
  }

  it('a worker that dies is told of, and so is one that is closed', async () => {
    for (const end of ['kill', 'close'] as const) {
      const { channel, kill } = sameThread();
      const silent = { ...channel, post: () => undefined };
      const reader = new Reader(
        () => silent,
        () => Promise.resolve(manyRows('')),
      );
      const answer = reader.read(network());
      await new Promise(setImmediate);
      if (end === 'kill') kill();
      else reader.close();
      await assert.rejects(answer, end === 'kill' ? /killed/ : /ended/);
      assert.equal(reader.alive, false);
      await assert.rejects(reader.read(network()));
    }
  });

  it('a cancelled reading is a problem of the network', async () => {
    const refused = new DatasetRefused({ code: 'dataset-cancelled', message: 'Reading was cancelled.' });
    const { setup, problems } = await loadSetup(network(), () => Promise.resolve(manyRows('')), undefined, {
      elsewhere: () => Promise.reject(refused),
    });
    assert.equal(setup, null);
    assert.deepEqual(
      problems.map(({ code, file }) => [code, file]),
      [['dataset-cancelled', 'network']],
    );
  });
});
