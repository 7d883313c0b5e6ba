/** Why a link of the chain is what it is: what is differentiated, part by part, and the reason in words. */

import { activations } from './activations';
import {
  activationDerivativeName,
  derivativeName,
  isFused,
  type Link,
  type LinkKind,
  linkRules,
  sumFromAbove,
} from './chainLinks';
import type { EquationPart, Formula } from './formula';
import { DOTS, GAP, listed, literal, MAX_TERMS, named, PLUS, shownTerms, times } from './formulaText';
import { losses } from './losses';
import type { Network } from './network';

export interface Explanation {
  /** What is differentiated; a sum of more than MAX_TERMS terms is shortened around the one that varies. */
  readonly equation: readonly EquationPart[];
  /** Names every constant part; where the equation is shortened, counts them. */
  readonly reason: string;
}

type Explain = (network: Network, link: Link) => Explanation;

const part = (role: EquationPart['role'], { plain, tex }: Formula): EquationPart => ({ role, plain, tex });
const left = (formula: Formula): EquationPart => part('left', formula);
const active = (formula: Formula): EquationPart => part('active', formula);
const EQUALS = part('operator', literal(' = '));
const AND = part('operator', PLUS);

/** `⟨y2⟩·⟨w4⟩ and ⟨b3⟩ do not contain ⟨w3⟩, so they are constant and their derivative is 0`; '' where nothing is constant. */
export function constantsReason(constants: readonly string[], varied: string): string {
  if (constants.length === 0) return '';
  // Words such as `the other 783 products` are many, though they are one item.
  const many = constants.length > 1 || constants[0].startsWith('the ');
  return many
    ? `${listed(constants)} do not contain ⟨${varied}⟩, so they are constant and their derivative is 0`
    : `${constants[0]} does not contain ⟨${varied}⟩, so it is constant and its derivative is 0`;
}

const explanations: Readonly<Record<LinkKind, Explain>> = {
  loss: explainLoss,
  activation(network, link) {
    const rule = activations[network.layers[link.layer].activation];
    const x = network.preActivationName(link.layer, link.neuron);
    const start = [left(named(network.activationName(link.layer, link.neuron))), EQUALS];
    const called = rule.call(x);
    const formula = rule.formula(x);
    const same = called.plain === formula.plain;
    return {
      equation: same ? [...start, active(formula)] : [...start, left(called), EQUALS, active(formula)],
      reason: rule.reason,
    };
  },
  input: explainProduct,
  weight: explainProduct,
  bias(network, link) {
    const { equation, constants } = weightedSum(network, link);
    const bias = linkRules.bias.denominator(network, link);
    const others = constantsReason(constants, bias);
    return { equation, reason: `${others === '' ? '' : `${others}; `}⟨${bias}⟩ itself has derivative 1` };
  },
  sum: (network, link) => ({
    equation: [
      left(named(activationDerivativeName(network, link.layer, link.neuron))),
      EQUALS,
      active(sumFromAbove(network, link)),
    ],
    reason: waysReason(network, link),
  }),
  delta(network, link) {
    const { activation } = network.layers[link.layer];
    const isLast = link.layer === network.layers.length - 1;
    const whole = isLast ? losses[network.loss].reason : waysReason(network, link);
    const withSlope = activation !== 'identity' && !(isLast && isFused(network));
    return {
      equation: [
        left(named(derivativeName(network, link.layer, link.neuron))),
        EQUALS,
        active(linkRules.delta.symbol(network, link)),
      ],
      reason: withSlope ? `${whole}; ${activations[activation].reason}` : whole,
    };
  },
};

/** What a link differentiates and why it comes out as it does. */
export function explainLink(network: Network, link: Link): Explanation {
  return explanations[link.kind](network, link);
}

/** `SSR = Σ(observed1 − predicted1)² + Σ(observed2 − predicted2)²`: one sum for each output. */
function explainLoss(network: Network, link: Link): Explanation {
  const loss = losses[network.loss];
  // Every output of a softmax depends on every logit.
  const allActive = loss.fusedWith === 'softmax';
  const outputs = network.lastLayer.units;
  const equation: EquationPart[] = [left(named(loss.short)), EQUALS];
  const constants: string[] = [];
  for (const [place, output] of shownTerms(outputs, link.neuron).entries()) {
    const constant = output !== link.neuron && !allActive;
    const formula = output === GAP ? DOTS : loss.formula(network.observedName(output), network.predictedName(output));
    if (place > 0) equation.push(AND);
    equation.push(part(constant ? 'constant' : 'active', formula));
    if (constant) constants.push(formula.plain);
  }
  const varied = linkRules.loss.denominator(network, link);
  const said = outputs > MAX_TERMS && !allActive ? [`the sums of the other ${outputs - 1} outputs`] : constants;
  const others = constantsReason(said, varied);
  return { equation, reason: others === '' ? loss.reason : `${loss.reason}; ${others}` };
}

/** A factor of one product of the sum: the other factor is its derivative. */
function explainProduct(network: Network, link: Link): Explanation {
  const { equation, constants } = weightedSum(network, link);
  const rule = linkRules[link.kind];
  const varied = rule.denominator(network, link);
  const other = rule.symbol(network, link).plain;
  return {
    equation,
    reason: constantsReason(constants, varied) || `⟨${varied}⟩ is multiplied by ${other}, and nothing is added to that`,
  };
}

/** `predicted = y1·w3 + y2·w4 + b3` with the term that varies active, and the constant parts as they are named in words. */
function weightedSum(network: Network, link: Link): { equation: EquationPart[]; constants: string[] } {
  const layer = network.layers[link.layer];
  const equation: EquationPart[] = [left(named(network.preActivationName(link.layer, link.neuron))), EQUALS];
  const constants: string[] = [];
  const add = (formula: Formula, isActive: boolean): void => {
    if (equation.length > 2) equation.push(AND);
    equation.push(part(isActive ? 'active' : 'constant', formula));
    if (!isActive) constants.push(formula.plain);
  };
  for (const input of shownTerms(layer.inputs, link.input)) {
    if (input === GAP) add(DOTS, false);
    else {
      const weight = linkRules.input.symbol(network, { ...link, input });
      add(times(named(network.inputName(link.layer, input)), weight), input === link.input);
    }
  }
  if (layer.inputs > MAX_TERMS) {
    const words = link.input < 0 ? `the ${layer.inputs} products` : `the other ${layer.inputs - 1} products`;
    constants.splice(0, constants.length, words);
  }
  if (layer.bias) add(named(network.displayName(network.bias(link.layer, link.neuron))), link.kind === 'bias');
  return { equation, constants };
}

function waysReason(network: Network, { layer, neuron }: Link): string {
  const { units } = network.layers[layer + 1];
  const start = `⟨${network.activationName(layer, neuron)}⟩`;
  if (units === 1) return `${start} reaches the loss through ⟨${network.preActivationName(layer + 1, 0)}⟩ alone`;
  if (units > MAX_TERMS)
    return `${start} reaches the loss through all ${units} neurons of layer ${layer + 2}, and the ways add up`;
  const through = Array.from({ length: units }, (_, above) => `⟨${network.preActivationName(layer + 1, above)}⟩`);
  return `${start} reaches the loss through ${listed(through)}, and the ways add up`;
}
