/** Every loss as one row: terms, slopes, how they are averaged, formulas and words. */

import { activations } from './activations';
import type { Formula } from './formula';
import type { ActivationName, LossName } from './names';
import { softplus } from './stableFunctions';

/** How many terms a mean divides by; formulas mention it as `⟨n⟩`: see `Loss.count`. */
export const MEAN_COUNT_NAME = 'n';

/**
 * The loss of a batch is scale · Σ term over its samples and outputs. A term depends on one output:
 * through the residual = observed − predicted, or, for the cross-entropies, through the logit z of the last layer
 * and predicted, so that nothing overflows.
 */
export interface Loss {
  /** In formulas: `SSR`. */
  readonly short: string;
  /** For people: `sum of squared residuals`. */
  readonly label: string;
  /** One or two sentences of description. */
  readonly words: string;
  /** Last activations that it goes with. */
  readonly goesWith: readonly ActivationName[];
  /** What observed values it takes: any number, from 0 to 1, or (all outputs of a sample together) adding up to 1 as well. */
  readonly observed: 'any' | 'fraction' | 'distribution';
  /** The last activation whose slope is part of `slope`, which then is the derivative with respect to the logit; or null. */
  readonly fusedWith: 'sigmoid' | 'softmax' | null;
  /** What the mean runs over. */
  readonly mean: 'none' | 'samples' | 'samplesAndOutputs';
  /** One term, from observed, predicted, the logit and log Σ e^z (the last two are read by the cross-entropies only). */
  readonly term: (observed: number, predicted: number, logit: number, logSumExp: number) => number;
  /** d term/d predicted, or d term/d logit where `fusedWith` says so; without the scale. */
  readonly slope: (observed: number, predicted: number) => number;
  /** The whole loss: `Σ(⟨observed⟩ − ⟨predicted⟩)²`. */
  readonly formula: (observed: string, predicted: string) => Formula;
  /** One term with its share of the mean: `(⟨observed⟩ − ⟨predicted⟩)²/⟨n⟩`. */
  readonly termFormula: (observed: string, predicted: string) => Formula;
  /** The derivative of the loss with respect to predicted or, fused, the logit: `−2·(⟨observed⟩ − ⟨predicted⟩)/⟨n⟩`. */
  readonly slopeFormula: (observed: string, predicted: string) => Formula;
  /** The same in terms of the residual, `⟨residual⟩²/⟨n⟩` and `−2·⟨residual⟩/⟨n⟩`; null for the cross-entropies. */
  readonly ofResidual: {
    readonly term: (residual: string) => Formula;
    readonly slope: (residual: string) => Formula;
  } | null;
  /** Why the derivative is that: `power rule, then × −1 from inside`. */
  readonly reason: string;
}

/** The number that divides the sum of the terms: 1, the samples, or samples × outputs. */
export function meanCount(loss: Loss, samples: number, outputs: number): number {
  return loss.mean === 'none' ? 1 : loss.mean === 'samples' ? samples : samples * outputs;
}

/** What the sum of the terms is multiplied with: 1 / meanCount. */
export function lossScale(loss: Loss, samples: number, outputs: number): number {
  return 1 / meanCount(loss, samples, outputs);
}

type Template = (residual: Formula) => Formula;

const residualActivations = (Object.keys(activations) as ActivationName[]).filter((name) => !activations[name].vector);

const difference = (observed: string, predicted: string): Formula => ({
  plain: `(⟨${observed}⟩ − ⟨${predicted}⟩)`,
  tex: `(⟨${observed}⟩ - ⟨${predicted}⟩)`,
});

const named = (name: string): Formula => ({ plain: `⟨${name}⟩`, tex: `⟨${name}⟩` });

const overCount = ({ plain, tex }: Formula): Formula => ({
  plain: `${plain}/⟨${MEAN_COUNT_NAME}⟩`,
  tex: `${tex} / ⟨${MEAN_COUNT_NAME}⟩`,
});

const same = (formula: Formula): Formula => formula;

/** The formulas of a loss of the residual, from how its whole, its term and its slope are written. */
function residualFormulas(mean: Loss['mean'], whole: Template, term: Template, slope: Template) {
  const share = mean === 'none' ? same : overCount;
  return {
    mean,
    observed: 'any',
    fusedWith: null,
    goesWith: residualActivations,
    formula: (observed: string, predicted: string) => whole(difference(observed, predicted)),
    termFormula: (observed: string, predicted: string) => share(term(difference(observed, predicted))),
    slopeFormula: (observed: string, predicted: string) => share(slope(difference(observed, predicted))),
    ofResidual: {
      term: (residual: string) => share(term(named(residual))),
      slope: (residual: string) => share(slope(named(residual))),
    },
  } as const;
}

