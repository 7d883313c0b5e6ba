// The texts of a parameter's hover, and that MathJax sets every formula that a hover may show.
import assert from 'node:assert/strict';
import { derive } from '../../../../src/core/derivation';
import { activations } from '../../../../src/core/activations';
import { initializers } from '../../../../src/core/initializers';
import type { ActivationName, InitializerName, LossName, OptimizerName } from '../../../../src/core/names';
import { losses } from '../../../../src/core/losses';
import { Network } from '../../../../src/core/network';
import { optimizers } from '../../../../src/core/optimizers';
import { chainAndSymbols } from '../../../../src/explain/chain';
import { texFormula } from '../../../../src/explain/formula';
import { explainActivation, explainInitializer, explainLoss, explainOptimizer } from '../../../../src/explain/rules';
import { parameterMarkdown } from '../../../../src/vscode/language/hover/parameterMarkdown';
import { typeset } from '../../../../src/vscode/language/mathjax';
import { buildNetwork } from '../../core/sampleNetworks';
import { articleState, randomState } from '../../explain/cases';

const colours = ['#e879b0', '#e9d65a', '#8fe3c4', '#b79cf0', '#8cc4e8', '#f0a08c'];
const keysOf = <K extends string>(table: Readonly<Record<K, unknown>>): K[] => Object.keys(table) as K[];

describe('the texts of a hover', () => {
  it('begin with the answer and say the rest in the order of the design', () => {
    const texts = parameterMarkdown(
      {
        derivation: derive(articleState, 'w3'),
        place: 'weight from ⟨y1⟩ to ⟨predicted⟩: layer 2, neuron 1, input 1',
        when: 'at update 48, operation 35',
        inFile: -0.5,
        links: 'LINKS',
        format: { decimals: 2 },
        colours,
      },
      (formula) => `IMAGE ${formula.plain}`,
    );
    assert.deepEqual(
      texts.map((text) => text.split('\n')[0]),
      [
        '**w₃ = 0.36** (−0.5 in the file) · weight from y₁ to predicted: layer 2, neuron 1, input 1 · *at update 48, operation 35*',
        'IMAGE ⟨dSSR/dw3⟩ = Σ ⟨dSSR/dpredicted⟩ · ⟨dpredicted/dw3⟩ = Σ −2·(⟨observed⟩ − ⟨predicted⟩)·⟨y1⟩',
        '<span style="color:#e879b0;">①</span> SSR = Σ(observed − predicted)² ⇒ dSSR/dpredicted = −2·(observed − predicted): power rule, then × −1 from inside  ',
        '| sample | observed | predicted | −2·(observed − predicted) | y₁ | product |',
        'step size = dSSR/dw₃ × learning rate = 2.58 × 0.1 = 0.26  ',
      ],
    );
    assert.match(
      texts[0],
      /\n\ndSSR\/dw₃ = 2\.58, so this update moves w₃ by −0\.26, from 0\.36 to 0\.10\. {2}\nLINKS$/,
    );
  });

  it('let no name of the data be markup', () => {
    const network = new Network({
      inputs: ['<b>|[x](command:y)'],
      outputs: ['out'],
      layers: [{ units: 1, activation: 'identity', bias: true }],
      loss: 'ssr',
    });
    const derivation = derive(
      { ...articleState, network, trainable: Uint8Array.of(1, 1), parameters: Float64Array.of(0.5, 0) },
      'w1',
    );
    const texts = parameterMarkdown(
      { derivation, place: '', when: '', links: '', format: {}, colours: [] },
      (formula) => texFormula(formula),
    );
    assert.doesNotMatch(texts.slice(2).join('\n'), /<b>|(?<!\\)\[x|x(?<!\\)\]/);
    assert.match(texts[2], /&lt;b>\\\|\\\[x\\\]\(command:y\)/);
    assert.doesNotThrow(() => typeset(texts[1]));
  });
});

