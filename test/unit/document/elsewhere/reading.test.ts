/** Data read by a worker: the same setup, problems and places as in place, with progress; a dead worker is told of. */
import assert from 'node:assert/strict';
import type { FromReader, GivenFile, ToReader } from '../../../../src/document/elsewhere/messages';
import { packParsed, unpackParsed } from '../../../../src/document/elsewhere/packParsed';
import { loadedFrom } from '../../../../src/document/elsewhere/readElsewhere';
import { type ReadDisk, serveReading } from '../../../../src/document/elsewhere/serveReading';
import { DatasetRefused } from '../../../../src/document/dataset/paths';
import { previewColumns } from '../../../../src/document/dataset/previewColumns';
import { summarizeColumn } from '../../../../src/document/dataset/statistics';
import { loadSetup } from '../../../../src/document/loadSetup';
import { nodeAtPath, type NumbersNode } from '../../../../src/document/json/tree';
import { parseNetwork } from '../../../../src/document/parse';
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
function sameThread(readDisk?: ReadDisk): {
  channel: WorkerChannel<ToReader, FromReader>;
  heard: FromReader[];
  kill: () => void;
} {
  const heard: FromReader[] = [];
  let toHost: (message: FromReader) => void = () => undefined;
  let onEnd: (reason: string) => void = () => undefined;
  const hear = serveReading((message, transfer) => {
    const clone = structuredClone(message, { transfer });
    heard.push(clone);
    toHost(clone);
  }, readDisk);
  return {
    heard,
    kill: () => onEnd('killed'),
    channel: {
      post: (message, transfer = []) => hear(structuredClone(message, { transfer })),
      listen: (onMessage, end) => ([toHost, onEnd] = [onMessage, end]),
      close: () => (toHost = () => undefined),
    },
  };
}

const types = (messages: readonly FromReader[]): string[] => messages.map(({ type }) => type);
const given = (bytes: Uint8Array) => (): Promise<GivenFile> => Promise.resolve({ kind: 'bytes', bytes });
const notRead = (): Promise<Uint8Array> => assert.fail('the host has read the file');

