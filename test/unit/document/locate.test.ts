import assert from 'node:assert/strict';
import { parseNetwork } from '../../../src/document/parse';
import { locate, nodeAt, rangeOfParameter } from '../../../src/document/locate';
import { article, load } from './support';

const text = `{ // comment
  "name": "Demo",
  "dataset": { "file": "iris.csv", "normalize": "standard", "validation": 0.2 },
  "inputs": ["petal", { "column": "color", "oneHot": ["red", "blue"] }],
  "outputs": ["width"],
  "layers": [
    { "activation": "tanh", "weights": [[1.25, -2, 3e-1], [4, 5, 6]], "biases": [0.5, -0.25], "neurons": ["top", "bottom"] },
    { "units": 1, "activation": "identity", "init": "heNormal", "bias": false }
  ],
  "loss": "mse",
  "optimizer": { "type": "adam", "learningRate": 0.01 },
  "training": { "batchSize": 16, "stopWhen": { "lossBelow": 0.125 } },
  "trainable": ["w1", "w99"]
}`;
const parsed = parseNetwork(text);

/** What is at the first character of a piece of text (the n-th one that is equal). */
function at(piece: string, occurrence = 1) {
  let offset = -1;
  for (let i = 0; i < occurrence; i++) offset = text.indexOf(piece, offset + 1);
  assert.ok(offset >= 0, piece);
  const found = nodeAt(parsed, offset);
  assert.ok(found, piece);
  return { ...found, text: text.slice(found.range.offset, found.range.offset + found.range.length) };
}

describe('nodeAt', () => {
  const rows: [piece: string, expected: Record<string, unknown>, occurrence?: number][] = [
    ['"Demo"', { kind: 'name', value: 'Demo', text: '"Demo"' }],
    ['"iris.csv"', { kind: 'dataset', text: '"iris.csv"' }],
    ['"standard"', { kind: 'datasetSetting', property: 'normalize', value: 'standard' }],
    ['0.2', { kind: 'datasetSetting', property: 'validation', value: 0.2, text: '0.2' }],
    ['"petal"', { kind: 'column', role: 'input', index: 0, column: 'petal' }],
    ['{ "column"', { kind: 'column', role: 'input', index: 1, column: 'color' }],
    ['"color"', { kind: 'column', role: 'input', index: 1, column: 'color', text: '"color"' }],
    ['"blue"', { kind: 'category', role: 'input', index: 1, column: 'color', category: 'blue' }],
    ['"width"', { kind: 'column', role: 'output', index: 0, column: 'width' }],
    ['{ "activation"', { kind: 'layer', layer: 0 }],
    ['"tanh"', { kind: 'activation', layer: 0, name: 'tanh', text: '"tanh"' }],
    ['1.25', { kind: 'weight', layer: 0, neuron: 0, input: 0, value: 1.25, text: '1.25' }],
    ['-2', { kind: 'weight', layer: 0, neuron: 0, input: 1, value: -2, text: '-2' }],
    ['3e-1', { kind: 'weight', layer: 0, neuron: 0, input: 2, value: 0.3, text: '3e-1' }],
    ['6]', { kind: 'weight', layer: 0, neuron: 1, input: 2, value: 6, text: '6' }],
    ['-0.25', { kind: 'bias', layer: 0, neuron: 1, value: -0.25, text: '-0.25' }],
    ['"bottom"', { kind: 'neuron', layer: 0, neuron: 1, label: 'bottom' }],
    ['1, "activation"', { kind: 'layerSetting', layer: 1, property: 'units', value: 1, text: '1' }],
    ['"heNormal"', { kind: 'init', layer: 1, name: 'heNormal' }],
    ['false', { kind: 'layerSetting', layer: 1, property: 'bias', value: false }],
    ['"mse"', { kind: 'loss', name: 'mse' }],
    ['"adam"', { kind: 'optimizer', name: 'adam' }],
    ['0.01', { kind: 'optimizerSetting', property: 'learningRate', value: 0.01 }],
    ['16', { kind: 'trainingSetting', property: 'batchSize', value: 16 }],
    ['0.125', { kind: 'trainingSetting', property: 'lossBelow', value: 0.125 }],
    ['"w1"', { kind: 'trainable', index: 0, name: 'w1' }],
    ['"activation"', { kind: 'property', property: 'activation', layer: 0, text: '"activation"' }],
    ['"activation"', { kind: 'property', property: 'activation', layer: 1 }, 2],
    ['"weights"', { kind: 'property', property: 'weights', layer: 0 }],
    ['"loss"', { kind: 'property', property: 'loss', layer: null }],
    ['"stopWhen"', { kind: 'property', property: 'stopWhen', layer: null }],
    [', -2', { kind: 'other' }],
    ['[1.25', { kind: 'other' }],
  ];
  for (const [piece, expected, occurrence] of rows) {
    it(`${piece}: ${String(expected.kind)}`, () => {
      const found: Record<string, unknown> = at(piece, occurrence);
      for (const [key, value] of Object.entries(expected)) assert.deepEqual(found[key], value, key);
    });
  }

  it('names the parameter of a number', () => {
    const names = ['1.25', '6]', '-0.25'].map((piece) => {
      const found = at(piece);
      return found.kind === 'weight' || found.kind === 'bias' ? found.parameter?.name : undefined;
    });
    assert.deepEqual(names, ['w1', 'w6', 'b2']);
    const [known, unknown] = [at('"w1"'), at('"w99"')];
    assert.equal(known.kind === 'trainable' && known.parameter?.name, 'w1', 'although the file has an error');
    assert.equal(unknown.kind === 'trainable' && unknown.parameter, null);
  });

  it('ends where a value ends, and is null outside of the network', () => {
    const start = text.indexOf('1.25');
    const kinds = [-1, 0, 3, 4].map((shift) => nodeAt(parsed, start + shift)?.kind);
    assert.deepEqual(kinds, ['other', 'weight', 'weight', 'other']);
    assert.equal(nodeAt(parsed, text.length), null);
    assert.equal(nodeAt(parseNetwork('// nothing\n'), 3), null);
  });

  it('leaves a text value that is of another kind than belongs there', () => {
    const broken = parseNetwork('{ "layers": [{ "weights": [["x"]], "activation": 5 }] }');
    assert.equal(nodeAt(broken, broken.text.indexOf('"x"'))?.kind, 'other');
    assert.equal(nodeAt(broken, broken.text.indexOf('5'))?.kind, 'other');
  });
});

