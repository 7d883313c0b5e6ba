import assert from 'node:assert/strict';
import * as tf from '@tensorflow/tfjs';
import type { OptimizerName } from '../../../src/core/names';
import type { MoveInput } from '../../../src/core/moveLines';
import { addL2, completeSettings, createState, optimizers } from '../../../src/core/optimizers';
import { defaultOf, optimizerSettings, type OptimizerSettingName } from '../../../src/core/optimizerSettings';
import { Random } from '../../../src/core/random';
import type { OptimizerSettings } from '../../../src/core/setup';
import { assertTemplates, evaluateFormula, mentioned } from './evaluateFormula';
import { articleNetwork, distance } from './sampleNetworks';

const variants: Record<string, OptimizerSettings> = Object.fromEntries(
  (
    [
      ['gradientDescent', { type: 'gradientDescent', learningRate: 0.03 }],
      ['momentum', { type: 'momentum', learningRate: 0.02 }],
      ['momentum, Nesterov', { type: 'momentum', learningRate: 0.02, momentum: 0.8, nesterov: true }],
      ['rmsprop', { type: 'rmsprop', learningRate: 0.02 }],
      ['adam', { type: 'adam', learningRate: 0.05 }],
      ['adam, weight decay', { type: 'adam', learningRate: 0.05, weightDecay: 0.3 }],
      ['adamw', { type: 'adamw', learningRate: 0.05, weightDecay: 0.3 }],
    ] as const
  ).map(([name, given]) => [name, completeSettings(given)]),
);

const start = [1.5, -2, 0.3, 4];

/** The bowl Σ c_i (p_i − t_i)⁴/4 + (p_i − t_i)²/2, whose gradients are neither constant nor proportional. */
const centres = [0.5, 1, -1, 3.5];
const gradientAt = (p: number, i: number) => (p - centres[i]) ** 3 + (p - centres[i]);

/** Where 100 updates of the vectorised path lead. */
function train(settings: OptimizerSettings): number[] {
  const row = optimizers[settings.type];
  const parameters = Float64Array.from(start);
  const state = createState(settings.type, start.length);
  const trainable = new Uint8Array(start.length).fill(1);
  for (let step = 1; step <= 100; step++) {
    row.update(settings, step, parameters, parameters.map(gradientAt), state, trainable);
  }
  return [...parameters];
}

