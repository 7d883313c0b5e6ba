import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Random } from '../../../src/core/random';
import type { Setup } from '../../../src/core/setup';
import { summarizeColumn } from '../../../src/document/dataset/statistics';
import { loadSetup } from '../../../src/document/loadSetup';
import { samples } from '../../../src/document/samples';
import { Trainer } from '../../../src/training/trainer';
import { spoil } from './support';

const folder = 'media/samples/';
const read = (name: string): string => readFileSync(folder + name, 'utf8');
const loadSample = (file: string, change: (text: string) => string = (text) => text) =>
  loadSetup(change(read(file)), (path) => Promise.resolve(new Uint8Array(readFileSync(folder + path))));

async function setupOf(file: string, change?: (text: string) => string): Promise<Setup> {
  const { setup, problems } = await loadSample(file, change);
  assert.deepEqual(problems, []);
  assert.ok(setup);
  return setup;
}

/** Trains as Run does, and gives the loss of the batch before every update, and after the last. */
function train(setup: Setup, updates: number): { losses: number[]; parameters: Float64Array } {
  const trainer = new Trainer(setup);
  const losses: number[] = [];
  for (let update = 0; update < updates; update++) {
    losses.push(trainer.evaluate());
    trainer.apply();
  }
  losses.push(trainer.loss());
  return { losses, parameters: trainer.parameters };
}

