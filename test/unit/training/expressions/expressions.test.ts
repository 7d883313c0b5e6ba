import { deepEqual, equal, ok, throws } from 'node:assert/strict';
import * as fc from 'fast-check';
import { Network } from '../../../../src/core/network';
import { completeSettings } from '../../../../src/core/optimizers';
import type { LossName } from '../../../../src/core/names';
import type { Setup } from '../../../../src/core/setup';
import { compileCondition, compileExpression } from '../../../../src/training/expressions/compileExpression';
import { ExpressionError } from '../../../../src/training/expressions/expressionError';
import { expressionNames } from '../../../../src/training/expressions/expressionNames';
import { article, batched } from '../setups';
import { scopeAt } from './scopes';

/** The article's numbers, worked out by hand for its second sample: dose 0.5, observed 1. */
const [w1, b1, w2, b2, w3, w4, b3] = [3.34, -1.43, -3.53, 0.57, 0.36, 0.63, 0];
const softplus = (x: number) => Math.log1p(Math.exp(x));
const sigmoid = (x: number) => 1 / (1 + Math.exp(-x));
const x1 = 0.5 * w1 + b1;
const x2 = 0.5 * w2 + b2;
const [y1, y2] = [softplus(x1), softplus(x2)];
const predicted = y1 * w3 + y2 * w4 + b3;
const residual = 1 - predicted;

/** Published, to four decimals. */
const SSR = 1.3977;
const dw3 = 2.5761;

/** A network of three classes and three columns whose names are no names. */
function classes(loss: LossName = 'crossEntropy'): Setup {
  const network = new Network({
    inputs: ['sepal length', 'w1', 'dose'],
    outputs: ['species=a', 'species=b', 'species=c'],
    layers: [
      { units: 2, activation: 'tanh', bias: true },
      { units: 3, activation: loss === 'crossEntropy' ? 'softmax' : 'identity', bias: true },
    ],
    loss,
  });
  return {
    name: 'classes',
    network,
    initial: Float64Array.from({ length: network.parameterCount }, (_, i) => Math.sin(i + 1)),
    trainable: new Uint8Array(network.parameterCount).fill(1),
    data: { count: 2, inputs: Float64Array.of(1, 2, 3, 4, 5, 6), outputs: Float64Array.of(1, 0, 0, 0, 0, 1) },
    optimizer: completeSettings({ type: 'gradientDescent', learningRate: 0.5 }),
    training: { batchSize: 'full', shuffle: false, seed: 0, updates: null, epochs: null, stopWhen: {} },
  };
}

const evaluate = (text: string, setup = article(), update = 0, position = 1) =>
  compileExpression(text, setup).evaluate(scopeAt(setup, update, position).scope);