describe('rangeOfParameter', () => {
  it('finds the number of every parameter, and back', () => {
    const network = parseNetwork(article);
    const numbers = Array.from({ length: 7 }, (_, offset) => {
      const range = rangeOfParameter(network, offset)!;
      const found = nodeAt(network, range.offset);
      assert.ok(found?.kind === 'weight' || found?.kind === 'bias');
      assert.equal(found.parameter?.offset, offset);
      return article.slice(range.offset, range.offset + range.length);
    });
    assert.deepEqual(numbers, ['3.34', '-3.53', '-1.43', '0.57', '0.36', '0.63', '0']);
    assert.equal(rangeOfParameter(network, 7), null);
    assert.equal(rangeOfParameter(network, -1), null);
  });

  it('is null where the number is drawn', () => {
    const drawn = parseNetwork(article.replace('"weights": [[0.36, 0.63]], "biases": [0]', '"units": 1'));
    assert.deepEqual(drawn.problems, []);
    assert.deepEqual(
      [4, 6].map((offset) => rangeOfParameter(drawn, offset)),
      [null, null],
    );
    assert.notEqual(rangeOfParameter(drawn, 0), null);
  });

  it('takes the network that the data have told', async () => {
    const oneHot = article
      .replace('["dose"]', '[{ "column": "dose", "oneHot": true }]')
      .replace('[[3.34], [-3.53]]', '[[1, 2, 3], [4, 5, 6]]');
    const { parsed: loaded, setup } = await load(oneHot);
    assert.equal(loaded.document?.network, null);
    const range = rangeOfParameter(loaded, 5, setup!.network)!;
    assert.equal(oneHot.slice(range.offset, range.offset + range.length), '6');
    const found = nodeAt(loaded, range.offset, setup!.network);
    assert.equal(found?.kind === 'weight' && found.parameter?.name, 'w6');
  });
});

describe('locate', () => {
  it('gives the range of the value at a path', () => {
    const range = locate(parsed.tree, ['layers', 0, 'weights', 1, 2])!;
    assert.equal(text.slice(range.offset, range.offset + range.length), '6');
    assert.equal(locate(parsed.tree, ['layers', 7]), null);
    assert.equal(locate(parsed.tree, ['name', 'x']), null);
    assert.equal(locate(null, []), null);
  });
});