const near = (actual: number, expected: number, tolerance: number, what: string): void =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${what}: ${actual}, published ${expected}`);

describe('samples', () => {
  it('are all listed, with their data', () => {
    const files = readdirSync(folder).filter((name) => name.endsWith('.nn.json'));
    assert.deepEqual(samples.map(({ file }) => file).sort(), files.sort());
    for (const { data } of samples) assert.ok(data === null || existsSync(folder + data));
    assert.equal(new Set(samples.map(({ name }) => name)).size, samples.length);
  });

  /** Below this the loss, as the mean over an epoch, is when a run ends. */
  const ends: Readonly<Record<string, number>> = {
    'dosage.nn.json': 1e-6,
    'dosage-all.nn.json': 1e-6,
    'xor.nn.json': 0.01,
    'two-outputs.nn.json': 1e-4,
    'paths.nn.json': 1e-6,
    'deep.nn.json': 1e-3,
    'sine.nn.json': 0.01,
    'iris.nn.json': 0.1,
  };
  for (const { file, title, data } of samples) {
    it(`${file} opens without a problem and learns`, async () => {
      const { setup, problems, document } = await loadSample(file);
      assert.deepEqual(problems, []);
      assert.ok(setup && document);
      assert.equal(setup.name, title);
      assert.equal(document.dataset.kind === 'file' ? document.dataset.path : null, data);
      const perEpoch = new Trainer(setup).batches.perEpoch;
      const updates = setup.training.updates ?? setup.training.epochs! * perEpoch;
      const { losses, parameters } = train(setup, updates);
      assert.ok(losses.every(Number.isFinite) && parameters.every(Number.isFinite));
      const last = losses.slice(-perEpoch);
      const loss = last.reduce((sum, batch) => sum + batch) / last.length;
      assert.ok(loss < ends[file], `${loss}`);
    });
  }
});

describe('what the samples say of themselves', () => {
  it('dosage: the article’s SSR, derivatives and first step', async () => {
    const setup = await setupOf('dosage.nn.json');
    const trainer = new Trainer(setup);
    near(trainer.evaluate(), 1.3977, 5e-5, 'SSR');
    const derivatives = [2.5761, 1.2568, 1.8996];
    derivatives.forEach((expected, index) => near(trainer.gradients[4 + index], expected, 5e-5, `derivative ${index}`));
    trainer.apply();
    [0.1024, 0.5043, -0.19].forEach((expected, index) => near(trainer.parameters[4 + index], expected, 5e-5, 'step'));
  });

  it('dosage-all: larger learning rates', async () => {
    const rate = (value: string) =>
      setupOf('dosage-all.nn.json', (text) => spoil(text, '"learningRate": 0.1 ', `"learningRate": ${value} `));
    const slow = train(await rate('0.2'), 1000).losses;
    assert.ok(slow[1] > slow[0] && slow[1000] < 0.01);
    const fast = train(await rate('1.5'), 172).losses;
    assert.ok(
      Number.isFinite(fast[170]) && !Number.isFinite(fast[171]),
      'the loss computed in update 172 is not finite',
    );
  });

  it('xor: some seeds stay at a loss of about 0.35', async () => {
    const { losses } = train(await setupOf('xor.nn.json', (text) => spoil(text, '"seed": 1', '"seed": 0')), 2000);
    near(losses[2000], 0.35, 0.01, 'loss');
  });

  it('two-outputs: Matt Mazur’s published numbers', async () => {
    // https://mattmazur.com/2015/03/17/a-step-by-step-backpropagation-example/
    const setup = await setupOf('two-outputs.nn.json');
    const { losses, parameters } = train(setup, 1);
    near(losses[0], 0.298371109, 1e-9, 'error at the start');
    near(losses[1], 0.291027924, 1e-6, 'error after one update');
    const weights = [0.149780716, 0.19956143, 0.24975114, 0.29950229, 0.35891648, 0.408666186, 0.51130127, 0.561370121];
    weights.forEach((expected, index) => {
      near(parameters[setup.network.parameterByName(`w${index + 1}`)!.offset], expected, 1e-8, `w${index + 1}`);
    });
    // What is printed there for 10,000 rounds is the error of the 10,000th forward pass, after 9,999 updates.
    near(train(setup, 9999).losses[9999], 0.0000351085, 5e-11, 'error of the 10,000th pass');
  });

  it('paths: the numbers of the worked diagram', async () => {
    const { network, initial } = await setupOf('paths.nn.json');
    const value = (name: string) => initial[network.parameterByName(name)!.offset];
    const softplus = (x: number) => Math.log1p(Math.exp(x));
    const [x1, x2] = [value('w1') * 0.5 + value('b1'), value('w2') * 0.5 + value('b2')];
    const [y1, y2] = [softplus(x1), softplus(x2)];
    const y3 = softplus(value('w3') * y1 + value('w4') * y2 + value('b3'));
    const y4 = softplus(value('w5') * y1 + value('w6') * y2 + value('b4'));
    const predicted = value('w7') * y3 + value('w8') * y4 + value('b5');
    assert.deepEqual(
      [x1, x2].map((x) => x.toFixed(2)),
      ['0.20', '-0.25'],
    );
    near(predicted, 1.116, 5e-4, 'predicted at dose 0.5');
  });

  it('iris: Fisher’s measurements', async () => {
    const { table, setup, rows } = await loadSample('iris.nn.json');
    assert.equal(table?.rowCount, 150);
    const means = [5.843, 3.057, 3.758, 1.199]; // as R's summary(iris) prints them
    means.forEach((mean, column) =>
      near(table.columns[column].numbers.reduce((a, b) => a + b) / 150, mean, 5e-4, `mean ${column}`),
    );
    assert.deepEqual(
      summarizeColumn(table, 4).categories.map(({ count }) => count),
      [50, 50, 50],
    );
    // The two flowers that the UCI copy of the data has wrong: https://archive.ics.uci.edu/dataset/53/iris
    const lines = read('iris.csv').split('\n');
    assert.deepEqual([lines[35], lines[38]], ['4.9,3.1,1.5,0.2,setosa', '4.9,3.6,1.4,0.1,setosa']);
    assert.deepEqual([setup?.data.count, setup?.validation?.count], [120, 30]);
    assert.deepEqual([rows?.training.length, rows?.validation.length], [120, 30]);
  });

  it('sine: its formula', () => {
    const random = new Random(5);
    const points = Array.from({ length: 41 }, (_, index) => {
      const x = -Math.PI + (index * Math.PI) / 20;
      return `${x.toFixed(4)},${(Math.sin(x) + 0.1 * random.normal()).toFixed(4)}`;
    });
    assert.equal(read('sine.csv'), `x,y\n${points.join('\n')}\n`);
  });

  it('deep: the columns are sums and products', async () => {
    const { data } = await setupOf('deep.nn.json');
    for (let row = 0; row < data.count; row++) {
      const [a, b] = data.inputs.subarray(2 * row, 2 * row + 2);
      assert.deepEqual(
        [...data.outputs.subarray(2 * row, 2 * row + 2)].map((value) => value + 0),
        [a + b, a * b].map((value) => value + 0),
      );
    }
  });
});