describe('Expressions', () => {
  const values: readonly [text: string, value: number | boolean, tolerance?: number][] = [
    // Arithmetic, as in mathematics.
    ['1 + 2 * 3', 7],
    ['(1 + 2) * 3', 9],
    ['2 ** 3 ** 2', 512],
    ['-2 ** 2', -4],
    ['(-2) ** 2', 4],
    ['2 ** -1', 0.5],
    ['10 - 2 - 3', 5],
    ['12 / 3 / 2', 2],
    ['7 % 4', 3],
    ['1e-3', 0.001],
    ['1.5E+2', 150],
    ['.5 + 2.', 2.5],
    ['2 − 3', -1],
    ['2·3×4', 24],
    ['+3', 3],
    // Truth.
    ['1 < 2 && 2 < 3', true],
    ['1 > 2 || !(2 > 3)', true],
    ['1 > 2 || 1 > 3 && 1 < 2', false],
    ['1 ≤ 1 && 1 ≥ 1 && 1 ≠ 2', true],
    ['1 == 1', true],
    ['1 === 2', false],
    ['1 != 1', false],
    ['(1 < 2) == true', true],
    ['!true == false', true],
    ['isnan(0 / 0)', true],
    ['0 / 0 < 1', false],
    ['0 / 0 == 0 / 0', false],
    // Names of the update.
    ['w3', w3],
    ['w₃', w3],
    ['W[1][2,1]', w2],
    ['W[ 1 ][ 2 , 1 ]', w2],
    ['b[1][2]', b2],
    ['SSR', SSR, 5e-5],
    ['loss', SSR, 5e-5],
    ['L', SSR, 5e-5],
    ['dSSR/dw3', dw3, 5e-5],
    ['dL/dw3', dw3, 5e-5],
    ['dloss / dw3', dw3, 5e-5],
    ['dssr/dW[2][1,1]', dw3, 5e-5],
    ['abs(-dSSR/dw3) * 2', 2 * dw3, 1e-4],
    ['w3/w4', w3 / w4],
    ['w3 - learningRate * dSSR/dw3', 0.1024, 5e-5],
    ['learning rate', 0.1],
    ['update', 0],
    ['epoch', 0],
    ['batch', 1],
    // Names of the sample.
    ['sample', 2],
    ['dose', 0.5],
    ['effectiveness', 1],
    ['column("dose")', 0.5],
    ["column('effectiveness')", 1],
    ['a[0][1]', 0.5],
    ['x1', x1, 1e-14],
    ['z[1][2]', x2, 1e-14],
    ['y1', y1, 1e-14],
    ['a[1][2]', y2, 1e-14],
    ['predicted', predicted, 1e-14],
    ['observed', 1],
    ['residual', residual, 1e-14],
    ['residual ** 2', residual ** 2, 1e-14],
    ['dSSR/dpredicted', -2 * residual, 1e-14],
    ['dSSR/dy1', -2 * residual * w3, 1e-14],
    ['dSSR/dx1', -2 * residual * w3 * sigmoid(x1), 1e-14],
    ['δ[1][1]', -2 * residual * w3 * sigmoid(x1), 1e-14],
    ['delta[1][1]', -2 * residual * w3 * sigmoid(x1), 1e-14],
    ['dSSR/dz[1][1]', -2 * residual * w3 * sigmoid(x1), 1e-14],
    // Arrays.
    ['norm(W[1])', Math.hypot(w1, w2), 1e-14],
    ['max(b[1])', b2],
    ['min(b[1], w1, -9)', -9],
    ['mean(W[1], b[1])', (w1 + w2 + b1 + b2) / 4, 1e-14],
    ['max(abs(W[1]))', -w2],
    ['norm(W[1] - W[1])', 0],
    ['max(2 * b[1] + 1)', 2 * b2 + 1],
    ['[4, 5, 6][2]', 5],
    ['(W[1])[2, 1]', w2],
    ['b[1][update + 2]', b2],
    ['b[1][update]', NaN],
    ['norm(W[2][1])', Math.hypot(w3, w4), 1e-14],
    ['sqrt(4) + exp(0) + log(1)', 3],
    ['isnan(W[1])', false],
    ['isnan(log(W[1]))', true],
  ];
  for (const [text, expected, tolerance = 0] of values) {
    it(`${text} is ${expected}`, () => {
      const actual = evaluate(text);
      if (typeof expected === 'number' && tolerance > 0) {
        ok(Math.abs((actual as number) - expected) <= tolerance, `${String(actual)} is not ${expected}`);
      } else {
        equal(actual, expected);
      }
    });
  }

  it('a division of two columns stays one, although their names begin with d', () => {
    const setup = article();
    const network = new Network({ ...shape(setup), inputs: ['dA'], outputs: ['dB'] });
    equal(evaluate('dA/dB', { ...setup, network }), 0.5);
  });

  it('arrays: the whole layer, as a row of a matrix, and the outputs together', () => {
    const setup = classes();
    const read = (text: string) =>
      Array.from(compileExpression(text, setup).evaluate(scopeAt(setup, 0, 1).scope) as Float64Array);
    deepEqual(read('W[1]'), Array.from(setup.initial.subarray(0, 6)));
    deepEqual(read('W[1][2]'), Array.from(setup.initial.subarray(3, 6)));
    deepEqual(read('observed'), [0, 0, 1]);
    deepEqual(read('a[0]'), [4, 5, 6]);
    const { tape } = scopeAt(setup, 0, 1);
    deepEqual(read('predicted'), Array.from(tape.valuesAt(1).activations[1]));
    deepEqual(read('dCE/dz'), Array.from(tape.valuesAt(1).derivatives[1]));
    deepEqual(read('-residual'), read('predicted - observed'));
    deepEqual(compileExpression('W[1]', setup).shape, { count: 6, columns: 3 });
  });

  it('the names of formulas come before columns that are called the same', () => {
    const setup = classes();
    equal(evaluate('w1', setup), Math.sin(1));
    equal(evaluate('column("w1")', setup), 5);
    equal(evaluate('column("sepal length")', setup), 4);
    equal(evaluate('column("species=c") + observed3', setup), 2);
  });

  it('epochs and batches of mini-batches', () => {
    const setup = batched('adam');
    equal(evaluate('epoch', setup, 7), 2);
    equal(evaluate('batch', setup, 7), 2);
    equal(evaluate('update', setup, 7), 7);
  });

  it('every name of every network evaluates to what the core says', () => {
    for (const setup of [article(), batched('momentum'), classes(), classes('ssr')]) {
      const { scope, tape } = scopeAt(setup, 3, 1);
      const { network } = setup;
      for (const { name, kind } of expressionNames(setup)) {
        if (kind === 'function') continue;
        const value = compileExpression(name, setup).evaluate(scope);
        const operation = tape.indexOf(name, 1);
        const parameter = network.parameterByName(name);
        if (parameter) equal(value, scope.parameters[parameter.offset], name);
        else if (kind === 'loss') equal(value, scope.loss, name);
        else if (kind === 'neuron' && operation >= 0) equal(value, tape.operation(operation).value, name);
        else if (kind === 'derivative' && operation >= 0 && tape.operation(operation).parameter === undefined) {
          equal(value, tape.operation(operation).value, name);
        } else if (kind === 'derivative' && typeof value === 'number') {
          const of = network.parameterByName(name.slice(name.indexOf('/d') + 2));
          equal(value, scope.gradients[of!.offset], name);
        }
      }
    }
  });

  it('is ready with the operation that computes its last name', () => {
    const setup = article();
    const { tape } = scopeAt(setup);
    const rows: readonly [text: string, target: string | null][] = [
      ['w3 > 0 && SSR < 1', null],
      ['dSSR/dw1 > 0', null],
      ['y1', 'y1'],
      ['w3 > 0 && y1 > 1', 'y1'],
      ['y1 > x2', 'x2'],
      ['residual', 'residual'],
      ['dSSR/dx1 * y2', 'dSSR/dx1'],
      ['norm(a[1])', 'y2'],
      ['dose', 'x1'],
      ['sample == 2', 'x1'],
    ];
    for (const [text, target] of rows) {
      equal(compileExpression(text, setup).readyAfter, target === null ? -1 : tape.indexOf(target, 0), text);
    }
  });

  it('asks for derivatives of a sample only where it reads them', () => {
    const setup = article();
    const reads = (text: string) => compileExpression(text, setup).readsSampleDerivatives;
    deepEqual(['dSSR/dw1', 'y1', 'dSSR/dy1', 'norm(δ[1]) > 1'].map(reads), [false, false, true, true]);
  });

  const frozen = article({ trainable: ['w3', 'b3'] });
  const errors: readonly [text: string, message: RegExp, marked: string, setup?: Setup][] = [
    ['', /missing at the end/, ''],
    ['w3 <', /missing at the end/, ''],
    ['w3 < < 2', /missing before “<”/, '<'],
    ['* 2', /missing before “\*”/, '*'],
    ['1 2', /operator is missing/, '2'],
    ['w3 w4', /operator is missing/, 'w4'],
    ['(w3', /never closed with “\)”/, '('],
    ['w3)', /“\)” is too much/, ')'],
    ['[1, 2', /never closed with “\]”/, '['],
    ['abs(1, 2', /never closed with “\)”/, '('],
    ['(1, 2)', /“\)” or an operator is missing/, ','],
    ['w3 = 1', /compared with ==/, '='],
    ['w3 > 0 & w4 > 0', /“and” is written &&/, '&'],
    ['w3 ^ 2', /written \*\*/, '^'],
    ['w3 > 0 and w4 > 0', /operator is missing/, 'and'],
    ['not > 1', /written !/, 'not'],
    ['w3 # 1', /“#” has no meaning/, '#'],
    ['column("dose', /never closed/, '"'],
    ['w9 > 1', /no 'w9' in this network\. The weights are w1 to w4\.$/, 'w9'],
    ['predictd', /Did you mean 'predicted'/, 'predictd'],
    ['learningrate', /Did you mean 'learningRate'/, 'learningrate'],
    ['W[3][1,1]', /no 'W\[3\]\[1,1\]'/, 'W[3][1,1]'],
    ['W', /no 'W'/, 'W'],
    ['W[1][9,1]', /from 1 to 2/, '9'],
    ['b[1][0]', /from 1 to 2/, '0'],
    ['b[1][1, 1]', /one index/, 'b[1][1, 1]'],
    ['w3[1]', /a number: it has no parts/, 'w3'],
    ['x1', /no 'x1'.* It has no hidden neurons/, 'x1', linear()],
    ['dSSR/dw9', /no 'dSSR\/dw9'/, 'dSSR/dw9'],
    ['dMSE/dw3', /loss of this network is SSR: write dSSR\/dw3/, 'dMSE/dw3'],
    ['dSSR/dw1', /w1 is frozen/, 'dSSR/dw1', frozen],
    ['dSSR/dx1', /not computed: no parameter that needs it is trained/, 'dSSR/dx1', frozen],
    ['dCE/dpredicted', /in one step: dCE\/dz1/, 'dCE/dpredicted', classes()],
    ['b[1]', /Layer 1 has no biases/, 'b[1]', linear()],
    ['abz(1)', /no function 'abz'\. Did you mean 'abs'/, 'abz'],
    ['abs()', /one number or array, not 0/, 'abs()'],
    ['max()', /at least one/, 'max()'],
    ['abs', /abs is a function/, 'abs'],
    ['abs(1 < 2)', /abs takes numbers.*true or false/, '1 < 2'],
    ['column(dose)', /quotation marks/, 'column(dose)'],
    ['column("dos")', /Did you mean 'dose'/, '"dos"'],
    ['"dose"', /only in column/, '"dose"'],
    ['W[1] > 1', /compares numbers.*norm, max/, 'W[1]'],
    ['w3 && 1 < 2', /joins what is true or false.*number/, 'w3'],
    ['!w3', /turns true and false around/, 'w3'],
    ['0 < w3 < 1', /joined with &&/, '0 < w3 < 1'],
    ['(1 < 2) + 1', /takes numbers.*true or false/, '(1 < 2)'],
    ['W[1] + [1, 2, 3]', /array of 2 numbers and one of 3/, 'W[1] + [1, 2, 3]'],
    ['[1 < 2]', /A list is of numbers/, '1 < 2'],
    ['1e', /operator is missing|no 'e'/, 'e'],
    ['('.repeat(300), /Too many brackets/, '('],
    ['1'.repeat(2001), /at most 2000/, ''],
  ];
  for (const [text, message, marked, setup = article()] of errors) {
    it(`refuses ${text.slice(0, 40)}`, () => {
      throws(
        () => compileExpression(text, setup),
        (error: unknown) => {
          ok(error instanceof ExpressionError);
          ok(message.test(error.message), error.message);
          equal(
            text.slice(error.offset, error.offset + error.length),
            marked === '' ? text.slice(error.offset, error.offset + error.length) : marked,
          );
          ok(error.offset >= 0 && error.offset + error.length <= Math.max(text.length, 2001));
          return true;
        },
      );
    });
  }

  it('a condition is true or false', () => {
    equal(compileCondition('SSR < 0.1', article()).evaluate(scopeAt(article()).scope), false);
    throws(() => compileCondition('SSR', article()), /A condition is true or false: compare it, as in SSR < 0\.1/);
  });

  it('computes what JavaScript computes, whatever the numbers and brackets (property)', () => {
    const number = fc.integer({ min: 0, max: 40 }).map((n) => String(n / 4));
    const { tree } = fc.letrec<{ tree: string }>((tie) => ({
      tree: fc.oneof(
        { maxDepth: 5 },
        number,
        fc
          .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/', '%'), tie('tree'))
          .map(([a, o, b]) => `${a} ${o} ${b}`),
        tie('tree').map((inner) => `(${inner})`),
        tie('tree').map((inner) => `-(${inner})`),
      ),
    }));
    fc.assert(
      fc.property(tree, (text) => {
        const expected = (0, eval)(text) as number;
        const actual = evaluate(text);
        ok(Object.is(actual, expected) || Math.abs((actual as number) - expected) <= 1e-12 * Math.abs(expected), text);
      }),
    );
  });

  it('no text makes it fail in another way than by an error with a place (property)', () => {
    const pieces = [
      'w3',
      'dSSR/dw1',
      'W[1]',
      '[',
      ']',
      '(',
      ')',
      ',',
      '+',
      '-',
      '<',
      '&&',
      '!',
      '1',
      '0.5',
      'abs',
      '"a"',
      '½',
      '.',
      'y1',
      ' ',
    ];
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(fc.constantFrom(...pieces)).map((parts) => parts.join('')),
        ),
        (text) => {
          try {
            evaluate(text);
          } catch (error) {
            ok(error instanceof ExpressionError, String(error));
            ok(
              error.offset >= 0 && error.offset + error.length <= text.length,
              `${error.offset} ${error.length} ${text}`,
            );
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

function shape({ network }: Setup) {
  const { inputs, outputs, layers, loss } = network;
  return { inputs, outputs, layers, loss };
}

/** One layer without biases and without hidden neurons. */
function linear(): Setup {
  const network = new Network({ ...shape(article()), layers: [{ units: 1, activation: 'identity', bias: false }] });
  return { ...article(), network, initial: Float64Array.of(2), trainable: Uint8Array.of(1) };
}
