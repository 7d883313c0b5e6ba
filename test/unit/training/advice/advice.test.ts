// Advice: what is found in which network, where it is marked, and that its mend takes it away.
import { deepEqual, equal, match, ok } from 'node:assert/strict';
import * as fs from 'node:fs';
import fc from 'fast-check';
import { checkAll, type CheckState, type ParameterCheck } from '../../../../src/core/gradientCheck';
import { samples } from '../../../../src/document/samples';
import { adviceFor, adviceNames, type AdviceName } from '../../../../src/training/advice/advice';
import { gradientMismatches } from '../../../../src/training/advice/gradientAdvice';
import { fixed, load } from '../../document/support';
import { advised, adviceOf, type Change, finished, networkText } from './support';

const inline = (columns: readonly string[], rows: readonly (readonly (number | string)[])[]) => ({ columns, rows });

const article = [
  { activation: 'softplus', weights: [[3.34], [-3.53]], biases: [-1.43, 0.57] },
  { activation: 'identity', weights: [[0.36, 0.63]], biases: [0] },
];
const hidden = (layer: object): Change => ({ layers: [layer, article[1]] });
const twoInputs = (first: readonly number[], second: readonly number[], normalize?: string): Change => ({
  dataset: {
    ...inline(
      ['a', 'b', 'y'],
      first.map((a, i) => [a, second[i], i % 2]),
    ),
    ...(normalize && { normalize }),
  },
  inputs: ['a', 'b'],
  outputs: ['y'],
  layers: [
    { units: 2, activation: 'tanh' },
    { units: 1, activation: 'identity' },
  ],
  optimizer: { type: 'gradientDescent', learningRate: 1e-9 },
});
const outputs = (activation: string, loss: string, rows: readonly (readonly number[])[]): Change => ({
  dataset: inline(['x', ...rows[0].slice(1).map((_, k) => `y${k}`)], rows),
  inputs: ['x'],
  outputs: rows[0].slice(1).map((_, k) => `y${k}`),
  layers: [{ activation, units: rows[0].length - 1 }],
  loss,
});
const binary = [
  [0, 0],
  [1, 1],
  [2, 1],
];
const classes = [
  [0, 1, 0],
  [1, 0, 1],
  [2, 1, 0],
];

interface Row {
  readonly what: string;
  readonly name: AdviceName;
  readonly change: Change;
  /** What is said; null: nothing. */
  readonly says: RegExp | null;
  readonly marks?: string;
}

