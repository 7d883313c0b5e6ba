// The exported scripts, run by a real Python: their losses and derivatives are those of the core.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Batches } from '../../../src/core/batches';
import { createKernel } from '../../../src/core/kernel';
import { Network } from '../../../src/core/network';
import { addL2, completeSettings, createState, optimizers } from '../../../src/core/optimizers';
import type { OptimizerSettings, Setup } from '../../../src/core/setup';
import { exportNumpy } from '../../../src/export/numpy';
import { exportPytorch } from '../../../src/export/pytorch';
import { MOST_NUMBERS, type ScriptEdit, type ScriptOptions } from '../../../src/export/python';
import { pythonWith } from '../../host/python.mts';
import { activationNames, allTrainable, buildNetwork, lossNames, randomCase, type Shape } from '../core/sampleNetworks';

/** What a script prints, or what it should. */
interface Run {
  readonly losses: number[];
  readonly values: Record<string, number>[];
  readonly derivatives: Record<string, number>[];
}

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'backprop-scripts-'));
after(() => fs.rmSync(folder, { recursive: true }));

function run(python: string, script: string): Run {
  const file = path.join(folder, 'script.py');
  fs.writeFileSync(file, script);
  const lines = execFileSync(python, [file], { encoding: 'utf8' }).split('\n');
  const result: Run = { losses: [], values: [], derivatives: [] };
  for (const line of lines) {
    const [, loss] = /^update \d+: \S+ = (\S+)$/.exec(line) ?? [];
    if (loss !== undefined) result.losses.push(Number(loss));
    if (loss !== undefined || line.startsWith('after')) result.values.push({});
    if (loss !== undefined) result.derivatives.push({});
    const [, name, value, derivative] = /^ {2}(\w+) = ([^,]+)(?:, d\S+ = (\S+))?$/.exec(line) ?? [];
    if (name === undefined) continue;
    result.values.at(-1)![name] = Number(value);
    if (derivative !== undefined) result.derivatives.at(-1)![name] = Number(derivative);
  }
  return result;
}

/** The same run by the core's kernel and optimizer. */
function expectedRun(setup: Setup, updates: number, edits: readonly ScriptEdit[] = []): Run {
  const { network, data, training, trainable } = setup;
  const batches = new Batches(training, data.count);
  const moving = createKernel(network, trainable, batches.size);
  const all = createKernel(network, allTrainable(network), batches.size);
  const parameters = Float64Array.from(setup.initial);
  const state = createState(setup.optimizer.type, network.parameterCount);
  let { learningRate } = setup.optimizer;
  const named = (numbers: Float64Array): Record<string, number> =>
    Object.fromEntries(Array.from(network.parameters(), ({ name, offset }) => [name, numbers[offset]]));
  const result: Run = { losses: [], values: [], derivatives: [] };
  for (let update = 0; update < updates; update++) {
    for (const edit of edits.filter((made) => made.update === update)) {
      if (edit.kind === 'learningRate') learningRate = edit.value;
      else parameters[network.parameterByName(edit.name)!.offset] = edit.value;
    }
    const { rows } = batches.at(update);
    result.losses.push(all.gradient(parameters, data, rows));
    addL2(network, setup.optimizer.l2, parameters, all.gradients, allTrainable(network));
    result.values.push(named(parameters));
    result.derivatives.push(named(all.gradients));
    moving.gradient(parameters, data, rows);
    addL2(network, setup.optimizer.l2, parameters, moving.gradients, trainable);
    const settings = { ...setup.optimizer, learningRate };
    optimizers[settings.type].update(settings, update + 1, parameters, moving.gradients, state, trainable);
  }
  result.values.push(named(parameters));
  return result;
}

interface Case {
  readonly title: string;
  readonly setup: Setup;
  readonly options: ScriptOptions;
}

function setupOf(
  shape: Shape | Network,
  samples: number,
  more: Partial<Setup> & { settings?: Partial<OptimizerSettings> } = {},
): Setup {
  const network = shape instanceof Network ? shape : buildNetwork(shape);
  const { parameters, data } = randomCase(network, samples, 11);
  return {
    name: 'A "test" of\\scripts',
    network,
    initial: parameters,
    trainable: allTrainable(network),
    data,
    optimizer: completeSettings({ type: 'gradientDescent', learningRate: 0.1, ...more.settings }),
    training: { batchSize: 'full', shuffle: false, seed: 0, updates: null, epochs: null, stopWhen: {} },
    ...more,
  };
}