describe('optimizers', () => {
  describe('100 updates agree with TensorFlow.js', () => {
    // TensorFlow.js calculates in 32 bits (2⁻²⁴ = 6·10⁻⁸ for each operation); these runs forget errors rather than
    // amplify them, and a wrong rule is off by 10⁻² and more.
    const tolerance = 2e-5;

    /** Rules that TensorFlow.js has as PyTorch has them. */
    const builtIn: Record<string, () => tf.Optimizer> = {
      gradientDescent: () => tf.train.sgd(0.03),
      momentum: () => tf.train.momentum(0.02, 0.9),
      'momentum, Nesterov': () => tf.train.momentum(0.02, 0.8, true),
      adam: () => tf.train.adam(0.05, 0.9, 0.999, 1e-8),
    };

    /**
     * Rules that differ there (RMSprop's ε under the root, no weight decay), in its operations, from PyTorch's
     * documentation: g the gradient, p the parameter, s what is remembered.
     */
    const written: Record<
      string,
      (p: tf.Tensor, g: tf.Tensor, s: tf.Tensor[], step: number) => [tf.Tensor, tf.Tensor[]]
    > = {
      rmsprop(p, g, [v], _step) {
        const next = v.mul(0.99).add(g.square().mul(1 - 0.99));
        return [p.sub(g.div(next.sqrt().add(1e-8)).mul(0.02)), [next]];
      },
      'adam, weight decay': (p, g, s, step) => adam(p, g.add(p.mul(0.3)), s, step),
      adamw: (p, g, s, step) => adam(p.sub(p.mul(0.05 * 0.3)), g, s, step),
    };

    function adam(p: tf.Tensor, g: tf.Tensor, [m, v]: tf.Tensor[], step: number): [tf.Tensor, tf.Tensor[]] {
      const first = m.mul(0.9).add(g.mul(1 - 0.9));
      const second = v.mul(0.999).add(g.square().mul(1 - 0.999));
      const firstHat = first.div(1 - 0.9 ** step);
      const secondHat = second.div(1 - 0.999 ** step);
      return [p.sub(firstHat.mul(0.05).div(secondHat.sqrt().add(1e-8))), [first, second]];
    }

    const bowl = (p: tf.Tensor): tf.Scalar => {
      const distances = p.sub(tf.tensor1d(centres));
      return distances.pow(4).div(4).add(distances.square().div(2)).sum();
    };

    before(() => tf.setBackend('cpu'));

    for (const [name, settings] of Object.entries(variants)) {
      it(name, () => {
        const expected = tf.tidy(() => {
          if (name in builtIn) {
            const variable = tf.variable(tf.tensor1d(start));
            const optimizer = builtIn[name]();
            for (let step = 0; step < 100; step++) optimizer.minimize(() => bowl(variable), false, [variable]);
            return [...variable.dataSync()];
          }
          const gradient = tf.grad(bowl);
          let p: tf.Tensor = tf.tensor1d(start);
          let state: tf.Tensor[] = [tf.zerosLike(p), tf.zerosLike(p)];
          for (let step = 1; step <= 100; step++) [p, state] = written[name](p, gradient(p), state, step);
          return [...p.dataSync()];
        });
        train(settings).forEach((value, i) => {
          assert.ok(distance(value, expected[i]) < tolerance, `${i}: ${value}, ${expected[i]}`);
          assert.ok(Math.abs(value - start[i]) > 0.01, 'has moved');
        });
      });
    }
  });

  describe('one move explained', () => {
    for (const [name, settings] of Object.entries(variants)) {
      it(`${name}: ends in the bits that the vectorised path gives`, () => {
        const row = optimizers[settings.type];
        const random = new Random(3);
        const parameters = Float64Array.from({ length: 20 }, () => random.normal());
        const state = createState(settings.type, 20);
        for (let step = 1; step <= 50; step++) {
          const gradients = parameters.map(() => random.normal());
          const moves = [...parameters].map((value, i) =>
            row.explain(
              settings,
              step,
              inputOf(
                value,
                gradients[i],
                state.map((slot) => slot[i]),
              ),
            ),
          );
          row.update(settings, step, parameters, gradients, state, new Uint8Array(20).fill(1));
          assert.deepEqual(
            moves.map(({ next }) => next),
            [...parameters],
          );
        }
      });

      it(`${name}: every line comes to what it says, from numbers that stand before it`, () => {
        const row = optimizers[settings.type];
        const state = [0.4, 0.09].slice(0, row.state.length);
        const { lines, stepSize, next } = row.explain(settings, 3, inputOf(0.36, -2.5761, state));
        const known = new Map<string, number>([
          ['old w3', 0.36],
          ['dSSR/dw3', -2.5761],
          ...row.state.map(({ label }, i): [string, number] => [`old ${label}`, state[i]]),
        ]);
        const constants = ['learning rate', 'momentum', 'decay', 'weight decay', 'β1', 'β2', 'ε', 'step'];
        for (const { name: target, formula, values, result } of lines) {
          assertTemplates(formula);
          assert.deepEqual(
            mentioned(formula.plain),
            Object.keys(values)
              .map((key) => `⟨${key}⟩`)
              .sort(),
            target,
          );
          for (const [key, value] of Object.entries(values)) {
            if (!constants.includes(key)) assert.equal(value, known.get(key), `${key} in ${formula.plain}`);
          }
          assert.ok(distance(evaluateFormula(formula, values), result) < 1e-15, formula.plain);
          known.set(target, result);
        }
        assert.equal(known.get('step size'), stepSize);
        assert.equal(known.get('new w3'), next);
      });
    }

    it('of gradient descent reads as the article does', () => {
      const { lines } = optimizers.gradientDescent.explain(
        completeSettings({ type: 'gradientDescent', learningRate: 0.1 }),
        1,
        inputOf(0.36, 2.5761, []),
      );
      assert.deepEqual(
        lines.map(({ name, formula }) => `${name} = ${formula.plain}`),
        ['step size = ⟨dSSR/dw3⟩ × ⟨learning rate⟩', 'new w3 = ⟨old w3⟩ − ⟨step size⟩'],
      );
      assert.equal(lines[0].formula.tex, '⟨dSSR/dw3⟩ \\times ⟨learning rate⟩');
      assert.ok(Math.abs(lines[1].result - 0.10239) < 1e-12);
    });
  });

  it('frozen parameters and what is remembered of them stay as they are', () => {
    for (const [name, settings] of Object.entries(variants)) {
      const parameters = Float64Array.of(1, 2);
      const state = createState(settings.type, 2);
      optimizers[settings.type].update(settings, 1, parameters, Float64Array.of(5, 5), state, Uint8Array.of(0, 1));
      assert.equal(parameters[0], 1, name);
      assert.notEqual(parameters[1], 2, name);
      for (const slot of state) assert.equal(slot[0], 0, name);
    }
  });

  it('l2 is added for trainable weights only', () => {
    // Offsets: w1, w2, b1, b2, w3, w4, b3; w2 is frozen.
    const parameters = Float64Array.of(1, 2, 3, 4, 5, 6, 7);
    const gradients = new Float64Array(7).fill(100);
    addL2(articleNetwork, 0.5, parameters, gradients, Uint8Array.of(1, 0, 1, 1, 1, 1, 1));
    assert.deepEqual([...gradients], [100.5, 100, 100, 100, 102.5, 103, 100]);
  });

  describe('settings', () => {
    // The defaults of torch.optim (SGD, RMSprop, Adam, AdamW); SGD's momentum is 0 there unless given.
    const rows: [OptimizerName, OptimizerSettingName, number | boolean][] = [
      ['gradientDescent', 'learningRate', 0.001],
      ['momentum', 'learningRate', 0.001],
      ['momentum', 'momentum', 0.9],
      ['momentum', 'nesterov', false],
      ['rmsprop', 'learningRate', 0.01],
      ['rmsprop', 'decay', 0.99],
      ['rmsprop', 'epsilon', 1e-8],
      ['adam', 'learningRate', 0.001],
      ['adam', 'beta1', 0.9],
      ['adam', 'beta2', 0.999],
      ['adam', 'epsilon', 1e-8],
      ['adam', 'weightDecay', 0],
      ['adamw', 'weightDecay', 0.01],
      ['adamw', 'beta2', 0.999],
      ['adamw', 'l2', 0],
    ];
    for (const [type, setting, value] of rows) {
      it(`${type}: ${setting} ${value}`, () => {
        assert.equal(defaultOf(type, setting), value);
        assert.equal(completeSettings({ type })[setting], value);
        assert.ok(optimizerSettings[setting].usedBy.includes(type));
      });
    }

    it('those that an optimizer does not read are not offered', () => {
      assert.equal(defaultOf('gradientDescent', 'momentum'), undefined);
      assert.deepEqual(optimizerSettings.weightDecay.usedBy, ['adam', 'adamw']);
      assert.deepEqual(optimizerSettings.learningRate.usedBy, Object.keys(optimizers));
    });

    it('what is given wins over the defaults', () => {
      const settings = completeSettings({ type: 'adam', beta1: 0.5, l2: 0.1 });
      assert.deepEqual([settings.beta1, settings.beta2, settings.l2], [0.5, 0.999, 0.1]);
    });
  });
});

function inputOf(value: number, gradient: number, state: readonly number[]): MoveInput {
  return { name: 'w3', derivative: 'dSSR/dw3', value, gradient, state };
}
