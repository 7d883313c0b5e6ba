import assert from 'node:assert/strict';
import { derive } from '../../../src/core/derivation';
import { MATRIX_FORM_ABOVE, Network } from '../../../src/core/network';
import { tanh } from '../../../src/core/tanh';
import { completeSettings } from '../../../src/core/optimizers';
import { articleNetwork, buildNetwork } from './sampleNetworks';

/** 2 inputs; 2 tanh neurons without biases, 1 sigmoid neuron, 2 softplus outputs. */
const mixed = buildNetwork({
  inputs: 2,
  layers: [
    { units: 2, activation: 'tanh', bias: false },
    { units: 1, activation: 'sigmoid' },
    { units: 2, activation: 'softplus' },
  ],
  loss: 'ssr',
});

/** 16·12 + 12 + 12·2 = 228 parameters, without biases in the last layer. */
const large = buildNetwork({
  inputs: 16,
  layers: [
    { units: 12, activation: 'relu' },
    { units: 2, activation: 'softmax', bias: false },
  ],
  loss: 'crossEntropy',
});

describe('network', () => {
  it('counts the parameters of the article as the article does', () => {
    const names = [...articleNetwork.parameters()].map(({ name }) => name);
    assert.deepEqual(names, ['w1', 'b1', 'w2', 'b2', 'w3', 'w4', 'b3']);
    assert.equal(articleNetwork.parameterCount, 7);
    assert.equal(articleNetwork.weightCount, 4);
    assert.equal(articleNetwork.biasCount, 3);
  });

  it('lays each layer out as its weights by rows, then its biases', () => {
    const byOffset = [...articleNetwork.parameters()].sort((a, b) => a.offset - b.offset).map(({ name }) => name);
    assert.deepEqual(byOffset, ['w1', 'w2', 'b1', 'b2', 'w3', 'w4', 'b3']);
    const mixedByOffset = [...mixed.parameters()].sort((a, b) => a.offset - b.offset).map(({ name }) => name);
    assert.deepEqual(mixedByOffset, ['w1', 'w2', 'w3', 'w4', 'w5', 'w6', 'b1', 'w7', 'w8', 'b2', 'b3']);
  });

  describe('parameters where some layers have no biases', () => {
    const rows: [string, string, number, number, number][] = [
      // name, matrix name, layer, neuron, input
      ['w1', 'W[1][1,1]', 0, 0, 0],
      ['w4', 'W[1][2,2]', 0, 1, 1],
      ['w5', 'W[2][1,1]', 1, 0, 0],
      ['w6', 'W[2][1,2]', 1, 0, 1],
      ['b1', 'b[2][1]', 1, 0, -1],
      ['w8', 'W[3][2,1]', 2, 1, 0],
      ['b3', 'b[3][2]', 2, 1, -1],
    ];
    for (const [name, matrixName, layer, neuron, input] of rows) {
      it(`${name} is ${matrixName}`, () => {
        const parameter = mixed.parameterByName(name)!;
        const { kind, offset, ...place } = parameter;
        assert.deepEqual(place, { name, matrixName, layer, neuron, input });
        assert.equal(kind, input < 0 ? 'bias' : 'weight');
        assert.deepEqual(mixed.parameterByName(matrixName), parameter);
        assert.deepEqual(mixed.parameterAt(offset), parameter);
      });
    }
  });

  it('finds every parameter again by its names and its offset', () => {
    for (const network of [articleNetwork, mixed, large]) {
      const all = [...network.parameters()];
      assert.equal(all.length, network.parameterCount);
      assert.equal(new Set(all.map(({ offset }) => offset)).size, network.parameterCount);
      for (const parameter of all) {
        assert.deepEqual(network.parameterAt(parameter.offset), parameter);
        assert.deepEqual(network.parameterByName(parameter.name), parameter);
        assert.deepEqual(network.parameterByName(parameter.matrixName), parameter);
      }
    }
  });

  describe('names that there are not', () => {
    const none = [
      'w0',
      'w9',
      'w01',
      'b0',
      'b4',
      'x1',
      'w',
      '',
      'W1',
      'w1 ',
      'w-1',
      'W[1][1]',
      'b[1][1]',
      'b[2][1,1]',
      'b[2][2]',
      'W[0][1,1]',
      'W[4][1,1]',
      'W[1][3,1]',
      'W[1][1,3]',
      'W[1][0,1]',
      'W[1][1,0]',
    ];
    for (const name of none) {
      it(`'${name}'`, () => assert.equal(mixed.parameterByName(name), undefined));
    }

    it('offsets outside the array are an error', () => {
      assert.throws(() => mixed.parameterAt(-1), RangeError);
      assert.throws(() => mixed.parameterAt(mixed.parameterCount), RangeError);
    });
  });

  describe('names of neurons', () => {
    const named = (network: Network) =>
      network.layers.map(({ index, units }) =>
        Array.from({ length: units }, (_, neuron) => [
          network.preActivationName(index, neuron),
          network.activationName(index, neuron),
        ]),
      );

    it('in the article: x1, y1, …, and predicted for an output with identity', () => {
      assert.deepEqual(named(articleNetwork), [
        [
          ['x1', 'y1'],
          ['x2', 'y2'],
        ],
        [['predicted', 'predicted']],
      ]);
      assert.equal(articleNetwork.inputName(0, 0), 'dose');
      assert.equal(articleNetwork.inputName(1, 1), 'y2');
      assert.equal(articleNetwork.observedName(0), 'observed');
      assert.equal(articleNetwork.residualName(0), 'residual');
    });

    it('count through hidden layers; outputs with an activation are z1, predicted1, …', () => {
      assert.deepEqual(named(mixed), [
        [
          ['x1', 'y1'],
          ['x2', 'y2'],
        ],
        [['x3', 'y3']],
        [
          ['z1', 'predicted1'],
          ['z2', 'predicted2'],
        ],
      ]);
      assert.equal(mixed.observedName(1), 'observed2');
    });

    it('a single output with an activation is z and predicted', () => {
      const network = buildNetwork({ inputs: 1, layers: [{ units: 1, activation: 'sigmoid' }], loss: 'halfSsr' });
      assert.deepEqual(named(network), [[['z', 'predicted']]]);
    });

    it('in the matrix form: z[l][j] and a[l][j]', () => {
      assert.equal(large.preActivationName(0, 2), 'z[1][3]');
      assert.equal(large.activationName(0, 2), 'a[1][3]');
      assert.equal(large.preActivationName(1, 1), 'z[2][2]');
      assert.equal(large.activationName(1, 1), 'predicted2');
      assert.equal(large.inputName(0, 15), 'a[0][16]');
      assert.equal(large.inputName(1, 0), 'a[1][1]');
    });
  });

  it(`leads with the matrix names above ${MATRIX_FORM_ABOVE} parameters`, () => {
    // A layer of n inputs and one neuron has n + 1 parameters.
    const withParameters = (count: number) =>
      buildNetwork({ inputs: count - 1, layers: [{ units: 1, activation: 'identity' }], loss: 'ssr' });
    const [at, above] = [withParameters(MATRIX_FORM_ABOVE), withParameters(MATRIX_FORM_ABOVE + 1)];
    assert.equal(at.displayName(at.weight(0, 0, 2)), 'w3');
    assert.equal(above.displayName(above.weight(0, 0, 2)), 'W[1][1,3]');
    assert.equal(above.displayName(above.bias(0, 0)), 'b[1][1]');
  });
});

