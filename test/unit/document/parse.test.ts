import assert from 'node:assert/strict';
import { parseNetwork } from '../../../src/document/parse';
import { article, fixed, marked, onlyProblem, spoil } from './support';

interface Row {
  readonly from: string;
  readonly to: string;
  readonly code: string;
  readonly message: string;
  readonly marked: string;
  /** What the quick fix puts in the place of `to`; null: there is none. */
  readonly mended?: string | null;
  readonly severity?: 'error' | 'warning' | 'information';
}

const structure: Row[] = [
  {
    from: '"learningRate": 0.1',
    to: '"learningRate": "0.1"',
    code: 'wrong-type',
    message: "'learningRate' of the optimizer must be a number; found the text '0.1'. Numbers stand without quotes.",
    marked: '"0.1"',
    mended: '"learningRate": 0.1',
  },
  {
    from: '[[3.34], [-3.53]]',
    to: '[["3.34"], [-3.53]]',
    code: 'wrong-type',
    message: "Weight 1 of neuron 1 of layer 1 must be a number; found the text '3.34'. Numbers stand without quotes.",
    marked: '"3.34"',
    mended: '[[3.34], [-3.53]]',
  },
  {
    from: '"learningRate": 0.1',
    to: '"learningRate": -0.1',
    code: 'value-out-of-range',
    message: "'learningRate' of the optimizer must be at least 0; found −0.1.",
    marked: '-0.1',
  },
  {
    from: '"softplus"',
    to: '"sofplus"',
    code: 'unknown-name',
    message:
      "'activation' of layer 1 must be identity, relu, leakyRelu, elu, softplus, sigmoid, tanh, silu, gelu or softmax; found 'sofplus'. Did you mean 'softplus'?",
    marked: '"sofplus"',
    mended: '"softplus"',
  },
  {
    from: '"gradientDescent"',
    to: '"sgd"',
    code: 'unknown-name',
    message:
      "'type' of the optimizer must be gradientDescent, momentum, rmsprop, adam or adamw; found 'sgd'. Did you mean 'gradientDescent'?",
    marked: '"sgd"',
    mended: '"gradientDescent"',
  },
  {
    from: '"batchSize": "full"',
    to: '"batchSize": 0',
    code: 'value-out-of-range',
    message: "'batchSize' of 'training' must be at least 1; found 0.",
    marked: '0',
  },
  {
    from: '"batchSize": "full"',
    to: '"batchSize": "all"',
    code: 'wrong-type',
    message: "'batchSize' of 'training' must be \"full\" or a number of samples; found the text 'all'.",
    marked: '"all"',
  },
  {
    from: '"updates": 1000',
    to: '"updates": 1.5',
    code: 'value-out-of-range',
    message: "'updates' of 'training' must be a whole number; found 1.5.",
    marked: '1.5',
  },
  {
    from: '"updates": 1000',
    to: '"updates": 1000, "seed": -1',
    code: 'value-out-of-range',
    message: "'seed' of 'training' must be at least 0; found −1.",
    marked: '-1',
  },
  {
    from: '"dosage.csv"',
    to: '{ "file": "dosage.csv", "validation": 1 }',
    code: 'value-out-of-range',
    message: "'validation' of the dataset must be less than 1; found 1.",
    marked: '1',
  },
  {
    from: '"dosage.csv"',
    to: '{ "file": "dosage.csv", "normalize": "minmax" }',
    code: 'unknown-name',
    message: "'normalize' of the dataset must be standard or minMax; found 'minmax'. Did you mean 'minMax'?",
    marked: '"minmax"',
    mended: '{ "file": "dosage.csv", "normalize": "minMax" }',
  },
  {
    from: '"dosage.csv"',
    to: '5',
    code: 'wrong-type',
    message: '\'dataset\' must be a path in quotes, or an object with "file" or with "columns" and "rows"; found 5.',
    marked: '5',
  },
  {
    from: '["dose"]',
    to: '[7]',
    code: 'wrong-type',
    message: 'Input 1 must be a column name in quotes, or an object with "column"; found 7.',
    marked: '7',
  },
  {
    from: '["dose"]',
    to: '[]',
    code: 'value-out-of-range',
    message: "'inputs' must not be empty; found an empty list.",
    marked: '[]',
  },
  {
    from: '["dose"]',
    to: '[{ "column": "dose", "oneHot": "yes" }]',
    code: 'wrong-type',
    message: "'oneHot' of input 1 must be true, false or a list of categories; found the text 'yes'.",
    marked: '"yes"',
  },
  {
    from: '"biases": [0]',
    to: '"biases": 0',
    code: 'wrong-type',
    message: "'biases' of layer 2 must be a list in square brackets; found 0.",
    marked: '0',
  },
  {
    from: '  "loss": "ssr",\n',
    to: '',
    code: 'missing-property',
    message: "'loss' is missing.",
    marked: '{',
  },
  {
    from: '"activation": "identity", ',
    to: '',
    code: 'missing-property',
    message: "Layer 2 has no 'activation'.",
    marked: '{',
  },
  {
    from: '"loss": "ssr",',
    to: '"loss": "ssr", "loss": "ssr",',
    code: 'duplicate-property',
    message: "'loss' is given twice: only the last one would count.",
    marked: '"loss"',
  },
];

