// The matrix notation: every name of a network, and a whole derivation in it, agrees with the core's own matrix names.
import { deepEqual, equal } from 'node:assert/strict';
import { losses } from '../../../src/core/losses';
import { Network } from '../../../src/core/network';
import { matrixNotation, notedIn, renamedData, renamedMarks, type NamedNetwork } from '../../../src/explain/notation';

const identity = { units: 2, activation: 'identity', bias: true } as const;

const network = new Network({
  inputs: ['dose', 'x9'],
  outputs: ['effect', 'side'],
  layers: [{ units: 2, activation: 'tanh', bias: true }, { units: 3, activation: 'relu', bias: false }, identity],
  loss: 'ssr',
});

const named = (shape: Network): NamedNetwork => ({ ...shape, loss: losses[shape.loss].short });

describe('the matrix notation', () => {
  const rename = matrixNotation(named(network));

  it('has the core’s own matrix name for every parameter', () => {
    for (const { name, matrixName } of network.parameters()) equal(rename(name), matrixName);
  });

  for (const [name, expected] of [
    ['x1', 'z[1][1]'],
    ['y2', 'a[1][2]'],
    ['x5', 'z[2][3]'],
    ['y3', 'a[2][1]'],
    ['dSSR/dx5', 'δ[2][3]'],
    ['dSSR/dpredicted2', 'δ[3][2]'],
    ['dSSR/dy3', 'dSSR/da[2][1]'],
    ['dSSR/dw1', 'dSSR/dW[1][1,1]'],
    ['dx3/dy1', 'dz[2][1]/da[1][1]'],
    ['old w5', 'old W[2][1,1]'],
    ['new b2', 'new b[1][2]'],
    ['predicted1', 'predicted1'],
    ['observed2', 'observed2'],
    ['dose', 'dose'],
    ['SSR', 'SSR'],
    ['x9', 'x9'],
    ['w99', 'w99'],
    ['dist/day', 'dist/day'],
    ['step size', 'step size'],
  ] as const) {
    it(`calls ${name} ${expected}`, () => equal(rename(name), expected));
  }

  it('calls an output before its activation z, one and several', () => {
    const layers = (units: number) => [{ units, inputs: 1, bias: true, activation: 'sigmoid' }];
    equal(matrixNotation({ loss: 'BCE', layers: layers(1) })('z'), 'z[1][1]');
    equal(matrixNotation({ loss: 'BCE', layers: layers(1) })('dBCE/dz'), 'δ[1][1]');
    equal(matrixNotation({ loss: 'CE', layers: layers(3) })('z3'), 'z[1][3]');
    equal(matrixNotation({ loss: 'CE', layers: layers(3) })('dCE/dz3'), 'δ[1][3]');
  });

  it('leaves the names of a large network, and of the article’s notation, alone', () => {
    const layer = { units: 30, activation: 'tanh', bias: true } as const;
    const large = new Network({ ...network, layers: [layer, { ...layer, units: 2, activation: 'identity' }] });
    equal(notedIn('matrix', network)('w5'), 'W[2][1,1]');
    equal(notedIn('article', network)('w5'), 'w5');
    equal(large.matrixForm, false);
    const larger = new Network({ ...network, layers: [layer, layer, { ...layer, units: 2, activation: 'identity' }] });
    equal(notedIn('matrix', larger)('w5'), 'w5');
  });

  it('renames what stands between the marks, and nothing else', () => {
    equal(renamedMarks('⟨y1⟩·⟨w3⟩ and w3, ⟨dose⟩', rename), '⟨a[1][1]⟩·⟨W[1][2,1]⟩ and w3, ⟨dose⟩');
  });

  it('renames plain data through and through, keys too', () => {
    const data = {
      name: 'w1',
      paths: [{ nodes: ['SSR', 'x1'], letter: 'a' }],
      values: { y1: 0.5, dose: 1 },
      value: NaN,
    };
    deepEqual(renamedData(data, rename), {
      name: 'W[1][1,1]',
      paths: [{ nodes: ['SSR', 'z[1][1]'], letter: 'a' }],
      values: { 'a[1][1]': 0.5, dose: 1 },
      value: NaN,
    });
  });
});