describe('a data column with the name of something in the network', () => {
  const columns = ['x1', 'w2', 'predicted', 'SSR', 'x3', 'dose'];
  const layers = [
    { units: 2, activation: 'tanh', bias: true },
    { units: 1, activation: 'identity', bias: true },
  ] as const;

  it('is told apart from it in formulas', () => {
    const network = new Network({ inputs: columns, outputs: ['effect'], layers, loss: 'ssr' });
    assert.deepEqual(
      columns.map((_, i) => network.inputName(0, i)),
      ['input x1', 'input w2', 'input predicted', 'input SSR', 'x3', 'dose'],
    );
    assert.deepEqual(network.inputs, columns);
  });

  it('keeps its own numbers in an explanation', () => {
    const network = new Network({ inputs: ['x1'], outputs: ['effect'], layers, loss: 'ssr' });
    const state = {
      network,
      trainable: new Uint8Array(network.parameterCount).fill(1),
      data: { count: 1, inputs: Float64Array.of(0.25), outputs: Float64Array.of(1) },
      rows: Int32Array.of(0),
      parameters: Float64Array.from({ length: network.parameterCount }, (_, i) => 0.5 - 0.1 * i),
      optimizer: { settings: completeSettings({ type: 'gradientDescent', learningRate: 0.1 }), step: 1, state: [] },
    };
    const [sample] = derive(state, 'w1').samples;
    assert.equal(sample.values['input x1'], 0.25);
    assert.equal(sample.values['y1'], tanh(0.25 * 0.5 + 0.3));
  });
});