const meaning: Row[] = [
  {
    // The first row of format.md's table.
    from: '[[0.36, 0.63]]',
    to: '[[0.36, 0.63, 1]]',
    code: 'weights-row-length',
    message: 'Neuron 1 of layer 2 has 3 weights; the layer has 2 inputs (the 2 neurons of layer 1).',
    marked: '[0.36, 0.63, 1]',
  },
  {
    from: '[[0.36, 0.63]]',
    to: '[[0.36]]',
    code: 'weights-row-length',
    message: 'Neuron 1 of layer 2 has 1 weight; the layer has 2 inputs (the 2 neurons of layer 1).',
    marked: '[0.36]',
  },
  {
    from: '[[3.34], [-3.53]]',
    to: '[[3.34], [-3.53, 2]]',
    code: 'weights-row-length',
    message: 'Neuron 2 of layer 1 has 2 weights; the layer has 1 input (dose).',
    marked: '[-3.53, 2]',
  },
  {
    from: '[[0.36, 0.63]]',
    to: '[0.36, 0.63]',
    code: 'weights-not-rows',
    message: "'weights' of layer 2 must be a list of rows, one per neuron: two pairs of brackets.",
    marked: '[0.36, 0.63]',
    mended: '[[0.36, 0.63]]',
  },
  {
    from: '[-1.43, 0.57]',
    to: '[-1.43]',
    code: 'biases-length',
    message: 'Layer 1 has 2 neurons but 1 bias.',
    marked: '[-1.43]',
    mended: '[-1.43, 0]',
  },
  {
    from: '"biases": [0]',
    to: '"biases": [0, 1, 2]',
    code: 'biases-length',
    message: 'Layer 2 has 1 neuron but 3 biases.',
    marked: '[0, 1, 2]',
    mended: '"biases": [0]',
  },
  {
    from: '{ "activation": "softplus", ',
    to: '{ "units": 3, "activation": "softplus", ',
    code: 'units-and-weights',
    message: "Layer 1 says 3 units, but its 'weights' have 2 rows.",
    marked: '3',
    mended: '{ "activation": "softplus", ',
  },
  {
    from: '{ "activation": "softplus", ',
    to: '{ "bias": false, "activation": "softplus", ',
    code: 'biases-without-bias',
    message: 'Layer 1 has "bias": false, but biases are given.',
    marked: '[-1.43, 0.57]',
    mended: '{ "activation": "softplus", ',
  },
  {
    from: '"weights": [[0.36, 0.63]], "biases": [0]',
    to: '"init": "zeros"',
    code: 'layer-without-units',
    message:
      'Layer 2 says how its weights are drawn (\'init\'), but not how many neurons it has: add "units", or give "weights".',
    marked: '"init"',
  },
  {
    from: ', "weights": [[0.36, 0.63]], "biases": [0]',
    to: '',
    code: 'layer-without-units',
    message: 'Layer 2 needs "weights", or "units" to have them drawn.',
    marked: '{',
  },
  {
    from: '"biases": [0] }',
    to: '"biases": [0], "init": "zeros" }',
    code: 'init-unused',
    message: "'init' has no effect: the weights of layer 2 are given.",
    marked: '"init"',
    mended: '"biases": [0] }',
    severity: 'warning',
  },
  {
    from: '"biases": [0] }',
    to: '"biases": [0], "neurons": ["top", "bottom"] }',
    code: 'neurons-length',
    message: "Layer 2 has 1 neuron but 2 labels in 'neurons'.",
    marked: '["top", "bottom"]',
  },
  {
    from: '["effectiveness"]',
    to: '["effectiveness", "side effects"]',
    code: 'outputs-and-units',
    message: 'The last layer has 1 neuron, but there are 2 outputs (effectiveness, side effects).',
    marked: '[[0.36, 0.63]]',
  },
  {
    from: '"activation": "softplus"',
    to: '"activation": "softmax"',
    code: 'activation-not-last',
    message: "'softmax' can only be the activation of the last layer.",
    marked: '"softmax"',
  },
  {
    from: '"loss": "ssr"',
    to: '"loss": "crossEntropy"',
    code: 'loss-and-activation',
    message:
      "The loss 'crossEntropy' goes with softmax as the last activation; here it is 'identity', which goes with ssr, halfSsr, mse, mae and huber.",
    marked: '"crossEntropy"',
  },
  {
    from: '"activation": "identity"',
    to: '"activation": "softmax"',
    code: 'loss-and-activation',
    message:
      "The loss 'ssr' goes with identity, relu, leakyRelu, elu, softplus, sigmoid, tanh, silu or gelu as the last activation; here it is 'softmax', which goes with crossEntropy.",
    marked: '"ssr"',
  },
  {
    from: '["w3", "w4", "b3"]',
    to: '["w3", "w9"]',
    code: 'unknown-parameter',
    message: "There is no parameter 'w9': the network has the weights w1, w2, w3, w4 and the biases b1, b2, b3.",
    marked: '"w9"',
  },
  {
    from: '["w3", "w4", "b3"]',
    to: '["W3"]',
    code: 'unknown-parameter',
    message:
      "There is no parameter 'W3': the network has the weights w1, w2, w3, w4 and the biases b1, b2, b3. Did you mean 'w3'?",
    marked: '"W3"',
    mended: '["w3"]',
  },
  {
    from: '["w3", "w4", "b3"]',
    to: '["w3", "w3"]',
    code: 'trainable-twice',
    message: "'w3' stands in 'trainable' twice.",
    marked: '"w3"',
    severity: 'warning',
  },
  {
    from: '["w3", "w4", "b3"]',
    to: '[]',
    code: 'trainable-empty',
    message: "'trainable' is empty: training would move nothing.",
    marked: '[]',
    severity: 'warning',
  },
  {
    from: '["dose"]',
    to: '["w1"]',
    code: 'column-name-reserved',
    message: "The column 'w1' has the name of the weight w1; formulas call it 'input w1'.",
    marked: '"w1"',
    severity: 'information',
  },
  {
    from: '["dose"]',
    to: '["x1"]',
    code: 'column-name-reserved',
    message: "The column 'x1' has the name of neuron 1; formulas call it 'input x1'.",
    marked: '"x1"',
    severity: 'information',
  },
  {
    from: '["dose"]',
    to: '["predicted"]',
    code: 'column-name-reserved',
    message: "The column 'predicted' has the name of the predicted value; formulas call it 'input predicted'.",
    marked: '"predicted"',
    severity: 'information',
  },
  {
    from: '["dose"]',
    to: '["effectiveness"]',
    code: 'column-input-and-output',
    message: "The column 'effectiveness' is an input too: the network is given the answer.",
    marked: '"effectiveness"',
    severity: 'warning',
  },
  {
    from: '["dose"]',
    to: '["⟨dose⟩"]',
    code: 'column-name-marks',
    message: "The column name '⟨dose⟩' may not contain ⟨ or ⟩: formulas use them.",
    marked: '"⟨dose⟩"',
  },
  {
    from: '"learningRate": 0.1',
    to: '"learningRate": 0.1, "momentum": 0.9',
    code: 'setting-unused',
    message: "'momentum' has no effect: gradientDescent reads learningRate and l2. It is a setting of momentum.",
    marked: '"momentum"',
    mended: '"learningRate": 0.1',
    severity: 'warning',
  },
  {
    from: '"batchSize": "full"',
    to: '"shuffle": true',
    code: 'shuffle-unused',
    message: "'shuffle' has no effect: every batch is the full data, whose order does not matter. Give a 'batchSize'.",
    marked: '"shuffle"',
    severity: 'information',
  },
  {
    from: '"loss": "ssr"',
    to: '"los": 1, "loss": "ssr"',
    code: 'unknown-property',
    message:
      "Unknown property 'los'. Known are name, dataset, inputs, outputs, layers, loss, optimizer, training, trainable.",
    marked: '"los"',
    severity: 'warning',
  },
  {
    from: '"biases": [0] }',
    to: '"biases": [0], "activaton": 1 }',
    code: 'unknown-property',
    message:
      "Unknown property 'activaton' of layer 2. Known are units, activation, weights, biases, bias, init, neurons.",
    marked: '"activaton"',
    severity: 'warning',
  },
  {
    from: '"updates": 1000',
    to: '"udpates": 1000',
    code: 'unknown-property',
    message: "Unknown property 'udpates' of 'training'. Did you mean 'updates'?",
    marked: '"udpates"',
    mended: '"updates": 1000',
    severity: 'warning',
  },
  {
    from: '"learningRate": 0.1',
    to: '"lr": 0.1',
    code: 'unknown-property',
    message: "Unknown property 'lr' of the optimizer. Did you mean 'learningRate'?",
    marked: '"lr"',
    mended: '"learningRate": 0.1',
    severity: 'warning',
  },
];

