// What the rules, settings and data of a network are said to be: every row in every notation, and exact sentences.
import assert from 'node:assert/strict';
import katex from 'katex';
import { activations } from '../../../src/core/activations';
import { initializers } from '../../../src/core/initializers';
import { losses } from '../../../src/core/losses';
import type { ActivationName, InitializerName, LossName, OptimizerName } from '../../../src/core/names';
import { completeSettings, optimizers } from '../../../src/core/optimizers';
import { optimizerSettings, type OptimizerSettingName } from '../../../src/core/optimizerSettings';
import type { Setup } from '../../../src/core/setup';
import type { Block } from '../../../src/explain/blocks';
import { texFormula, unicodeText } from '../../../src/explain/formula';
import { explainNetwork } from '../../../src/explain/network';
import { layerWords, parameterPlace } from '../../../src/explain/place';
import { renderLatex } from '../../../src/explain/latex';
import { renderMarkdown } from '../../../src/explain/markdown';
import { renderPlain } from '../../../src/explain/plain';
import {
  explainActivation,
  explainInitializer,
  explainLoss,
  explainOptimizer,
  explainOptimizerSetting,
} from '../../../src/explain/rules';
import {
  explainDataset,
  explainFeature,
  explainTraining,
  scaleWords,
  type TrainingProperty,
} from '../../../src/explain/run';
import { articleData, articleNetwork, articleStart, buildNetwork, randomCase } from '../core/sampleNetworks';
import { articleState } from './cases';

const setup: Setup = {
  name: 'Dose',
  network: articleNetwork,
  initial: articleStart,
  trainable: articleState.trainable,
  data: articleData,
  optimizer: articleState.optimizer.settings,
  training: { batchSize: 'full', shuffle: false, seed: 0, updates: 1000, epochs: null, stopWhen: {} },
};

const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): K[] => Object.keys(table) as K[];

