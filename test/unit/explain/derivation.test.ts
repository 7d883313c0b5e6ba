// Derivations in words: the design's example word for word, and every kind of network in all three notations.
import assert from 'node:assert/strict';
import katex from 'katex';
import { derive } from '../../../src/core/derivation';
import type { Derivation } from '../../../src/core/derivationTypes';
import type { Block } from '../../../src/explain/blocks';
import { chainPieces, spokenChain, symbolPieces, typesetPieces } from '../../../src/explain/chain';
import { answer, explainDerivation, sharedWords } from '../../../src/explain/derivation';
import { unicodeText } from '../../../src/explain/formula';
import { renderLatex } from '../../../src/explain/latex';
import { renderMarkdown } from '../../../src/explain/markdown';
import { parameterPlace } from '../../../src/explain/place';
import { renderPlain } from '../../../src/explain/plain';
import type { UpdateState } from '../../../src/core/updateState';
import { activationNames, articleNetwork, buildNetwork } from '../core/sampleNetworks';
import { articleState, randomState } from './cases';

const place = (name: string): string => parameterPlace(articleNetwork, articleNetwork.parameterByName(name)!);

function blocksOf(state: UpdateState, name: string): Block[] {
  return explainDerivation(derive(state, name), { when: 'at the file’s values' });
}