const numbers: Row[] = [
  {
    from: '3.34',
    to: '1e999',
    code: 'number-overflow',
    message: '1e999 is too large for a number here: the largest is about 1.8e308.',
    marked: '1e999',
  },
  {
    from: '0.57',
    to: '-1e400',
    code: 'number-overflow',
    message: '-1e400 is too large for a number here: the largest is about 1.8e308.',
    marked: '-1e400',
  },
  {
    from: '3.34',
    to: '1e-999',
    code: 'number-underflow',
    message: '1e-999 is too small for a number here: it is read as 0.',
    marked: '1e-999',
    severity: 'warning',
  },
  {
    from: '3.34',
    to: 'NaN',
    code: 'number-not-finite',
    message: 'NaN is not a number here: a finite one is expected.',
    marked: 'NaN',
  },
  {
    from: '3.34',
    to: '-Infinity',
    code: 'number-not-finite',
    message: '-Infinity is not a number here: a finite one is expected.',
    marked: '-Infinity',
  },
  {
    from: '"learningRate": 0.1',
    to: '"learningRate": .1',
    code: 'syntax-number',
    message: "'.1' is not how JSON writes a number: 0.1 is.",
    marked: '.1',
    mended: '"learningRate": 0.1',
  },
  {
    from: '1000',
    to: '1_000',
    code: 'syntax-number',
    message: "'1_000' is not how JSON writes a number: 1000 is.",
    marked: '1_000',
    mended: '1000',
  },
  {
    from: '"ssr"',
    to: 'ssr',
    code: 'syntax-symbol',
    message: "'ssr' must stand in double quotes.",
    marked: 'ssr',
    mended: '"ssr"',
  },
];

