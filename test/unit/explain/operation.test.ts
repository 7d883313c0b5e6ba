// Operations as lines: what the tape computes, in symbols and numbers, and as it is announced.
import assert from 'node:assert/strict';
import katex from 'katex';
import { Tape } from '../../../src/core/tape';
import { texFormula, unicodeText } from '../../../src/explain/formula';
import { announceOperation, operationFormula } from '../../../src/explain/operation';
import { articleState, randomState } from './cases';
import { buildNetwork } from '../core/sampleNetworks';

const tape = new Tape(articleState);

/** The operation of a target in the second sample, or in the update. */
const operation = (target: string) => tape.operation(tape.indexOf(target, /^[wb]\d/.test(target) ? -1 : 1));

describe('an operation', () => {
  const rows: readonly [target: string, line: string, spoken: string][] = [
    ['x1', 'x₁ = dose·w₁ + b₁ = 0.5·3.34 + (−1.43) = 0.2400', 'x 1, sample 2: 0.2400.'],
    ['y1', 'y₁ = softplus(x₁) = softplus(0.24) = 0.8203', 'y 1, sample 2: 0.8203.'],
    ['residual', 'residual = observed − predicted = 1 − 0.4619 = 0.5381', 'residual, sample 2: 0.5381.'],
    [
      'dSSR/dw3',
      'dSSR/dw₃ += dSSR/dpredicted · y₁ = −1.0762 · 0.8203 = −0.8828',
      'd SSR over d w 3, sample 2: −0.8828. So far −0.5744.',
    ],
    ['w3', 'w₃ −= learning rate · dSSR/dw₃ = 0.1 · 2.5761, so w₃ = 0.1024', 'w 3: 0.1024.'],
  ];
  for (const [target, line, spoken] of rows) {
    it(`is written: ${line}`, () => {
      assert.equal(unicodeText(operationFormula(operation(target)).plain), line);
      assert.equal(announceOperation(operation(target)), spoken);
    });
  }

  it('is well formed, each one of an update', () => {
    const network = buildNetwork({
      inputs: 2,
      layers: [
        { units: 3, activation: 'relu' },
        { units: 2, activation: 'softmax' },
      ],
      loss: 'crossEntropy',
    });
    const all = new Tape(randomState(network, 2, 5, { type: 'adam', learningRate: 0.1, l2: 0.01 }));
    for (let index = 0; index < all.count; index++) {
      const formula = operationFormula(all.operation(index));
      assert.doesNotMatch(unicodeText(formula.plain), /[⟨⟩]|undefined|NaN/);
      assert.doesNotThrow(() => katex.renderToString(texFormula(formula), { throwOnError: true, strict: 'error' }));
      assert.match(announceOperation(all.operation(index)), /: −?[\d.·⁻⁰¹²³⁴-⁹]+\./);
    }
  });
});