describe('explained rules', () => {
  const everything: [string, Block[]][] = [
    ...keysOf<ActivationName>(activations).map((name): [string, Block[]] => [name, explainActivation(name)]),
    ...keysOf<LossName>(losses).map((name): [string, Block[]] => [name, explainLoss(name)]),
    ...keysOf<OptimizerName>(optimizers).map((name): [string, Block[]] => [
      name,
      explainOptimizer(name, 'SSR', completeSettings({ type: name, weightDecay: 0.1, nesterov: true })),
    ]),
    ...keysOf<InitializerName>(initializers).map((name): [string, Block[]] => [
      name,
      explainInitializer(name, { inputs: 3, units: 2 }),
    ]),
    ...keysOf<OptimizerSettingName>(optimizerSettings).map((name): [string, Block[]] => [
      name,
      explainOptimizerSetting(name, completeSettings({ type: 'adam' })),
    ]),
  ];
  for (const [name, blocks] of everything) {
    it(`are well formed: ${name}`, () => {
      for (const text of [renderMarkdown(blocks), renderPlain(blocks), renderLatex(blocks)]) {
        assert.doesNotMatch(text, /[⟨⟩]|undefined|NaN/);
      }
      for (const block of blocks) {
        if (block.kind !== 'formula') continue;
        assert.doesNotThrow(() =>
          katex.renderToString(texFormula(block.formula), { throwOnError: true, strict: 'error' }),
        );
      }
    });
  }

  const network = buildNetwork({
    inputs: 2,
    layers: [
      { units: 4, activation: 'tanh', bias: false },
      { units: 2, activation: 'softmax' },
    ],
    loss: 'crossEntropy',
  });

  const said: readonly [Block[], string][] = [
    [explainActivation('softplus'), 'y = softplus(x) = log(1 + e^x)'],
    [explainActivation('softplus'), 'The slope of softplus is the sigmoid. Its values lie in (0, ∞).'],
    [explainActivation('softplus', articleNetwork, 0), 'Layer 1 has 2 neurons: y₁ = softplus(x₁), y₂ = softplus(x₂).'],
    [explainActivation('identity', articleNetwork, 1), 'Layer 2 has 1 neuron: predicted.'],
    [explainActivation('tanh', network, 0), 'Layer 1 has 4 neurons: y₁ = tanh(x₁), y₂ = tanh(x₂), y₃ = tanh(x₃), ….'],
    [explainActivation('softmax'), 'yᵢ = e^xᵢ/Σₖ e^xₖ'],
    [explainActivation('softmax'), '∂yᵢ/∂xⱼ = yᵢ·(δᵢⱼ − yⱼ)'],
    [explainActivation('softmax'), 'δᵢⱼ is 1 where i = j, else 0: what one neuron gains, the others lose.'],
    [
      explainActivation('softmax', network, 1),
      'Layer 2 has 2 neurons: predicted₁, predicted₂ come from z₁, z₂ together.',
    ],
    [explainActivation('softmax', network, 1, true), '∂a⁽²⁾ᵢ/∂z⁽²⁾ⱼ = a⁽²⁾ᵢ·(δᵢⱼ − a⁽²⁾ⱼ)'],
    [explainActivation('tanh', network, 0, true), 'da⁽¹⁾/dz⁽¹⁾ = (1 − a⁽¹⁾²)'],
    [explainLoss('ssr'), 'dSSR/dpredicted = −2·(observed − predicted)'],
    [explainLoss('crossEntropy', network), 'CE = −1/n·Σ observed₁·log(predicted₁) + …'],
    [explainLoss('crossEntropy', network), 'dCE/dz₁ = (predicted₁ − observed₁)/n'],
    [explainLoss('crossEntropy', network), 'n is the number of samples in the batch.'],
    [explainLoss('mse', articleNetwork), 'n is the number of samples in the batch × 1 output.'],
    [explainOptimizer('gradientDescent', 'SSR'), 'step size = dSSR/dw × learning rate'],
    [
      explainOptimizer('momentum', 'SSR', completeSettings({ type: 'momentum', learningRate: 0.1 })),
      'In this file: learning rate 0.1, momentum 0.9, Nesterov momentum off, l2 0.',
    ],
    [explainOptimizerSetting('beta1', completeSettings({ type: 'adam', beta1: 0.5 })), 'β1 0.5'],
    [explainOptimizerSetting('beta1', completeSettings({ type: 'adam' })), 'The default of Adam is 0.9.'],
    [
      explainOptimizerSetting('beta1', completeSettings({ type: 'gradientDescent' })),
      'Gradient descent does not read it.',
    ],
    [
      explainInitializer('heNormal', { inputs: 2, units: 3 }),
      'In this layer, 2 inputs and 3 units: a standard deviation of 1.0000.',
    ],
    [explainInitializer('uniform', { inputs: 1, units: 1 }), 'In this layer, 1 input and 1 unit: a bound of ±0.5000.'],
    [explainFeature('input', 0, setup), 'Layer 1 reads it through w₁, w₂.'],
    [explainFeature('input', 0, setup), 'In 3 samples: from 0 to 1, mean 0.5.'],
    [explainFeature('output', 0, setup), 'Its values are observed, which the loss compares with predicted.'],
    [explainNetwork(setup, articleStart), 'predicted = y₁·w₃ + y₂·w₄ + b₃'],
    [explainNetwork(setup, articleStart), 'y₂ = softplus(x₂)'],
    [explainNetwork(setup, articleStart), 'w₂         −3.53  yes'],
  ];
  for (const [blocks, text] of said) {
    it(`say: ${text}`, () => {
      const lines = renderPlain(blocks).split('\n');
      assert.ok(lines.includes(text), lines.join('\n'));
    });
  }

  it('leave out the equations and parameters of a large network', () => {
    const large = buildNetwork({
      inputs: 20,
      layers: [
        { units: 12, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'crossEntropy',
    });
    const { parameters, data } = randomCase(large, 5, 1);
    const blocks = explainNetwork({ ...setup, network: large, initial: parameters, data }, parameters);
    assert.equal(blocks.filter(({ kind }) => kind === 'formula').length, 1);
    assert.ok(renderMarkdown(blocks).length < 1000);
  });

  it('tell the place of parameters and layers', () => {
    const place = (name: string): string =>
      unicodeText(parameterPlace(articleNetwork, articleNetwork.parameterByName(name)!));
    assert.equal(place('w3'), 'weight from y₁ to predicted: layer 2, neuron 1, input 1');
    assert.equal(place('w2'), 'weight from dose to x₂: layer 1, neuron 2, input 1');
    assert.equal(place('b2'), 'bias of x₂: layer 1, neuron 2');
    assert.equal(
      unicodeText(layerWords(articleNetwork, 0)),
      'Layer 1: 2 neurons with 1 input each. 2 weights, w₁ and w₂; 2 biases, b₁ and b₂.',
    );
    assert.equal(
      unicodeText(layerWords(articleNetwork, 1)),
      'Layer 2: 1 neuron with 2 inputs. 2 weights, w₃ and w₄; 1 bias, b₃.',
    );
    assert.equal(
      unicodeText(layerWords(network, 0)),
      'Layer 1: 4 neurons with 2 inputs each. 8 weights, w₁ to w₈; no biases.',
    );
  });

  const mini = {
    ...setup,
    training: { ...setup.training, batchSize: 2, shuffle: true, seed: 4, updates: null, epochs: 10 },
  };
  const runs: readonly [TrainingProperty, Setup, string][] = [
    ['batchSize', setup, 'Every update takes all 3 samples: an epoch is one update.'],
    ['batchSize', mini, 'Every update takes 2 samples of 3: an epoch is 2 updates, the last of which takes 1 sample.'],
    ['shuffle', setup, 'Every epoch takes the samples in the order of the data.'],
    [
      'shuffle',
      mini,
      'Every epoch takes the samples in another order, drawn with seed 4: the same order in every run.',
    ],
    ['updates', setup, 'Run stops after 1000 updates, 1000 passes through the data.'],
    [
      'updates',
      { ...mini, training: { ...mini.training, updates: 5 } },
      'Run stops after 5 updates, 2.5 passes through the data.',
    ],
    ['epochs', mini, 'Run stops after 10 epochs, which is 20 updates.'],
    [
      'stopWhen',
      { ...setup, training: { ...setup.training, stopWhen: { lossBelow: 0.01, gradientNormBelow: 1e-6 } } },
      'Run stops as soon as the loss is below 0.01 or the gradient’s norm is below 1·10⁻⁶.',
    ],
  ];
  for (const [property, run, text] of runs) {
    it(`say of a run: ${text}`, () => assert.equal(renderPlain(explainTraining(property, run)), text));
  }

  it('show a dataset by its columns and first rows, whatever these hold', () => {
    const blocks = explainDataset({
      source: 'a|b.csv',
      rowCount: 150,
      columns: [
        {
          name: 'length',
          role: 'input',
          range: { least: -1.25, mean: 0.123456, most: 4e7 },
          categories: [],
          missing: 0,
        },
        { name: '*kind*', role: 'output', range: null, categories: ['a', 'b', 'c', 'd', 'e'], missing: 2 },
      ],
      firstRows: [['1', 'x|y']],
    });
    const markdown = renderMarkdown(blocks);
    assert.match(markdown, /^## a\\\|b\.csv: 150 rows, 2 columns\n/);
    assert.match(markdown, /\n\| length \| input \| −1\.25 \| 0\.1235 \| 4·10⁷ \|\n/);
    assert.match(markdown, /\n\| \\\*kind\\\* \| output \| a, b, c, d, … \| {2}\| {2}\|\n/);
    assert.match(markdown, /\nThe first row:\n[^]*\n\| 1 \| x\\\|y \|\n/);
  });

  it('say how inputs are rescaled', () => {
    const scales = [
      { feature: 'dose', shift: 0.5, width: 0.408248 },
      { feature: 'age', shift: -2, width: 1 },
    ];
    assert.equal(unicodeText(scaleWords(scales)), 'The network reads (dose − 0.5) / 0.4082, (age + 2) / 1.');
  });
});