const datasets: Row[] = [
  {
    from: '"dosage.csv"',
    to: '"/etc/passwd"',
    code: 'dataset-absolute',
    message: 'The path of the dataset must be relative to this file.',
    marked: '"/etc/passwd"',
  },
  {
    from: '"dosage.csv"',
    to: '"https://example.org/a.csv"',
    code: 'dataset-url',
    message: 'The dataset must be a file of the workspace, not a URL.',
    marked: '"https://example.org/a.csv"',
  },
  {
    from: '"dosage.csv"',
    to: '"data\\\\dosage.csv"',
    code: 'dataset-backslash',
    message: "Folders are separated by '/' in the path of the dataset: 'data/dosage.csv'.",
    marked: '"data\\\\dosage.csv"',
    mended: '"data/dosage.csv"',
  },
  {
    from: '"dosage.csv"',
    to: '"dosage.xlsx"',
    code: 'dataset-format',
    message: "A dataset ends in .csv, .tsv, .json, .jsonl or .ndjson; 'dosage.xlsx' does not.",
    marked: '"dosage.xlsx"',
  },
  {
    from: '"dosage.csv"',
    to: '{ "file": "dosage.csv", "columns": ["dose", "effectiveness"] }',
    code: 'dataset-columns-and-header',
    message: '\'columns\' names the columns of a file without a header: add "header": false, or leave it out.',
    marked: '"columns"',
  },
  {
    from: '"dosage.csv"',
    to: '{ "file": "dosage.json", "delimiter": ";" }',
    code: 'dataset-option-unused',
    message: "'delimiter' has no effect: only .csv and .tsv files have one.",
    marked: '"delimiter"',
    severity: 'warning',
  },
  {
    from: '"dosage.csv"',
    to: '{ "columns": ["dose", "effectiveness"], "rows": [[0, 0], [0.5, 1, 2]] }',
    code: 'row-length',
    message: 'Row 2 of the dataset has 3 cells; there are 2 columns (dose, effectiveness).',
    marked: '[0.5, 1, 2]',
  },
  {
    from: '"dosage.csv"',
    to: '{ "columns": ["dose", "effectiveness", "dose"], "rows": [[0, 0, 1]] }',
    code: 'column-name-twice',
    message: "Two columns of the dataset are called 'dose'.",
    marked: '"dose"',
  },
];

