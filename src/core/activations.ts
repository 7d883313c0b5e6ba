/** Every activation as one row: value, slope, formulas and words. */

import { normalCdf, normalDensity } from './erf';
import type { Formula } from './formula';
import type { ActivationName } from './names';
import { sigmoid, softplus } from './stableFunctions';
import { tanh } from './tanh';

export interface Activation {
  /** For people: `softplus`, `ReLU`. */
  readonly label: string;
  /** One or two sentences of description. */
  readonly words: string;
  /** The interval its values lie in: `(0, ∞)`. */
  readonly range: string;
  /**
   * true: a whole layer is one function (softmax), computed by `softmax()` of stableFunctions.ts; `value` and `slope`
   * cannot be asked for, because one number is not enough to know them.
   */
  readonly vector: boolean;
  /** The activation of a pre-activation. */
  readonly value: (x: number) => number;
  /** The derivative, from the pre-activation x and the activation y = value(x). */
  readonly slope: (x: number, y: number) => number;
  /** `softplus(⟨x1⟩)`: the activation called by its name. */
  readonly call: (x: string) => Formula;
  /** What it is: `log(1 + e^⟨x1⟩)`. */
  readonly formula: (x: string) => Formula;
  /** Its derivative, ready to stand in a product: `sigmoid(⟨x1⟩)`, `(1 − ⟨y1⟩²)`. */
  readonly slopeFormula: (x: string, y: string) => Formula;
  /**
   * Of a function of a whole layer: its value and its derivative for each pair of neurons i and j, and why. Of one
   * neuron alone, as `formula` and `slopeFormula` have them, it would not be the whole truth.
   */
  readonly pairs?: (x: string, y: string) => { readonly value: Formula; readonly slope: Formula; readonly why: string };
  /** Why the derivative is that: `the slope of softplus is the sigmoid`. */
  readonly reason: string;
}

const LEAK = 0.01;

const both = (text: string): Formula => ({ plain: text, tex: text });

/** `name(⟨x1⟩)`, upright in TeX. */
function called(name: string): (x: string) => Formula {
  return (x) => ({ plain: `${name}(⟨${x}⟩)`, tex: `\\operatorname{${name}}(⟨${x}⟩)` });
}

/** `(1 if ⟨x1⟩ > 0 else …)`: the slope of what is the identity above 0. */
function kinked(below: (x: string) => Formula): (x: string) => Formula {
  return (x) => ({
    plain: `(1 if ⟨${x}⟩ > 0 else ${below(x).plain})`,
    tex: `(1\\text{ if }⟨${x}⟩ > 0\\text{ else }${below(x).tex})`,
  });
}

/** `⟨y⟩ᵢ`. */
function indexed(name: string, index: 'i' | 'j' | 'k'): Formula {
  return { plain: `⟨${name}⟩${{ i: 'ᵢ', j: 'ⱼ', k: 'ₖ' }[index]}`, tex: `{⟨${name}⟩}_{${index}}` };
}

function softmaxPairs(x: string, y: string): ReturnType<NonNullable<Activation['pairs']>> {
  const [xi, xj, xk] = (['i', 'j', 'k'] as const).map((index) => indexed(x, index));
  const [yi, yj] = (['i', 'j'] as const).map((index) => indexed(y, index));
  return {
    value: {
      plain: `${yi.plain} = e^${xi.plain}/Σₖ e^${xk.plain}`,
      tex: `${yi.tex} = \\frac{e^{${xi.tex}}}{\\sum_k e^{${xk.tex}}}`,
    },
    slope: {
      plain: `∂${yi.plain}/∂${xj.plain} = ${yi.plain}·(δᵢⱼ − ${yj.plain})`,
      tex: `\\frac{\\partial\\,${yi.tex}}{\\partial\\,${xj.tex}} = ${yi.tex} \\cdot (\\delta_{ij} - ${yj.tex})`,
    },
    why: 'δᵢⱼ is 1 where i = j, else 0: what one neuron gains, the others lose',
  };
}

function needsLayer(): never {
  throw new Error('softmax is a function of a whole layer: use softmax() of stableFunctions.ts.');
}

