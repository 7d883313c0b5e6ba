/** Updates for the tests of tape and derivation, and formulas calculated the way a reader would. */

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Derivation } from '../../../src/core/derivationTypes';
import type { Formula } from '../../../src/core/formula';
import { losses } from '../../../src/core/losses';
import type { OptimizerName } from '../../../src/core/names';
import { Network } from '../../../src/core/network';
import { completeSettings, createState } from '../../../src/core/optimizers';
import type { OptimizerSettings, TrainingData } from '../../../src/core/setup';
import type { UpdateState } from '../../../src/core/updateState';
import { evaluateShown } from '../../../src/explain/evaluate';
import {
  allRows,
  allTrainable,
  articleData,
  articleNetwork,
  articleStart,
  buildNetwork,
  elementwiseNames,
  lossNames,
  randomCase,
  type Shape,
} from './sampleNetworks';

export function updateState(
  network: Network,
  parameters: Float64Array,
  data: TrainingData,
  change: Partial<UpdateState> & { readonly settings?: Partial<OptimizerSettings> } = {},
): UpdateState {
  const { settings, ...rest } = change;
  const optimizer = completeSettings({ type: 'gradientDescent', learningRate: 0.1, ...settings });
  const state = createState(optimizer.type, network.parameterCount);
  return {
    network,
    trainable: allTrainable(network),
    data,
    rows: allRows(data),
    parameters,
    optimizer: { settings: optimizer, step: 1, state },
    ...rest,
  };
}

export const articleState = (change: Parameters<typeof updateState>[3] = {}): UpdateState =>
  updateState(articleNetwork, articleStart, articleData, change);

/** The 1-2-2-1 network in which two paths meet: one sample, dose 0.5, observed 1. */
export function twoPathState(): UpdateState {
  const layers = [2, 2].map((units) => ({ units, activation: 'softplus', bias: true }) as const);
  const network = new Network({
    inputs: ['dose'],
    outputs: ['effectiveness'],
    layers: [...layers, { units: 1, activation: 'identity', bias: true }],
    loss: 'ssr',
  });
  const parameters = Float64Array.of(1.2, -1.1, -0.4, 0.3, 0.9, -0.5, -0.7, 0.8, 0.1, 0.2, 0.6, 1.1, -0.3);
  return updateState(network, parameters, { count: 1, inputs: Float64Array.of(0.5), outputs: Float64Array.of(1) });
}

/** A random update of a network of a shape, its trainable parameters drawn with the share given. */
export function randomState(shape: Shape, samples: number, seed: number, trainedShare = 1): UpdateState {
  const network = buildNetwork(shape);
  const { parameters, data } = randomCase(network, samples, seed);
  const trainable = allTrainable(network);
  for (let i = 0; i < trainable.length; i++) if (frozenBy(seed, i) >= trainedShare) trainable[i] = 0;
  return updateState(network, parameters, data, { trainable });
}

const frozenBy = (seed: number, index: number): number =>
  Math.abs(Math.sin(seed * 12.9898 + index * 78.233) * 43758.5453) % 1;

const lastActivation = (loss: Shape['loss'], preferred: (typeof elementwiseNames)[number]) =>
  losses[loss].goesWith.includes(preferred) ? preferred : losses[loss].goesWith[0];

/** Random shapes of every activation and loss: 1 to 3 layers, up to 3 inputs, neurons and outputs. */
export const shapes: fc.Arbitrary<Shape> = fc
  .record({
    inputs: fc.integer({ min: 1, max: 3 }),
    hidden: fc.array(
      fc.record({
        units: fc.integer({ min: 1, max: 3 }),
        activation: fc.constantFrom(...elementwiseNames),
        bias: fc.boolean(),
      }),
      { maxLength: 2 },
    ),
    outputs: fc.integer({ min: 1, max: 3 }),
    output: fc.constantFrom(...elementwiseNames),
    bias: fc.boolean(),
    loss: fc.constantFrom(...lossNames),
  })
  .map(({ inputs, hidden, outputs, output, bias, loss }) => ({
    inputs,
    layers: [...hidden, { units: outputs, activation: lastActivation(loss, output), bias }],
    loss,
  }));

export const optimizerNames: readonly OptimizerName[] = ['gradientDescent', 'momentum', 'rmsprop', 'adam', 'adamw'];

/** The value of a formula with numbers for its names. */
export function calculated(formula: Formula, values: Readonly<Record<string, number>>): number {
  const script = formula.plain.replace(/⟨([^⟩]*)⟩/g, (_, name: string) => {
    assert.ok(name in values, `no value for ${name} in ${formula.plain}`);
    return `(${values[name].toFixed(25).replace('-', '−')})`;
  });
  const value = evaluateShown(script.replaceAll('Σ', ''));
  assert.notEqual(value, undefined, `cannot be calculated: ${script}`);
  return value!;
}

/** Names and marks of a text: `⟨y2⟩·⟨w4⟩` → `y2·w4`. */
export const bare = (text: string): string => text.replace(/[⟨⟩]/g, '');

/** An equation as text, its active parts in asterisks. */
export function equationText({ factors }: Derivation, index: number): string {
  return bare(factors[index].equation.map(({ role, plain }) => (role === 'active' ? `*${plain}*` : plain)).join(''));
}

/** Close relative to the larger, or, for numbers near 0, to `scale`. */
export function assertClose(actual: number, expected: number, tolerance: number, message = '', scale = 1e-3): void {
  const size = Math.max(Math.abs(actual), Math.abs(expected), scale);
  assert.ok(Math.abs(actual - expected) <= tolerance * size, `${message}: ${actual} is not ${expected}`);
}
