import assert from 'node:assert/strict';
import { didYouMean, editDistance } from '../../../../src/document/names/didYouMean';
import { placeName } from '../../../../src/document/names/placeNames';
import { synonyms } from '../../../../src/document/names/synonyms';
import { networkSchema } from '../../../../src/document/schema';
import { toJsonSchema } from '@valibot/to-json-schema';

describe('didYouMean', () => {
  const distances: [a: string, b: string, distance: number][] = [
    ['', '', 0],
    ['', 'abc', 3],
    ['kitten', 'sitting', 3],
    ['sofplus', 'softplus', 1],
    ['sotfplus', 'softplus', 1],
    ['ca', 'abc', 3],
    ['udpates', 'updates', 1],
  ];
  for (const [a, b, distance] of distances) {
    it(`${a || '(nothing)'} → ${b || '(nothing)'}: ${distance} edits`, () => {
      assert.equal(editDistance(a, b), distance);
      assert.equal(editDistance(b, a), distance);
    });
  }

  const columns = ['dose', 'effectiveness'];
  const activations = ['identity', 'relu', 'leakyRelu', 'softplus', 'sigmoid', 'tanh'];
  const settings = ['type', 'learningRate', 'momentum'];
  const rows: [found: string, names: string[], meant: string | undefined][] = [
    ['dosage', columns, 'dose'],
    ['Dose', columns, 'dose'],
    ['efectiveness', columns, 'effectiveness'],
    ['weight', columns, undefined],
    ['sofplus', activations, 'softplus'],
    ['ReLU', activations, 'relu'],
    ['leaky_relu', activations, 'leakyRelu'],
    ['linear', activations, 'identity'],
    ['logistic', activations, 'sigmoid'],
    ['learning_rate', settings, 'learningRate'],
    ['learning-rate', settings, 'learningRate'],
    ['lr', settings, 'learningRate'],
    ['lr', columns, undefined],
    ['constructor', columns, undefined],
    ['', columns, undefined],
    ['_', columns, undefined],
    ['x', ['y'], undefined],
  ];
  for (const [found, names, meant] of rows) {
    it(`${found || '(nothing)'} among ${names.join(', ')}: ${meant ?? 'nothing'}`, () => {
      assert.equal(didYouMean(found, names), meant);
    });
  }

  it('knows synonyms only of names that there are', () => {
    const schema = JSON.stringify(toJsonSchema(networkSchema));
    for (const [synonym, names] of Object.entries(synonyms)) {
      for (const name of names) assert.ok(schema.includes(`"${name}"`), `${synonym} → ${name}`);
    }
  });
});

describe('placeName', () => {
  const rows: [path: (string | number)[], name: string][] = [
    [[], 'the network'],
    [['loss'], "'loss'"],
    [['layers', 1], 'layer 2'],
    [['layers', 1, 'activation'], "'activation' of layer 2"],
    [['layers', 0, 'weights', 1, 2], 'weight 3 of neuron 2 of layer 1'],
    [['layers', 0, 'biases', 1], 'bias 2 of layer 1'],
    [['optimizer', 'learningRate'], "'learningRate' of the optimizer"],
    [['training', 'stopWhen', 'lossBelow'], "'lossBelow' of 'stopWhen' of 'training'"],
    [['dataset', 'rows', 4, 0], 'cell 1 of row 5 of the dataset'],
    [['inputs', 0, 'oneHot', 1], 'category 2 of input 1'],
    [['training', 3], "item 4 of 'training'"],
  ];
  for (const [path, name] of rows) it(name, () => assert.equal(placeName(path), name));
});