describe('the chain for a narrow view', () => {
  const deep = buildNetwork({
    inputs: 1,
    layers: [
      { units: 1, activation: 'tanh' },
      { units: 1, activation: 'tanh' },
      { units: 1, activation: 'tanh' },
      { units: 1, activation: 'identity' },
    ],
    loss: 'ssr',
  });
  const state = randomState(deep, 2, 1, { type: 'gradientDescent', learningRate: 0.1 });

  it('is broken into lines where it is long', () => {
    const { tex } = chainAndSymbols(derive(state, 'w1'));
    // Eight factors, four on a line. At 14.5 pixels an em, 50 em are the width of a hover in a window of 1280 pixels.
    assert.equal(tex.match(/\\quad/g)?.length, 1);
    assert.ok(typeset(texFormula({ plain: '', tex })).width < 50_000);
    assert.doesNotMatch(chainAndSymbols(derive(articleState, 'w1')).tex, /\\quad/);
  });

  it('has each factor in its colour, in both rows', () => {
    const { tex } = chainAndSymbols(derive(articleState, 'w3'), colours);
    assert.equal(
      tex,
      '\\begin{aligned} ⟨dSSR/dw3⟩ &= \\sum \\textcolor{#e879b0}{⟨dSSR/dpredicted⟩} \\cdot \\textcolor{#e9d65a}{⟨dpredicted/dw3⟩} \\\\[4pt] &= \\sum \\textcolor{#e879b0}{-2 \\cdot (⟨observed⟩ - ⟨predicted⟩)} \\cdot \\textcolor{#e9d65a}{⟨y1⟩} \\end{aligned}',
    );
  });

  it('does not write the factor 1 of a bias', () => {
    assert.match(
      chainAndSymbols(derive(articleState, 'b3')).tex,
      /&= \\sum -2 \\cdot \(⟨observed⟩ - ⟨predicted⟩\) \\end/,
    );
  });
});

describe('MathJax', () => {
  const wide = buildNetwork({
    inputs: 20,
    layers: [
      { units: 12, activation: 'gelu' },
      { units: 3, activation: 'softmax' },
    ],
    loss: 'crossEntropy',
  });
  const formulas = [
    ...keysOf<ActivationName>(activations).map((name) => explainActivation(name)),
    ...keysOf<LossName>(losses).map((name) => explainLoss(name)),
    ...keysOf<OptimizerName>(optimizers).map((name) => explainOptimizer(name, 'SSR')),
    ...keysOf<InitializerName>(initializers).map((name) => explainInitializer(name)),
  ]
    .flat()
    .flatMap((block) => (block.kind === 'formula' ? [block.formula] : []));

  it('sets every formula of the rules', () => {
    for (const formula of formulas) assert.doesNotThrow(() => typeset(texFormula(formula)), formula.tex);
  });

  it('sets the derivations of every form', () => {
    const state = randomState(wide, 3, 1, { type: 'adam', learningRate: 0.1 });
    for (const name of ['W[1][2,3]', 'b[2][1]', 'δ[1][4]']) {
      assert.doesNotThrow(() => typeset(texFormula(chainAndSymbols(derive(state, name), colours))));
    }
  });

  it('draws an SVG in the colour of the text, with nothing that a hover does not need', () => {
    const { svg, width, height } = typeset('\\frac{d\\,\\text{SSR}}{d\\,w_{3}}');
    assert.match(svg, /^<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    assert.match(svg, /fill="currentColor"/);
    assert.doesNotMatch(svg, / data-|aria-hidden/);
    assert.ok(width > 1500 && width < 4000 && height > 1500 && height < 3000, `${width} × ${height}`);
    assert.ok(svg.length < 10_000);
  });

  it('knows every character that a column’s name may have', () => {
    const { svg } = typeset(
      '\\text{\\textbackslash{}\\textasciicircum{}\\textasciitilde{}\\_\\%\\#\\&\\{\\}\\$ größe 日本}',
    );
    assert.match(svg, /<text[^>]*>日<\/text>/);
  });

  it('throws where the TeX is wrong', () => {
    assert.throws(() => typeset('\\frac{1'), { message: /close brace/ });
  });
});
