/** The operations of a sample's forward pass and of its loss: target, right side, value and operands. */

import { activations } from './activations';
import { type Link, linkRules } from './chainLinks';
import type { Formula } from './formula';
import { bracketed, named, plus, shortSum, times } from './formulaText';
import { losses } from './losses';
import type { Network } from './network';
import type { Operand } from './operation';
import { keptTerms, lossOperands, observedAndPredicted, type OperationRule } from './operationParts';
import { layerInputs } from './samplePass';
import type { OperationKind } from './operationPlace';

export const forwardOperations = {
  preActivation(numbers, { sample, layer, neuron }) {
    const { network } = numbers;
    const { inputs, bias } = network.layers[layer];
    const values = numbers.sample(sample);
    const read = layerInputs(values, layer);
    const link = (input: number): Link => ({ kind: 'input', layer, neuron, input });
    const weight = (input: number): number => linkRules.input.value(numbers, link(input), values);
    const products = shortSum(inputs, (input) =>
      times(named(network.inputName(layer, input)), linkRules.input.symbol(network, link(input))),
    );
    const operands = keptTerms(inputs, (input) => read[input] * weight(input)).flatMap((input): Operand[] => [
      { name: network.inputName(layer, input), value: read[input] },
      { name: network.displayName(network.weight(layer, neuron, input)), value: weight(input) },
    ]);
    const added = bias ? network.bias(layer, neuron) : null;
    if (added) operands.push({ name: network.displayName(added), value: numbers.parameters[added.offset] });
    return {
      target: network.preActivationName(layer, neuron),
      assign: '=',
      right: added ? plus([products, named(network.displayName(added))]) : products,
      value: values.preActivations[layer][neuron],
      operands,
    };
  },

  activation(numbers, { sample, layer, neuron }) {
    const { network } = numbers;
    const values = numbers.sample(sample);
    const { activation, units } = network.layers[layer];
    const pre = values.preActivations[layer];
    const rule = activations[activation];
    const read = rule.vector ? keptTerms(units, (k) => pre[k]) : [neuron];
    return {
      target: network.activationName(layer, neuron),
      assign: '=',
      right: rule.vector ? softmaxFormula(network, layer, neuron) : rule.call(network.preActivationName(layer, neuron)),
      value: values.activations[layer][neuron],
      operands: read.map((k) => ({ name: network.preActivationName(layer, k), value: pre[k] })),
    };
  },

  residual(numbers, { sample, neuron }) {
    const { network } = numbers;
    const operands = observedAndPredicted(numbers, sample, neuron);
    return {
      target: network.residualName(neuron),
      assign: '=',
      right: {
        plain: `⟨${operands[0].name}⟩ − ⟨${operands[1].name}⟩`,
        tex: `⟨${operands[0].name}⟩ - ⟨${operands[1].name}⟩`,
      },
      value: operands[0].value - operands[1].value,
      operands,
    };
  },

  lossTerm(numbers, { sample, neuron }) {
    const { network } = numbers;
    const loss = losses[network.loss];
    return {
      target: loss.short,
      assign: '+=',
      right: loss.ofResidual
        ? loss.ofResidual.term(network.residualName(neuron))
        : loss.termFormula(network.observedName(neuron), network.predictedName(neuron)),
      value: numbers.sample(sample).lossTerms[neuron],
      total: numbers.lossSoFar(sample, neuron),
      operands: lossOperands(numbers, sample, neuron),
    };
  },
} satisfies Partial<Record<OperationKind, OperationRule>>;

/** `e^⟨z1⟩/(e^⟨z1⟩ + e^⟨z2⟩ + e^⟨z3⟩)`. */
function softmaxFormula(network: Network, layer: number, neuron: number): Formula {
  const power = (k: number): Formula => ({
    plain: `e^⟨${network.preActivationName(layer, k)}⟩`,
    tex: `e^{⟨${network.preActivationName(layer, k)}⟩}`,
  });
  const total = shortSum(network.layers[layer].units, power);
  return {
    plain: `${power(neuron).plain}/${bracketed(total).plain}`,
    tex: `\\frac{${power(neuron).tex}}{${total.tex}}`,
  };
}