const square: Template = ({ plain, tex }) => ({ plain: `${plain}²`, tex: `${tex}^2` });

/** `|⟨observed⟩ − ⟨predicted⟩|` without the brackets that the bars replace. */
const bare = (text: string): string => text.replace(/^\((.*)\)$/, '$1');

const absolute: Template = ({ plain, tex }) => ({ plain: `|${bare(plain)}|`, tex: `|${bare(tex)}|` });

const applied =
  (name: string, sign = ''): Template =>
  ({ plain, tex }) => ({
    plain: `${sign && '−'}${name}(${bare(plain)})`,
    tex: `${sign && '-'}\\operatorname{${name}}(${bare(tex)})`,
  });

/** The derivative of both cross-entropies with respect to the logit. */
const predictedMinusObserved = (observed: string, predicted: string): Formula =>
  overCount({ plain: `(⟨${predicted}⟩ − ⟨${observed}⟩)`, tex: `(⟨${predicted}⟩ - ⟨${observed}⟩)` });

export const losses: Readonly<Record<LossName, Loss>> = {
  ssr: {
    short: 'SSR',
    label: 'sum of squared residuals',
    words:
      'The squared differences between observed and predicted, added up over the samples of the batch and the outputs.',
    ...residualFormulas(
      'none',
      ({ plain, tex }) => ({ plain: `Σ${plain}²`, tex: `\\sum ${tex}^2` }),
      square,
      ({ plain, tex }) => ({ plain: `−2·${plain}`, tex: `-2 \\cdot ${tex}` }),
    ),
    term: (observed, predicted) => (observed - predicted) * (observed - predicted),
    slope: (observed, predicted) => -2 * (observed - predicted),
    reason: 'power rule, then × −1 from inside',
  },
  halfSsr: {
    short: '½SSR',
    label: 'half the sum of squared residuals',
    words:
      'Half the squared differences between observed and predicted, added up; the ½ cancels the 2 of the power rule.',
    ...residualFormulas(
      'none',
      ({ plain, tex }) => ({ plain: `½Σ${plain}²`, tex: `\\tfrac{1}{2}\\sum ${tex}^2` }),
      ({ plain, tex }) => ({ plain: `½·${plain}²`, tex: `\\tfrac{1}{2} \\cdot ${tex}^2` }),
      ({ plain, tex }) => ({ plain: `−${plain}`, tex: `-${tex}` }),
    ),
    term: (observed, predicted) => 0.5 * (observed - predicted) * (observed - predicted),
    slope: (observed, predicted) => predicted - observed,
    reason: 'power rule, whose 2 cancels the ½, then × −1 from inside',
  },
  mse: {
    short: 'MSE',
    label: 'mean squared error',
    words:
      'The mean of the squared differences between observed and predicted, over the samples of the batch and the outputs.',
    ...residualFormulas(
      'samplesAndOutputs',
      ({ plain, tex }) => ({ plain: `1/⟨n⟩·Σ${plain}²`, tex: `\\frac{1}{⟨n⟩}\\sum ${tex}^2` }),
      square,
      ({ plain, tex }) => ({ plain: `−2·${plain}`, tex: `-2 \\cdot ${tex}` }),
    ),
    term: (observed, predicted) => (observed - predicted) * (observed - predicted),
    slope: (observed, predicted) => -2 * (observed - predicted),
    reason: 'power rule, then × −1 from inside; the mean divides by n, samples × outputs',
  },
  mae: {
    short: 'MAE',
    label: 'mean absolute error',
    words:
      'The mean of the absolute differences between observed and predicted, over the samples of the batch and the outputs. Where they are equal its slope is taken as 0.',
    ...residualFormulas(
      'samplesAndOutputs',
      (residual) => ({
        plain: `1/⟨n⟩·Σ${absolute(residual).plain}`,
        tex: `\\frac{1}{⟨n⟩}\\sum ${absolute(residual).tex}`,
      }),
      absolute,
      applied('sign', '−'),
    ),
    term: (observed, predicted) => Math.abs(observed - predicted),
    slope: (observed, predicted) => -Math.sign(observed - predicted),
    reason: 'the slope of |r| is the sign of r, then × −1 from inside; the mean divides by n, samples × outputs',
  },
  huber: {
    short: 'Huber',
    label: 'Huber loss (δ = 1)',
    words:
      'Half the squared difference where observed and predicted are at most 1 apart, and the absolute difference less ½ beyond that, so that outliers pull no harder; the mean over samples and outputs.',
    ...residualFormulas(
      'samplesAndOutputs',
      (residual) => ({
        plain: `1/⟨n⟩·Σhuber(${bare(residual.plain)})`,
        tex: `\\frac{1}{⟨n⟩}\\sum \\operatorname{huber}(${bare(residual.tex)})`,
      }),
      applied('huber'),
      applied('clip', '−'),
    ),
    term: (observed, predicted) => {
      const distance = Math.abs(observed - predicted);
      return distance <= 1 ? 0.5 * distance * distance : distance - 0.5;
    },
    slope: (observed, predicted) => -Math.max(-1, Math.min(1, observed - predicted)),
    reason:
      'up to 1 from 0 the slope of ½r² is r, beyond that it stays −1 or 1: r clipped to [−1, 1]; then × −1 from inside; the mean divides by n, samples × outputs',
  },
  binaryCrossEntropy: {
    short: 'BCE',
    label: 'binary cross-entropy',
    words:
      'How surprised the predicted probabilities are by the observed 0s and 1s: −log of the probability given to what was observed; the mean over samples, added up over outputs.',
    goesWith: ['sigmoid'],
    observed: 'fraction',
    fusedWith: 'sigmoid',
    mean: 'samples',
    term: (observed, _predicted, logit) => softplus(logit) - observed * logit,
    slope: (observed, predicted) => predicted - observed,
    formula: (o, p) => ({
      plain: `−1/⟨n⟩·Σ(⟨${o}⟩·log(⟨${p}⟩) + (1 − ⟨${o}⟩)·log(1 − ⟨${p}⟩))`,
      tex: `-\\frac{1}{⟨n⟩}\\sum \\left(⟨${o}⟩ \\cdot \\log(⟨${p}⟩) + (1 - ⟨${o}⟩) \\cdot \\log(1 - ⟨${p}⟩)\\right)`,
    }),
    termFormula: (o, p) =>
      overCount({
        plain: `−(⟨${o}⟩·log(⟨${p}⟩) + (1 − ⟨${o}⟩)·log(1 − ⟨${p}⟩))`,
        tex: `-(⟨${o}⟩ \\cdot \\log(⟨${p}⟩) + (1 - ⟨${o}⟩) \\cdot \\log(1 - ⟨${p}⟩))`,
      }),
    slopeFormula: predictedMinusObserved,
    ofResidual: null,
    reason:
      'through the sigmoid each term is softplus(z) − observed·z, and the slope of softplus is the sigmoid, which is predicted; the mean divides by n, the samples',
  },
  crossEntropy: {
    short: 'CE',
    label: 'cross-entropy',
    words:
      'How surprised the predicted probabilities are by the observed class: −log of the probability given to it; the mean over samples. The observed values of a sample add up to 1.',
    goesWith: ['softmax'],
    observed: 'distribution',
    fusedWith: 'softmax',
    mean: 'samples',
    // A class that was not observed contributes 0 even where its probability is 0 or its logit infinite.
    term: (observed, _predicted, logit, logSumExp) => (observed === 0 ? 0 : observed * (logSumExp - logit)),
    slope: (observed, predicted) => predicted - observed,
    formula: (o, p) => ({
      plain: `−1/⟨n⟩·Σ ⟨${o}⟩·log(⟨${p}⟩)`,
      tex: `-\\frac{1}{⟨n⟩}\\sum ⟨${o}⟩ \\cdot \\log(⟨${p}⟩)`,
    }),
    termFormula: (o, p) => overCount({ plain: `−⟨${o}⟩·log(⟨${p}⟩)`, tex: `-⟨${o}⟩ \\cdot \\log(⟨${p}⟩)` }),
    slopeFormula: predictedMinusObserved,
    ofResidual: null,
    reason:
      'through the softmax each sample’s loss is log Σ e^z − Σ observed·z: the slope of log Σ e^z is the softmax, which is predicted, and the observed add up to 1; the mean divides by n, the samples',
  },
};