describe('parseNetwork', () => {
  it('reads the article’s network without a problem', () => {
    const { document, problems } = parseNetwork(article);
    assert.deepEqual(problems, []);
    assert.deepEqual(document?.layers[0].weights, [[3.34], [-3.53]]);
    assert.equal(document?.network?.parameterCount, 7);
    assert.deepEqual(document?.trainable, ['w3', 'w4', 'b3']);
  });

  it('fills in the defaults of format.md', () => {
    const short = `{ "dataset": "a.csv", "inputs": ["a"], "outputs": ["b"], "layers": [{ "units": 1, "activation": "identity" }],
      "loss": "ssr", "optimizer": { "type": "adam" } }`;
    const { document } = parseNetwork(short);
    assert.deepEqual(document?.training, {
      batchSize: 'full',
      shuffle: false,
      seed: 0,
      updates: null,
      epochs: null,
      stopWhen: {},
    });
    // PyTorch's defaults: https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html
    const { learningRate, beta1, beta2, epsilon, weightDecay, l2 } = document.optimizer;
    assert.deepEqual([learningRate, beta1, beta2, epsilon, weightDecay, l2], [0.001, 0.9, 0.999, 1e-8, 0, 0]);
    assert.equal(document.trainable, null);
    assert.equal(document.layers[0].bias, true);
    assert.equal(document.layers[0].weights, null);
  });

  it('allows comments and trailing commas', () => {
    const { problems } = parseNetwork(article.replace('"dose"]', '"dose", /* mg */ ]').replace('{\n', '{ // begins\n'));
    assert.deepEqual(problems, []);
  });

  for (const [title, rows] of Object.entries({ structure, meaning, numbers, datasets })) {
    describe(`says what is wrong: ${title}`, () => {
      for (const row of rows) {
        it(`${row.code}: ${row.to || `without ${row.from.trim()}`}`, () => {
          const text = spoil(article, row.from, row.to);
          const problem = onlyProblem(text);
          assert.equal(problem.code, row.code);
          assert.equal(problem.message, row.message);
          assert.equal(problem.severity, row.severity ?? 'error');
          assert.equal(marked(text, problem), row.marked);
          if (row.mended === undefined) return;
          assert.ok(problem.fix, 'a quick fix');
          assert.equal(fixed(text, problem.fix), spoil(article, row.from, row.mended ?? ''));
        });
      }
    });
  }

  it('counts a byte-order mark as a blank', () => {
    const text = `\uFEFF${spoil(article, '"ssr"', '"srr"')}`;
    assert.equal(marked(text, onlyProblem(text)), '"srr"');
  });

  it('offers no document while there is an error, and one while there are only warnings', () => {
    assert.equal(parseNetwork(spoil(article, '"ssr"', '"sssr"')).document, null);
    assert.notEqual(parseNetwork(spoil(article, '"loss"', '"los": 1, "loss"')).document, null);
  });

  it('reports all problems at once, in the order of the text', () => {
    let text = spoil(article, '"softplus"', '"sofplus"');
    text = spoil(text, '[-1.43, 0.57]', '[-1.43]');
    text = spoil(text, '"learningRate": 0.1', '"learningRate": -1, "lerningRate": 2');
    text = spoil(text, '"b3"', '"b9"');
    assert.deepEqual(
      parseNetwork(text).problems.map(({ code }) => code),
      ['unknown-name', 'biases-length', 'value-out-of-range', 'unknown-property', 'unknown-parameter'],
    );
  });

  it('marks what the JSON schema shows as well, and only that', () => {
    const structural = (from: string, to: string) => onlyProblem(spoil(article, from, to)).structural ?? false;
    assert.equal(structural('"learningRate": 0.1', '"learningRate": "x"'), true);
    assert.equal(structural('  "loss": "ssr",\n', ''), true);
    assert.equal(structural('"ssr"', 'ssr'), true);
    assert.equal(structural('[[0.36, 0.63]]', '[[0.36]]'), false);
    assert.equal(structural('0.57', '1e999'), false);
    assert.equal(structural('"updates"', '"udpates"'), false);
  });

  it('tells of an empty file in one sentence', () => {
    for (const text of ['', '  \n', '// nothing yet\n']) {
      const problem = onlyProblem(text);
      assert.equal(problem.message, 'There is no network in this file yet.');
    }
  });

  it('does not call missing what a half-written file has not reached yet', () => {
    const { problems } = parseNetwork('{ "dataset": "dosage.csv", "inputs": ["dose"');
    assert.ok(problems.length > 0);
    assert.ok(problems.every(({ code }) => code.startsWith('syntax-')));
  });

  it('counts problems beyond 200 instead of showing them', () => {
    const bad = new Array<string>(500).fill('"x"').join(', ');
    const { problems } = parseNetwork(spoil(article, '[0.36, 0.63]', `[${bad}]`));
    assert.equal(problems.length, 201);
    assert.match(problems[200].message, /^30[01] more problems are not shown\.$/);
  });

  it('keeps the first twenty wrong rows apart and counts the rest', () => {
    const rows = new Array<string>(30).fill('[1, 2]').join(', ');
    const text = spoil(
      spoil(article, '[[3.34], [-3.53]], "biases": [-1.43, 0.57]', `[${rows}]`),
      '[[0.36, 0.63]]',
      '[[1]]',
    );
    const codes = parseNetwork(text).problems.filter(({ path }) => path?.[1] === 0);
    assert.equal(codes.length, 21);
    assert.match(codes[20].message, /^10 more neurons of layer 1 /);
  });
});