describe('data read by a worker', () => {
  for (const [what, spoiled] of [
    ['sound data', ''],
    ['a bad cell', '1,1,x\r\noh,2,y\r\n'],
    ['a short line', '1\r\n'],
  ]) {
    it(`${what}: the same as in place`, async () => {
      const here = await loadSetup(network(), () => Promise.resolve(manyRows(spoiled)));
      const { channel, heard } = sameThread();
      const bytes = manyRows(spoiled);
      const reader = new Reader(() => channel);
      const load = (text: string) =>
        loadSetup(text, notRead, undefined, {
          elsewhere: (request) =>
            reader.network(request.text, false, (_, known) =>
              known ? Promise.resolve({ kind: 'same' }) : given(bytes)(),
            ),
        });
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
      assert.deepEqual(types(heard.slice(before)), ['asks', 'network'], 'the table is used again');
      assert.equal(changed.table!.rowCount, here.table!.rowCount);
    });
  }

  it('a worker that dies is told of, and so is one that is closed', async () => {
    for (const end of ['kill', 'close'] as const) {
      const { channel, kill } = sameThread();
      const silent = { ...channel, post: () => undefined };
      const reader = new Reader(() => silent);
      const answer = reader.network(network(), false, given(manyRows('')));
      await new Promise(setImmediate);
      if (end === 'kill') kill();
      else reader.close();
      await assert.rejects(answer, end === 'kill' ? /killed/ : /ended/);
      assert.equal(reader.alive, false);
      await assert.rejects(reader.network(network(), false, given(manyRows(''))));
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

  it('is read from disk there; read again only where it is to be read in another way', async () => {
    const read: string[] = [];
    const { channel, heard } = sameThread((path) => {
      read.push(path);
      return Promise.resolve(manyRows(''));
    });
    const reader = new Reader(() => channel);
    const onDisk = (path: string, known: boolean): Promise<GivenFile> =>
      Promise.resolve(known ? { kind: 'same' } : { kind: 'onDisk', path: `/data/${path}` });
    for (const dataset of ['many.csv', 'many.csv', { file: 'many.csv', delimiter: ';' }, 'many.csv']) {
      const answer = await reader.network(network({ dataset }), false, onDisk);
      assert.equal(answer.setup !== null, typeof dataset === 'string', JSON.stringify(answer.problems));
    }
    assert.deepEqual(read, ['/data/many.csv', '/data/many.csv', '/data/many.csv']);
    assert.equal(types(heard).filter((type) => type === 'asks').length, 4);
  });

  it('a file that cannot be had is the problem that it is in place', async () => {
    for (const error of [
      Object.assign(new Error('gone'), { code: 'ENOENT' }),
      Object.assign(new Error('gone'), { name: 'EntryNotFound (FileSystemError)' }),
      new DatasetRefused({ code: 'dataset-outside', message: 'It lies outside.' }),
      new Error('no permission'),
    ]) {
      const { problems } = await loadSetup(network(), () => Promise.reject(error));
      const reader = new Reader(() => sameThread().channel);
      const answer = await reader.network(network(), true, () => Promise.reject(error));
      assert.deepEqual(answer.problems, problems);
      assert.equal(answer.hasData, false);
    }
  });

  for (const [what, change] of [
    ['a sound network', {}],
    ['one with an error', { loss: 'none' }],
    [
      'data in the network',
      {
        dataset: {
          columns: ['a', 'b', 'kind'],
          rows: [
            [1, 2, 'x'],
            [2, 3, 'y'],
            [3, 4, 'z'],
          ],
        },
      },
    ],
  ] as const) {
    it(`${what} that is parsed there too: the same as in place`, async () => {
      const weights = Array.from({ length: 3 }, (_, j) => Array.from({ length: 40 }, (_, i) => i + j / 8));
      const hidden = { weights: Array.from({ length: 40 }, (_, j) => [j, -1 / (j + 1)]), activation: 'tanh' };
      const text = network({ layers: [hidden, { weights, activation: 'softmax', biases: [1, 2, 3] }], ...change });
      const here = await loadSetup(text, () => Promise.resolve(manyRows('')));
      const reader = new Reader(() => sameThread().channel);
      const answer = await reader.network(text, true, given(manyRows('')));
      const { tree } = answer.parsed!;
      const row = nodeAtPath(tree, ['layers', 1, 'weights', 2]) as NumbersNode;
      assert.ok(row.values instanceof Float64Array, 'long rows come without a copy');
      const there = loadedFrom(answer, unpackParsed(answer.parsed!, text));
      assert.deepEqual(plain(there.parsed), plain(here.parsed));
      assert.deepEqual(there.problems, here.problems);
      assert.equal(there.table?.file, here.table?.file);
      assert.equal(there.setup && setupFingerprint(there.setup), here.setup && setupFingerprint(here.setup));
    });
  }

  it('a preview of columns: the same as in place, also with another delimiter; no table is told of', async () => {
    const encoder = new TextEncoder();
    for (const [name, text] of [
      ['many.csv', new TextDecoder().decode(manyRows(''))],
      ['semicolons.csv', 'a;b\n1;2\n3;4\n'],
    ]) {
      const reader = new Reader(() => sameThread().channel);
      const answer = await reader.columns(name, given(encoder.encode(text)));
      assert.deepEqual(answer, previewColumns(encoder.encode(text), name));
    }
    const reader = new Reader(() => sameThread().channel);
    await assert.rejects(reader.columns('empty.csv', given(encoder.encode(' '))), /empty\.csv is empty/);
  });

  it('a packed network is the same when it is unpacked', () => {
    const text = network();
    const parsed = parseNetwork(text);
    const { packed, buffers } = packParsed(parsed);
    assert.deepEqual(plain(unpackParsed(structuredClone(packed, { transfer: buffers }), text)), plain(parsed));
  });
});

/** With arrays instead of typed arrays, and without classes and prototypes, which `deepEqual` tells apart. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (_, item: unknown) => (item instanceof Float64Array ? [...item] : item)));
}
