/** Every kind of link of a chain of derivatives as one row: its names, its symbol and its number for a sample. */

import { activations } from './activations';
import type { Formula } from './formula';
import { bracketed, DOTS, GAP, named, ONE, plus, shownTerms, times } from './formulaText';
import { losses, lossScale, MEAN_COUNT_NAME, meanCount } from './losses';
import type { Network } from './network';
import { layerInputs, type SampleValues } from './samplePass';

/**
 * - `loss`: dL/dpredicted_k, or dL/dz_k where loss and activation are differentiated together
 * - `activation`: dy_j/dx_j
 * - `input`: dx_k/dy_j, a weight
 * - `weight`: dx_j/dw_ji, an input; `bias`: dx_j/db_j = 1
 * - `sum`: dL/dy_j as the sum over the neurons of the layer above
 * - `delta`: dL/dx_j in one piece, for the matrix form
 */
export type LinkKind = 'loss' | 'activation' | 'input' | 'weight' | 'bias' | 'sum' | 'delta';

/** One link; all indices 0-based, `input` −1 where there is none. */
export interface Link {
  readonly kind: LinkKind;
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
}

/** What the numbers of a link are taken from. */
export interface LinkNumbers {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly batchCount: number;
}

export interface LinkRule {
  numerator(network: Network, link: Link): string;
  denominator(network: Network, link: Link): string;
  symbol(network: Network, link: Link): Formula;
  value(numbers: LinkNumbers, link: Link, sample: SampleValues): number;
  /** Writes the value of every name that the symbol mentions. */
  mention(numbers: LinkNumbers, link: Link, sample: SampleValues, into: Record<string, number>): void;
}

/** What dL/dx_j is called: `dSSR/dx1`, `dSSR/dpredicted`, and `δ[1][3]` in the matrix form. */
export function derivativeName(network: Network, layer: number, neuron: number): string {
  if (network.matrixForm) return `δ[${layer + 1}][${neuron + 1}]`;
  return `d${losses[network.loss].short}/d${network.preActivationName(layer, neuron)}`;
}

/** What dL/dy_j is called: `dSSR/dy1`. */
export function activationDerivativeName(network: Network, layer: number, neuron: number): string {
  return `d${losses[network.loss].short}/d${network.activationName(layer, neuron)}`;
}

/** Whether the last layer's activation and the loss are differentiated in one step. */
export function isFused(network: Network): boolean {
  return losses[network.loss].fusedWith !== null;
}

const lossName = (network: Network): string => losses[network.loss].short;
const pre = (network: Network, { layer, neuron }: Link): string => network.preActivationName(layer, neuron);
const post = (network: Network, { layer, neuron }: Link): string => network.activationName(layer, neuron);
const below = (network: Network, { layer, input }: Link): string => network.inputName(layer, input);
const weightName = (network: Network, { layer, neuron, input }: Link): string =>
  network.displayName(network.weight(layer, neuron, input));
const weightValue = ({ network, parameters }: LinkNumbers, { layer, neuron, input }: Link): number =>
  parameters[network.layers[layer].weightOffset + neuron * network.layers[layer].inputs + input];