describe('an explained derivation', () => {
  it('is the design’s example, word for word and number for number', () => {
    const markdown = renderMarkdown(
      explainDerivation(derive(articleState, 'w3'), { place: place('w3'), when: 'at the file’s values' }),
    );
    const [check] = markdown.match(/^Check.*$/m)!;
    assert.match(
      check,
      /^Check: \(SSR\(w₃ \+ h\) − SSR\(w₃ − h\)\) \/ 2h = 2\.5761\d{4} with h = 10⁻⁵; relative difference \d·10⁻[⁰¹²³⁴-⁹]+\.$/,
    );
    assert.equal(
      markdown.replace(check, 'CHECK'),
      `# w₃ = 0.36

weight from y₁ to predicted: layer 2, neuron 1, input 1 · at the file’s values

dSSR/dw₃ = 2.5761, so this update moves w₃ by −0.2576, from 0.36 to 0.1024.

The only path: SSR → predicted → w₃.

dSSR/dw₃ = Σ dSSR/dpredicted · dpredicted/dw₃

- **1** SSR = Σ(observed − predicted)² ⇒ dSSR/dpredicted = −2·(observed − predicted): power rule, then × −1 from inside
- **2** predicted = y₁·w₃ + y₂·w₄ + b₃ ⇒ dpredicted/dw₃ = y₁: y₂·w₄ and b₃ do not contain w₃, so they are constant and their derivative is 0

dSSR/dw₃ = Σ −2·(observed − predicted)·y₁

| sample | observed | predicted | −2·(observed − predicted) | y₁ | product |
| --- | ---: | ---: | ---: | ---: | ---: |
| 1 | 0 | 0.7187 | 1.4374 | 0.2146 | 0.3084 |
| 2 | 1 | 0.4619 | −1.0762 | 0.8203 | −0.8828 |
| 3 | 0 | 0.7691 | 1.5383 | 2.0481 | 3.1505 |
| **Σ** |  |  |  |  | **2.5761** |

step size = dSSR/dw₃ × learning rate = 2.5761 × 0.1 = 0.2576

new w₃ = old w₃ − step size = 0.36 − 0.2576 = 0.1024

CHECK

dSSR/dpredicted: computed once, used 7 times, in the derivatives of w₃, w₄ and b₃; deeper: w₁, b₁, w₂ and b₂.
`,
    );
  });

  it('aligns the table in plain text', () => {
    const plain = renderPlain(blocksOf(articleState, 'w3'));
    assert.match(plain, /\nsample {2}observed {2}predicted {2}−2·\(observed − predicted\) {6}y₁ {2}product\n/);
    assert.match(plain, /\n1 {14}0 {5}0\.7187 {21}1\.4374 {2}0\.2146 {3}0\.3084\n/);
  });

  it('is ASCII in LaTeX, with every formula set by KaTeX', () => {
    const latex = renderLatex(blocksOf(articleState, 'w1'));
    assert.doesNotMatch(latex, /[^\x20-\x7e\n]/);
    checkLatex(latex);
  });

  it('is spoken', () => {
    assert.equal(
      spokenChain(derive(articleState, 'w3')),
      'd SSR over d w 3 equals the sum, over the samples, of the product of 2 factors: d SSR over d predicted, d predicted over d w 3',
    );
  });

  it('sets shared factors of several paths outside of a bracket', () => {
    const network = buildNetwork({
      inputs: 1,
      layers: [
        { units: 2, activation: 'softplus' },
        { units: 2, activation: 'softplus' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'ssr',
    });
    const derivation = derive(randomState(network, 3, 1, { type: 'gradientDescent', learningRate: 0.1 }), 'w1');
    const chain = typesetPieces(chainPieces(derivation));
    assert.equal(
      chain.map((piece) => piece.plain).join(''),
      'dSSR/dpredicted · (dpredicted/dy₃ · dy₃/dx₃ · dx₃/dy₁ + dpredicted/dy₄ · dy₄/dx₄ · dx₄/dy₁) · dy₁/dx₁ · dx₁/dw₁',
    );
    assert.deepEqual(
      chain.flatMap(({ factor }) => (factor ? `${factor.slot}${factor.letter}` : [])),
      ['1', '2a', '3a', '4a', '2b', '3b', '4b', '5', '6'],
    );
    assert.equal(typesetPieces(symbolPieces(derivation)).at(-1)!.plain, 'in1');
    assert.match(renderMarkdown(explainDerivation(derivation)), /\| path a \| path b \| sum \|/);
  });

  it('tells a frozen parameter, with the derivative that it would have', () => {
    const frozen = { ...articleState, trainable: Uint8Array.of(0, 1, 1, 1, 1, 1, 1) };
    assert.equal(
      unicodeText(answer(derive(frozen, 'w1'))),
      'dSSR/dw₁ = 0.3739; w₁ is not trainable, so it keeps its value.',
    );
  });

  it('says ≈ where the shown digits do not give the shown result', () => {
    const state = { ...articleState, parameters: articleState.parameters.map((x) => x + 0.12345) };
    const lines = renderPlain(blocksOf(state, 'w1'))
      .split('\n\n')
      .filter((line) => line.startsWith('new w₁'));
    assert.equal(lines.length, 1);
    const [, old, step, sign, next] = /= (\S+) − \(?(−?\S+?)\)? (=|≈) (\S+)$/.exec(lines[0])!;
    const digits = (text: string): number => Math.round(Number(text.replace('−', '-')) * 1e4);
    assert.equal(sign, digits(old) - digits(step) === digits(next) ? '=' : '≈');
  });

  it('counts the samples that are not shown, and adds them up', () => {
    const state = randomState(articleNetwork, 30, 3, { type: 'gradientDescent', learningRate: 0.1 });
    const derivation = derive(state, 'w3');
    const [, rest] = /The 8 largest of 30 products; the other 22 add up to (.*)\.\n/.exec(
      renderPlain(explainDerivation(derivation)).replaceAll('−', '-'),
    )!;
    const shown = derivation.samples.reduce((sum, sample) => sum + sample.product, 0);
    assert.ok(Math.abs(shown + Number(rest) - derivation.sum) < 1e-4);
  });

  it('leaves out what only rounding adds', () => {
    const state = randomState(articleNetwork, 9, 3, { type: 'gradientDescent', learningRate: 0.1 });
    const derivation = derive(state, 'w3');
    const shown = derivation.samples.reduce((sum, sample) => sum + sample.product, 0);
    const rounded = { ...derivation, sum: shown + 1e-17 };
    assert.match(renderPlain(explainDerivation(rounded)), /\nThe 8 largest of 9 products; the other is 0\.0000\.\n/);
  });

  it('shows several paths by their products alone where there is little room', () => {
    const network = buildNetwork({
      inputs: 1,
      layers: [
        { units: 1, activation: 'softplus' },
        { units: 2, activation: 'sigmoid' },
      ],
      loss: 'ssr',
    });
    const derivation = derive(randomState(network, 2, 1, { type: 'gradientDescent', learningRate: 0.1 }), 'w1');
    const titles = (narrow: boolean): string[] =>
      explainDerivation(derivation, { narrow }).flatMap((block) =>
        block.kind === 'table' ? block.table.columns.map(({ title }) => unicodeText(title.plain)) : [],
      );
    const data = ['sample', 'observed₁', 'predicted₁', 'observed₂', 'predicted₂'];
    assert.deepEqual(titles(true), [...data, 'path a', 'path b', 'sum']);
    assert.equal(titles(false).length, titles(true).length + derivation.factors.length);
  });

  it('warns where the check differs, and not at a corner', () => {
    const derivation = derive(articleState, 'w3');
    const differing = (corner?: string): Derivation => ({
      ...derivation,
      check: { ...derivation.check!, relativeError: 0.02, ...(corner && { corner }) },
    });
    assert.match(
      renderPlain(explainDerivation(differing())),
      /\nWarning: .* which differs: the relative difference is 0\.0200, more than 10⁻⁵\./,
    );
    assert.match(
      renderPlain(explainDerivation(differing('x1'))),
      /\nCheck: .* it says nothing here, as a corner of x₁ lies between/,
    );
  });

  it('names how often a factor is used', () => {
    const shared = { name: 'dSSR/dx1', slots: [1], count: 2, direct: ['w1', 'b1'], deeper: [], values: [] };
    assert.equal(
      unicodeText(sharedWords(shared)),
      'dSSR/dx₁: computed once, used 2 times, in the derivatives of w₁ and b₁.',
    );
  });

  const optimizers = ['gradientDescent', 'momentum', 'rmsprop', 'adam', 'adamw'] as const;
  for (const [index, activation] of activationNames.entries()) {
    it(`is well formed in every notation with ${activation}`, () => {
      const isLast = activation === 'softmax';
      const network = buildNetwork({
        inputs: 2,
        layers: [
          { units: 3, activation: isLast ? 'tanh' : activation },
          { units: 2, activation: isLast ? activation : 'sigmoid' },
        ],
        loss: isLast ? 'crossEntropy' : (['mse', 'huber', 'mae', 'halfSsr', 'binaryCrossEntropy'] as const)[index % 5],
      });
      const type = optimizers[index % optimizers.length];
      const state = randomState(network, 4, index, { type, learningRate: 0.1, l2: 0.01 });
      for (const name of ['w1', 'b1', 'w8', 'b4', 'x1']) checkEverywhere(explainDerivation(derive(state, name)));
    });
  }

  it('is well formed in the recursive and in the matrix form', () => {
    const wide = buildNetwork({
      inputs: 1,
      layers: [
        { units: 10, activation: 'tanh' },
        { units: 9, activation: 'tanh' },
        { units: 1, activation: 'identity' },
      ],
      loss: 'ssr',
    });
    const large = buildNetwork({
      inputs: 20,
      layers: [
        { units: 12, activation: 'relu' },
        { units: 3, activation: 'softmax' },
      ],
      loss: 'crossEntropy',
    });
    const recursive = derive(randomState(wide, 3, 1, { type: 'momentum', learningRate: 0.1 }), 'w1');
    const matrix = derive(randomState(large, 3, 1, { type: 'adam', learningRate: 0.1 }), 'W[1][2,3]');
    assert.deepEqual([recursive.form, matrix.form], ['recursive', 'matrix']);
    for (const derivation of [recursive, matrix]) checkEverywhere(explainDerivation(derivation));
    assert.match(renderPlain(explainDerivation(matrix)), /δ⁽¹⁾ = \(W⁽²⁾ᵀ·δ⁽²⁾\) ⊙ ReLU′\(z⁽¹⁾\): 12 × 1;/);
  });
});

function checkEverywhere(blocks: readonly Block[]): void {
  for (const text of [renderMarkdown(blocks), renderPlain(blocks)]) {
    assert.doesNotMatch(text, /[⟨⟩]|undefined|−0\.?0*\b(?![.\d])|NaN/);
    assert.doesNotMatch(text, /\d-\d|[^-]-\d/, 'a hyphen instead of a minus sign');
  }
  checkLatex(renderLatex(blocks));
}

/** Sets every formula of a fragment with KaTeX, and sees that no special character stands outside of one. */
function checkLatex(latex: string): void {
  const formulas = [...latex.matchAll(/\\\[([^]*?)\\\]|(?<!\\)\$([^$]*)\$/g)].map(
    ([, display, inline]) => display ?? inline,
  );
  assert.ok(formulas.length > 0);
  for (const tex of formulas) {
    assert.doesNotThrow(() => katex.renderToString(tex, { throwOnError: true, strict: 'error' }), tex);
  }
  const rest = latex.replaceAll(/\\\[[^]*?\\\]|(?<!\\)\$[^$]*\$/g, '');
  assert.doesNotMatch(rest, /(?<!\\)[$_^~#%]|⟨/);
}