export const activations: Readonly<Record<ActivationName, Activation>> = {
  identity: {
    label: 'identity',
    words: 'The activation is the weighted sum itself. Usual for the output of a regression.',
    range: '(−∞, ∞)',
    vector: false,
    value: (x) => x,
    slope: () => 1,
    call: (x) => both(`⟨${x}⟩`),
    formula: (x) => both(`⟨${x}⟩`),
    slopeFormula: () => both('1'),
    reason: 'the slope of the identity is 1',
  },
  relu: {
    label: 'ReLU',
    words: 'The larger of 0 and the weighted sum. Its slope at 0 itself is taken as 0, as PyTorch does.',
    range: '[0, ∞)',
    vector: false,
    value: (x) => Math.max(0, x),
    slope: (x) => (x > 0 ? 1 : 0),
    call: called('ReLU'),
    formula: (x) => ({ plain: `max(0, ⟨${x}⟩)`, tex: `\\max(0, ⟨${x}⟩)` }),
    slopeFormula: kinked(() => both('0')),
    reason: 'ReLU is flat up to 0 and rises with slope 1 above it',
  },
  leakyRelu: {
    label: 'leaky ReLU',
    words:
      'The weighted sum above 0 and a hundredth of it below, so that the slope never vanishes. Its slope at 0 itself is taken as 0.01, as PyTorch does.',
    range: '(−∞, ∞)',
    vector: false,
    value: (x) => (x > 0 ? x : LEAK * x),
    slope: (x) => (x > 0 ? 1 : LEAK),
    call: called('leakyReLU'),
    formula: (x) => ({ plain: `max(0.01·⟨${x}⟩, ⟨${x}⟩)`, tex: `\\max(0.01 \\cdot ⟨${x}⟩, ⟨${x}⟩)` }),
    slopeFormula: kinked(() => both('0.01')),
    reason: 'leaky ReLU rises with slope 0.01 up to 0 and with slope 1 above it',
  },
  elu: {
    label: 'ELU',
    words: 'The weighted sum above 0, and below it an exponential that levels off at −1.',
    range: '(−1, ∞)',
    vector: false,
    value: (x) => (x > 0 ? x : Math.expm1(x)),
    slope: (x) => (x > 0 ? 1 : Math.exp(x)),
    call: called('ELU'),
    formula: (x) => ({
      plain: `⟨${x}⟩ if ⟨${x}⟩ > 0 else e^⟨${x}⟩ − 1`,
      tex: `⟨${x}⟩\\text{ if }⟨${x}⟩ > 0\\text{ else }e^{⟨${x}⟩} - 1`,
    }),
    slopeFormula: kinked((x) => ({ plain: `e^⟨${x}⟩`, tex: `e^{⟨${x}⟩}` })),
    reason: 'ELU rises with slope 1 above 0; below it, the slope of e^x − 1 is e^x',
  },
  softplus: {
    label: 'softplus',
    words: 'A smooth ReLU: close to 0 far below 0, close to the weighted sum far above it.',
    range: '(0, ∞)',
    vector: false,
    value: softplus,
    slope: sigmoid,
    call: called('softplus'),
    formula: (x) => ({ plain: `log(1 + e^⟨${x}⟩)`, tex: `\\log(1 + e^{⟨${x}⟩})` }),
    slopeFormula: called('sigmoid'),
    reason: 'the slope of softplus is the sigmoid',
  },
  sigmoid: {
    label: 'sigmoid',
    words: 'An S-shaped curve from 0 to 1, through ½ at 0. As an output it can be read as a probability.',
    range: '(0, 1)',
    vector: false,
    value: sigmoid,
    slope: (_x, y) => y * (1 - y),
    call: called('sigmoid'),
    formula: (x) => ({ plain: `1/(1 + e^(−⟨${x}⟩))`, tex: `\\frac{1}{1 + e^{-⟨${x}⟩}}` }),
    slopeFormula: (_x, y) => ({ plain: `⟨${y}⟩·(1 − ⟨${y}⟩)`, tex: `⟨${y}⟩ \\cdot (1 - ⟨${y}⟩)` }),
    reason: 'the slope of the sigmoid is sigmoid·(1 − sigmoid)',
  },
  tanh: {
    label: 'tanh',
    words: 'The hyperbolic tangent: an S-shaped curve from −1 to 1, through 0 with slope 1.',
    range: '(−1, 1)',
    vector: false,
    value: tanh,
    slope: (_x, y) => 1 - y * y,
    call: (x) => ({ plain: `tanh(⟨${x}⟩)`, tex: `\\tanh(⟨${x}⟩)` }),
    formula: (x) => ({
      plain: `(e^⟨${x}⟩ − e^(−⟨${x}⟩))/(e^⟨${x}⟩ + e^(−⟨${x}⟩))`,
      tex: `\\frac{e^{⟨${x}⟩} - e^{-⟨${x}⟩}}{e^{⟨${x}⟩} + e^{-⟨${x}⟩}}`,
    }),
    slopeFormula: (_x, y) => ({ plain: `(1 − ⟨${y}⟩²)`, tex: `(1 - ⟨${y}⟩^2)` }),
    reason: 'the slope of tanh is 1 − tanh²',
  },
  silu: {
    label: 'SiLU',
    words: 'The weighted sum times its own sigmoid, also called swish: a smooth ReLU that dips a little below 0.',
    range: '[−0.278…, ∞)',
    vector: false,
    value: (x) => x * sigmoid(x),
    slope: (x, y) => y + sigmoid(x) * (1 - y),
    call: called('SiLU'),
    formula: (x) => ({ plain: `⟨${x}⟩·sigmoid(⟨${x}⟩)`, tex: `⟨${x}⟩ \\cdot \\operatorname{sigmoid}(⟨${x}⟩)` }),
    slopeFormula: (x, y) => ({
      plain: `(⟨${y}⟩ + sigmoid(⟨${x}⟩)·(1 − ⟨${y}⟩))`,
      tex: `(⟨${y}⟩ + \\operatorname{sigmoid}(⟨${x}⟩) \\cdot (1 - ⟨${y}⟩))`,
    }),
    reason: 'product rule: SiLU is x·sigmoid(x), and the slope of the sigmoid is sigmoid·(1 − sigmoid)',
  },
  gelu: {
    label: 'GELU',
    words:
      'The weighted sum times Φ, the probability that a standard normal number lies below it. Exact, with the error function erf.',
    range: '[−0.169…, ∞)',
    vector: false,
    value: (x) => x * normalCdf(x),
    slope: (x) => normalCdf(x) + x * normalDensity(x),
    call: called('GELU'),
    formula: (x) => ({
      plain: `⟨${x}⟩·½·(1 + erf(⟨${x}⟩/√2))`,
      tex: `⟨${x}⟩ \\cdot \\tfrac{1}{2}(1 + \\operatorname{erf}(⟨${x}⟩ / \\sqrt{2}))`,
    }),
    slopeFormula: (x) => ({
      plain: `(Φ(⟨${x}⟩) + ⟨${x}⟩·φ(⟨${x}⟩))`,
      tex: `(\\Phi(⟨${x}⟩) + ⟨${x}⟩ \\cdot \\varphi(⟨${x}⟩))`,
    }),
    reason: 'product rule: GELU is x·Φ(x), and the slope of Φ is the normal density φ(x) = e^(−x²/2)/√(2π)',
  },
  softmax: {
    label: 'softmax',
    words:
      'Turns the weighted sums of a layer into probabilities: positive, the largest sum the most probable, total 1.',
    range: '(0, 1)',
    vector: true,
    value: needsLayer,
    slope: needsLayer,
    call: called('softmax'),
    formula: (x) => ({ plain: `e^⟨${x}⟩/Σ e^z`, tex: `\\frac{e^{⟨${x}⟩}}{\\sum_k e^{z_k}}` }),
    slopeFormula: (_x, y) => ({ plain: `⟨${y}⟩·(1 − ⟨${y}⟩)`, tex: `⟨${y}⟩ \\cdot (1 - ⟨${y}⟩)` }),
    pairs: softmaxPairs,
    reason: 'with cross-entropy, the slopes of all outputs together come to predicted − observed',
  },
};