const rows: readonly Row[] = [
  {
    what: 'a learning rate above 2/λ',
    name: 'learningRate',
    change: { optimizer: { type: 'gradientDescent', learningRate: 0.2 } },
    says: /^The learning rate 0\.2 is above 0\.126, the stability limit at the start\..* curves with 15\.9 \(/,
    marks: '0.2',
  },
  {
    what: 'a learning rate below it',
    name: 'learningRate',
    change: { optimizer: { type: 'gradientDescent', learningRate: 0.12 } },
    says: null,
  },
  {
    what: 'another optimizer whose first update raises the loss',
    name: 'learningRate',
    change: { optimizer: { type: 'momentum', learningRate: 0.9, momentum: 0.5 } },
    says: /^With the learning rate 0\.9 the first update raises the loss of its own batch from 1\.4 to [\d.e]+: /,
    marks: '0.9',
  },
  {
    what: 'another optimizer whose default does',
    name: 'learningRate',
    change: {
      optimizer: { type: 'momentum' },
      dataset: inline(['dose', 'effectiveness'], [[200, 1]]),
      layers: [{ activation: 'identity', weights: [[1]], biases: [0] }],
    },
    says: /^With the learning rate 0\.001 the first update raises/,
    marks: '"momentum"',
  },
  {
    what: 'another optimizer that lowers it',
    name: 'learningRate',
    change: { optimizer: { type: 'adam', learningRate: 0.001 } },
    says: null,
  },
  {
    what: 'a ReLU below 0 on every sample',
    name: 'deadRelu',
    change: hidden({ activation: 'relu', weights: [[1], [-3]], biases: [0.5, -0.2] }),
    says: /^y2 is 0 on all 3 samples: its weighted sum x2 is at most −0\.2, where ReLU is flat\./,
    marks: '[\n          -3\n        ]',
  },
  {
    what: 'a ReLU above 0 on one sample',
    name: 'deadRelu',
    change: hidden({ activation: 'relu', weights: [[1], [-3]], biases: [-0.5, 0.2] }),
    says: null,
  },
  {
    what: 'a tanh that is flat on every sample',
    name: 'saturated',
    change: hidden({ activation: 'tanh', weights: [[2], [1]], biases: [5, 0] }),
    says: /^y1 is saturated on all 3 samples: x1 lies between 5 and 7, where the slope of tanh is at most 0\.000182\./,
    marks: '[\n          2\n        ]',
  },
  {
    what: 'a sigmoid, below 0, on every sample',
    name: 'saturated',
    change: hidden({ activation: 'sigmoid', weights: [[-2], [1]], biases: [-6, 0] }),
    says: /^y1 is saturated .* between −8 and −6, where the slope of sigmoid is at most 0\.00247\./,
  },
  {
    what: 'a tanh that crosses 0 between two samples',
    name: 'saturated',
    change: hidden({ activation: 'tanh', weights: [[20], [1]], biases: [-5, 0] }),
    says: null,
  },
  {
    what: 'a last sigmoid whose slope cancels out',
    name: 'saturated',
    change: {
      layers: [article[0], { activation: 'sigmoid', weights: [[9, 9]], biases: [9] }],
      loss: 'binaryCrossEntropy',
    },
    says: null,
  },
  {
    what: 'a hidden layer of zeros',
    name: 'zeroWeights',
    change: hidden({ activation: 'tanh', weights: [[0], [0]], biases: [0.1, 0] }),
    says: /^All initial weights of layer 1 are 0\. Its neurons compute the same, get the same derivatives and stay equal/,
    marks: '[\n        [\n          0\n        ],\n        [\n          0\n        ]\n      ]',
  },
  {
    what: 'a layer drawn as zeros',
    name: 'zeroWeights',
    change: hidden({ activation: 'tanh', units: 2, init: 'zeros' }),
    says: /^All initial weights of layer 1 are 0\./,
    marks: '"zeros"',
  },
  {
    what: 'a last layer of zeros',
    name: 'zeroWeights',
    change: { layers: [article[0], { activation: 'identity', weights: [[0, 0]] }] },
    says: /^All initial weights of layer 2 are 0\. No derivative passes through zeros to the layers before it/,
  },
  {
    what: 'a single layer of zeros',
    name: 'zeroWeights',
    change: { layers: [{ activation: 'identity', weights: [[0]] }] },
    says: null,
  },
  {
    what: 'inputs of very different scales',
    name: 'inputScales',
    change: twoInputs([0, 1, 2], [0, 1000, 3000]),
    says: /^The inputs vary on very different scales: b has the standard deviation 1250, a 0\.816\./,
  },
  { what: 'inputs of like scales', name: 'inputScales', change: twoInputs([0, 1, 2], [0, 10, 3]), says: null },
  {
    what: 'inputs that are normalized',
    name: 'inputScales',
    change: twoInputs([0, 1, 2], [0, 1000, 3000], 'minMax'),
    says: null,
  },
  {
    what: 'a constant column',
    name: 'constantColumn',
    change: twoInputs([0, 1, 2], [7, 7, 7]),
    says: /^The column 'b' is 7 in every sample: it tells the network nothing, its weights do nothing that the biases/,
    marks: '"b"',
  },
  { what: 'columns that vary', name: 'constantColumn', change: twoInputs([0, 1, 2], [7, 7, 8]), says: null },
  {
    what: 'a sigmoid with a squared loss on 0 and 1',
    name: 'lossAndActivation',
    change: outputs('sigmoid', 'mse', binary),
    says: /^The observed values are 0 and 1\. With MSE a prediction that is certain and wrong/,
    marks: '"mse"',
  },
  {
    what: 'classes with a squared loss',
    name: 'lossAndActivation',
    change: outputs('identity', 'ssr', classes),
    says: /^Exactly one of the 2 outputs is 1 in every sample: they are classes\./,
    marks: '"ssr"',
  },
  {
    what: 'values that the last activation cannot reach',
    name: 'lossAndActivation',
    change: outputs('tanh', 'mse', [
      [0, 0.5],
      [1, 3],
    ]),
    says: /^3 is to be predicted, but the values of tanh lie in \(−1, 1\): the loss cannot come to 0\./,
    marks: '"tanh"',
  },
  {
    what: 'values below what the last activation can reach',
    name: 'lossAndActivation',
    change: outputs('relu', 'mae', [
      [0, -0.5],
      [1, 3],
    ]),
    says: /^−0\.5 is to be predicted, but the values of ReLU lie in \[0, ∞\)/,
  },
  {
    what: 'a binary cross-entropy after a sigmoid',
    name: 'lossAndActivation',
    change: outputs('sigmoid', 'binaryCrossEntropy', binary),
    says: null,
  },
  { what: 'a regression', name: 'lossAndActivation', change: outputs('identity', 'mse', binary), says: null },
];

describe('advice', () => {
  for (const { what, name, change, says, marks } of rows) {
    it(`${name}: ${what}${says ? '' : ' gets none'}`, async () => {
      const text = networkText(change);
      const found = await adviceOf(text, [name]);
      if (!says) return deepEqual(found, []);
      equal(found.length, 1, found.map(({ message }) => message).join('\n'));
      const [{ message, range, fixes }] = found;
      match(message, says);
      if (marks !== undefined) equal(text.slice(range.offset, range.offset + range.length), marks);
      ok(fixes.length > 0, 'there is no mend');
      for (const fix of fixes) {
        const after = (await adviceOf(fixed(text, fix), [name])).map((advice) => advice.message);
        deepEqual(after, [], fix.title);
      }
    });
  }

  it('there is a row that finds something for every kind but the one that nothing should set off', () => {
    const found = new Set(rows.filter(({ says }) => says).map(({ name }) => name));
    deepEqual(
      adviceNames.filter((name) => !found.has(name)),
      ['gradientMismatch'],
    );
  });

  it('a kind that is switched off says nothing', async () => {
    const text = networkText(hidden({ activation: 'relu', weights: [[-1], [-3]], biases: [0, -0.2] }));
    deepEqual(
      (await adviceOf(text)).map(({ name }) => name),
      ['deadRelu', 'deadRelu'],
    );
    const others = adviceNames.filter((name) => name !== 'deadRelu');
    deepEqual(await adviceOf(text, others), []);
  });

  it('a derivative that the difference does not confirm is told of, at its number; at a corner it is not', async () => {
    const text = networkText();
    function* wrong(state: CheckState): Generator<ParameterCheck> {
      for (const { parameter, check } of checkAll(state)) {
        const found = { ...check, analytic: 2 * check.analytic, relativeError: 0.5 };
        if (parameter.name === 'w3') yield { parameter, check: found };
        if (parameter.name === 'w4') yield { parameter, check: { ...found, corner: 'x1' } };
        if (parameter.name === 'b3') yield { parameter, check };
      }
    }
    const found = finished(gradientMismatches(await advised(text), wrong));
    equal(found.length, 1);
    match(found[0].message, /^The derivative of w3 is 5\.15 by the chain rule and 2\.58 by a central difference\./);
    equal(text.slice(found[0].range.offset, found[0].range.offset + found[0].range.length), '0.36');
  });

  for (const { file, data } of samples) {
    it(`${file} needs none`, async () => {
      const read = (name: string) => fs.readFileSync(`media/samples/${name}`, 'utf8');
      const loaded = await load(read(file), data === null ? {} : { [data]: read(data) });
      ok(loaded.setup);
      deepEqual([...adviceFor({ loaded, setup: loaded.setup }, () => true)].flat(), []);
    });
  }

  it('never throws, and never marks or mends outside the text, whatever the numbers', async () => {
    const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(0, 1, -1, 50));
    const network = fc.record({
      activation: fc.constantFrom('relu', 'tanh', 'sigmoid', 'softplus', 'gelu'),
      weights: fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 3 }),
      biased: fc.boolean(),
      values: fc.array(fc.tuple(number, number, number), { minLength: 1, maxLength: 4 }),
      loss: fc.constantFrom('ssr', 'mse', 'mae', 'huber'),
      optimizer: fc.constantFrom('gradientDescent', 'adam', 'momentum'),
    });
    await fc.assert(
      fc.asyncProperty(network, async ({ activation, weights, biased, values, loss, optimizer }) => {
        const text = networkText({
          dataset: inline(['a', 'b', 'y'], values),
          inputs: ['a', 'b'],
          outputs: ['y'],
          layers: [
            { activation, weights, bias: biased },
            { units: 1, activation },
          ],
          loss,
          optimizer: { type: optimizer, learningRate: 0.5 },
        });
        for (const { range, fixes } of await adviceOf(text)) {
          ok(range.offset >= 0 && range.length >= 0 && range.offset + range.length <= text.length);
          for (const fix of fixes) {
            for (const { offset, length } of fix.edits) ok(offset >= 0 && offset + length <= text.length);
            ok((await load(fixed(text, fix))).parsed.document, `${fix.title} breaks the file`);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('what takes long is looked for in parts, between which others have their turn', async () => {
    const rows = Array.from({ length: 20_000 }, (_, i) => [(i % 100) / 100, (i % 7) / 7]);
    const layers = [
      { units: 4, activation: 'tanh' },
      { units: 4, activation: 'relu' },
      { units: 1, activation: 'identity' },
    ];
    const text = networkText({
      dataset: inline(['dose', 'effectiveness'], rows),
      layers,
      training: { batchSize: 10 },
    });
    for (const name of ['learningRate', 'deadRelu', 'saturated', 'gradientMismatch'] as const) {
      const parts = [...adviceFor(await advised(text), (wanted) => wanted === name)];
      ok(parts.length > 10, `${name} in ${parts.length} parts`);
    }
  });
});