export const linkRules: Readonly<Record<LinkKind, LinkRule>> = {
  loss: {
    numerator: lossName,
    denominator: (network, link) => (isFused(network) ? pre(network, link) : network.predictedName(link.neuron)),
    symbol: (network, { neuron }) =>
      losses[network.loss].slopeFormula(network.observedName(neuron), network.predictedName(neuron)),
    value: ({ network, batchCount }, { layer, neuron }, { observed, activations: outputs }) => {
      const loss = losses[network.loss];
      return lossScale(loss, batchCount, observed.length) * loss.slope(observed[neuron], outputs[layer][neuron]);
    },
    mention: ({ network, batchCount }, { layer, neuron }, { observed, activations: outputs }, into) => {
      const loss = losses[network.loss];
      into[network.observedName(neuron)] = observed[neuron];
      into[network.predictedName(neuron)] = outputs[layer][neuron];
      if (loss.mean !== 'none') into[MEAN_COUNT_NAME] = meanCount(loss, batchCount, observed.length);
    },
  },
  activation: {
    numerator: post,
    denominator: pre,
    symbol: (network, link) =>
      activations[network.layers[link.layer].activation].slopeFormula(pre(network, link), post(network, link)),
    value: ({ network }, link, sample) => slopeAt(network, link, sample),
    mention: ({ network }, link, sample, into) => {
      const { plain } = linkRules.activation.symbol(network, link);
      const [x, y] = [pre(network, link), post(network, link)];
      if (plain.includes(`⟨${x}⟩`)) into[x] = sample.preActivations[link.layer][link.neuron];
      if (plain.includes(`⟨${y}⟩`)) into[y] = sample.activations[link.layer][link.neuron];
    },
  },
  input: {
    numerator: pre,
    denominator: below,
    symbol: (network, link) => named(weightName(network, link)),
    value: weightValue,
    mention: (numbers, link, _sample, into) => {
      into[weightName(numbers.network, link)] = weightValue(numbers, link);
    },
  },
  weight: {
    numerator: pre,
    denominator: weightName,
    symbol: (network, link) => named(below(network, link)),
    value: (_numbers, { layer, input }, sample) => layerInputs(sample, layer)[input],
    mention: ({ network }, link, sample, into) => {
      into[below(network, link)] = layerInputs(sample, link.layer)[link.input];
    },
  },
  bias: {
    numerator: pre,
    denominator: (network, { layer, neuron }) => network.displayName(network.bias(layer, neuron)),
    symbol: () => ONE,
    value: () => 1,
    mention: () => undefined,
  },
  sum: {
    numerator: lossName,
    denominator: post,
    symbol: (network, link) => bracketed(sumFromAbove(network, link)),
    value: (_numbers, { layer, neuron }, sample) => sample.activationDerivatives[layer][neuron],
    mention: mentionSum,
  },
  delta: {
    numerator: lossName,
    denominator: pre,
    symbol: (network, link) => {
      const { activation } = network.layers[link.layer];
      const slope = linkRules.activation.symbol(network, link);
      const isLast = link.layer === network.layers.length - 1;
      const first = linkRules[isLast ? 'loss' : 'sum'].symbol(network, link);
      return (isLast && isFused(network)) || activation === 'identity' ? first : times(first, slope);
    },
    value: (_numbers, { layer, neuron }, sample) => sample.derivatives[layer][neuron],
    mention: (numbers, link, sample, into) => {
      const isLast = link.layer === numbers.network.layers.length - 1;
      linkRules[isLast ? 'loss' : 'sum'].mention(numbers, link, sample, into);
      if (!isLast || !isFused(numbers.network)) linkRules.activation.mention(numbers, link, sample, into);
    },
  },
};

/** `dpredicted/dy1`: what a link is called wherever it appears. */
export function linkKey(network: Network, link: Link): string {
  const rule = linkRules[link.kind];
  return `d${rule.numerator(network, link)}/d${rule.denominator(network, link)}`;
}

/** f′(x_j) of a neuron. */
export function slopeAt(network: Network, { layer, neuron }: Link, sample: SampleValues): number {
  return activations[network.layers[layer].activation].slope(
    sample.preActivations[layer][neuron],
    sample.activations[layer][neuron],
  );
}

/** `⟨dSSR/dx3⟩·⟨w5⟩ + ⟨dSSR/dx4⟩·⟨w7⟩`: the ways from y_j to the loss, one through each neuron of the layer above. */
export function sumFromAbove(network: Network, { layer, neuron }: Link): Formula {
  return plus(
    shownTerms(network.layers[layer + 1].units).map((above) =>
      above === GAP
        ? DOTS
        : times(
            named(derivativeName(network, layer + 1, above)),
            named(weightName(network, { kind: 'input', layer: layer + 1, neuron: above, input: neuron })),
          ),
    ),
  );
}

function mentionSum(numbers: LinkNumbers, { layer, neuron }: Link, sample: SampleValues, into: Record<string, number>) {
  const { network } = numbers;
  for (const above of shownTerms(network.layers[layer + 1].units)) {
    if (above === GAP) continue;
    into[derivativeName(network, layer + 1, above)] = sample.derivatives[layer + 1][above];
    linkRules.input.mention(numbers, { kind: 'input', layer: layer + 1, neuron: above, input: neuron }, sample, into);
  }
}