describe('quick fixes', () => {
  const mends: [title: string, from: string, to: string, result: string][] = [
    ['a loss where it is missing', '  "loss": "ssr",\n', '', '"trainable": ["w3", "w4", "b3"],\n  "loss": "ssr"\n}'],
    [
      'the activation that the loss needs',
      '"ssr"',
      '"crossEntropy"',
      '{ "activation": "softmax", "weights": [[0.36, 0.63]], "biases": [0] }',
    ],
    ['the loss that the activation needs', '"identity"', '"softmax"', '"loss": "crossEntropy"'],
    ['units that the outputs need', '"weights": [[0.36, 0.63]], "biases": [0]', '"units": 4', '"units": 1'],
  ];
  for (const [title, from, to, result] of mends) {
    it(title, () => {
      const text = spoil(article, from, to);
      const problem = onlyProblem(text);
      assert.ok(problem.fix);
      assert.ok(fixed(text, problem.fix).includes(result), fixed(text, problem.fix));
    });
  }

  it('adds cross-entropy where softmax is last and the loss is missing', () => {
    const text = spoil(spoil(article, '"identity"', '"softmax"'), '  "loss": "ssr",\n', '');
    const problem = parseNetwork(text).problems.find(({ code }) => code === 'missing-property');
    assert.ok(problem?.fix);
    assert.match(fixed(text, problem.fix), /"loss": "crossEntropy"/);
  });

  it('each takes its own problem away', () => {
    for (const { from, to, code } of [...structure, ...meaning, ...numbers, ...datasets]) {
      const text = spoil(article, from, to);
      const problem = parseNetwork(text).problems.find((candidate) => candidate.code === code);
      if (!problem?.fix) continue;
      const after = parseNetwork(fixed(text, problem.fix)).problems;
      assert.ok(!after.some((other) => other.code === code && other.message === problem.message), `${code}: ${to}`);
    }
  });
});