const cases: Case[] = [
  ...activationNames
    .filter((name) => name !== 'softmax')
    .map((activation) => ({
      title: `the activation ${activation}`,
      setup: setupOf(
        {
          inputs: 2,
          layers: [
            { units: 3, activation },
            { units: 2, activation, bias: false },
          ],
          loss: 'mse',
        },
        4,
      ),
      options: { updates: 3 },
    })),
  ...lossNames.map((loss) => {
    const activation = loss === 'crossEntropy' ? 'softmax' : loss === 'binaryCrossEntropy' ? 'sigmoid' : 'identity';
    return {
      title: `the loss ${loss}`,
      setup: setupOf(
        {
          inputs: 2,
          layers: [
            { units: 3, activation: 'tanh' },
            { units: 2, activation },
          ],
          loss,
        },
        4,
      ),
      options: { updates: 3 },
    } as const;
  }),
  ...(
    [
      { type: 'gradientDescent', l2: 0.01 },
      { type: 'momentum' },
      { type: 'momentum', nesterov: true },
      { type: 'rmsprop', l2: 0.1 },
      { type: 'adam', weightDecay: 0.1 },
      { type: 'adamw', l2: 0.05 },
    ] as const
  ).map((settings) => ({
    title: `the optimizer ${JSON.stringify(settings)}, some parameters frozen, edits, shuffled mini-batches`,
    setup: setupOf(
      {
        inputs: 1,
        layers: [
          { units: 2, activation: 'softplus' },
          { units: 1, activation: 'identity' },
        ],
        loss: 'ssr',
      },
      5,
      {
        settings,
        trainable: Uint8Array.of(1, 0, 1, 1, 1, 0, 1),
        training: { batchSize: 2, shuffle: true, seed: 3, updates: null, epochs: null, stopWhen: {} },
      },
    ),
    options: {
      updates: 8,
      edits: [
        { kind: 'parameter', update: 2, name: 'w3', value: -0.6 },
        { kind: 'learningRate', update: 5, value: 0.02 },
      ] as const,
    },
  })),
];

// NumPy and PyTorch add up in another order, and PyTorch's own functions differ in the last bits.
const TOLERANCE = 1e-9;

function assertSame(actual: Run, expected: Run): void {
  const close = (a: number, b: number, what: string): void =>
    assert.ok(Math.abs(a - b) <= TOLERANCE * (1 + Math.abs(b)), `${what}: ${a}, not ${b}`);
  assert.equal(actual.losses.length, expected.losses.length);
  expected.losses.forEach((loss, update) => close(actual.losses[update], loss, `loss of update ${update + 1}`));
  for (const key of ['values', 'derivatives'] as const) {
    assert.equal(actual[key].length, expected[key].length);
    expected[key].forEach((row, update) => {
      assert.deepEqual(Object.keys(actual[key][update]), Object.keys(row));
      for (const [name, x] of Object.entries(row)) close(actual[key][update][name], x, `${name} in ${update + 1}`);
    });
  }
}

for (const [library, module, write] of [
  ['NumPy', 'numpy', exportNumpy],
  ['PyTorch', 'torch', exportPytorch],
] as const) {
  const python = pythonWith(module);
  // A machine without the library cannot run these; .ci/run installs it where it can.
  if (python === undefined) it.skip(`the ${library} script, run by Python: no Python here has ${module}`);
  else
    describe(`the ${library} script, run by Python`, function () {
      this.timeout(60_000);
      for (const { title, setup, options } of cases) {
        it(`reproduces ${title}`, () => {
          assertSame(run(python, write(setup, options)), expectedRun(setup, options.updates!, options.edits));
        });
      }

      it('holds only the rows that it needs, and prints the first of many parameters', () => {
        const setup = setupOf(
          {
            inputs: 12,
            layers: [
              { units: 20, activation: 'relu' },
              { units: 3, activation: 'softmax' },
            ],
            loss: 'crossEntropy',
          },
          500,
          {
            training: { batchSize: 2, shuffle: true, seed: 1, updates: null, epochs: null, stopWhen: {} },
          },
        );
        const script = write(setup, { updates: 2 });
        assert.ok(script.length < 20_000, `${script.length} characters`);
        const actual = run(python, script);
        const expected = expectedRun(setup, 2);
        assert.equal(Object.keys(actual.values[0]).length, 200);
        const first = (rows: Record<string, number>[]) =>
          rows.map((row) => Object.fromEntries(Object.entries(row).slice(0, 200)));
        assertSame(actual, { ...expected, values: first(expected.values), derivatives: first(expected.derivatives) });
      });
    });
}

describe('exported scripts', () => {
  it('refuse what would be too large to open', () => {
    const setup = setupOf({ inputs: 1, layers: [{ units: 1, activation: 'identity' }], loss: 'ssr' }, 3);
    const count = MOST_NUMBERS;
    const large = { ...setup, data: { count, inputs: new Float64Array(count), outputs: new Float64Array(count) } };
    for (const write of [exportNumpy, exportPytorch])
      assert.throws(() => write(large), /more than 2000000: ask for fewer updates/);
  });

  it('keep every bit of a number', () => {
    const setup = setupOf({ inputs: 1, layers: [{ units: 1, activation: 'identity' }], loss: 'ssr' }, 1);
    const exact = { ...setup, initial: Float64Array.of(0.1 + 0.2, 1e-300) };
    assert.match(exportNumpy(exact), /0\.30000000000000004[^]*1e-300/);
  });
});
