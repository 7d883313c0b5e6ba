/** The operations of a sample's backward pass: derivatives at the neurons, then the contributions to the parameters'. */

import { activationDerivativeName, derivativeName, isFused, type Link, linkKey, linkRules } from './chainLinks';
import { named, shortSum, timesSpaced } from './formulaText';
import { losses } from './losses';
import type { LocalDerivative, Operand } from './operation';
import {
  type Draft,
  gradientName,
  keptTerms,
  lossOperands,
  type OperationRule,
  parameterAt,
  type UpdateNumbers,
} from './operationParts';
import type { SampleValues } from './samplePass';
import type { OperationKind } from './operationPlace';

export const backwardOperations = {
  activationDerivative(numbers, { sample, layer, neuron }) {
    const { network } = numbers;
    if (layer === network.layers.length - 1) {
      return lossDerivative(numbers, sample, neuron, activationDerivativeName(network, layer, neuron));
    }
    const values = numbers.sample(sample);
    const above = network.layers[layer + 1].units;
    const link = (k: number): Link => ({ kind: 'input', layer: layer + 1, neuron: k, input: neuron });
    const derivative = (k: number): number => values.derivatives[layer + 1][k];
    const kept = keptTerms(above, (k) => derivative(k) * linkRules.input.value(numbers, link(k), values));
    const locals = kept.map((k) => localDerivative(numbers, link(k), values));
    return {
      target: activationDerivativeName(network, layer, neuron),
      assign: '=',
      right: shortSum(above, (k) =>
        timesSpaced(named(derivativeName(network, layer + 1, k)), linkRules.input.symbol(network, link(k))),
      ),
      value: values.activationDerivatives[layer][neuron],
      operands: kept.flatMap((k, index): Operand[] => [
        { name: derivativeName(network, layer + 1, k), value: derivative(k) },
        { name: network.displayName(network.weight(layer + 1, k, neuron)), value: locals[index].value },
      ]),
      ...(above === 1 ? { local: locals[0] } : { locals }),
    };
  },

  preDerivative(numbers, { sample, layer, neuron }) {
    const { network } = numbers;
    const { activation } = network.layers[layer];
    const target = derivativeName(network, layer, neuron);
    const isLast = layer === network.layers.length - 1;
    if (isLast && (isFused(network) || activation === 'identity')) {
      return lossDerivative(numbers, sample, neuron, target);
    }
    const values = numbers.sample(sample);
    const link: Link = { kind: 'activation', layer, neuron, input: -1 };
    const downstream = activationDerivativeName(network, layer, neuron);
    const local = localDerivative(numbers, link, values);
    const mentioned: Record<string, number> = {};
    linkRules.activation.mention(numbers, link, values, mentioned);
    return {
      target,
      assign: '=',
      right: timesSpaced(named(downstream), local.formula),
      value: values.derivatives[layer][neuron],
      operands: [
        { name: downstream, value: values.activationDerivatives[layer][neuron] },
        ...Object.entries(mentioned).map(([name, value]) => ({ name, value })),
      ],
      local,
    };
  },

  contribution(numbers, { sample, layer, neuron, input }) {
    const { network } = numbers;
    const values = numbers.sample(sample);
    const parameter = parameterAt(network, layer, neuron, input);
    const link: Link = { kind: input < 0 ? 'bias' : 'weight', layer, neuron, input };
    const upstream: Operand = {
      name: derivativeName(network, layer, neuron),
      value: values.derivatives[layer][neuron],
    };
    const local = localDerivative(numbers, link, values);
    return {
      target: gradientName(network, parameter),
      assign: '+=',
      right: timesSpaced(named(upstream.name), local.formula),
      value: upstream.value * local.value,
      total: numbers.gradientSoFar(parameter, sample),
      operands: input < 0 ? [upstream] : [upstream, { name: network.inputName(layer, input), value: local.value }],
      local,
      parameter: network.displayName(parameter),
    };
  },
} satisfies Partial<Record<OperationKind, OperationRule>>;

function localDerivative(numbers: UpdateNumbers, link: Link, values: SampleValues): LocalDerivative {
  const rule = linkRules[link.kind];
  return {
    key: linkKey(numbers.network, link),
    formula: rule.symbol(numbers.network, link),
    value: rule.value(numbers, link, values),
  };
}

/** The first operation of the backward pass: the loss with respect to one output. */
function lossDerivative(numbers: UpdateNumbers, sample: number, output: number, target: string): Draft {
  const { network } = numbers;
  const loss = losses[network.loss];
  const link: Link = { kind: 'loss', layer: network.layers.length - 1, neuron: output, input: -1 };
  const local = localDerivative(numbers, link, numbers.sample(sample));
  return {
    target,
    assign: '=',
    right: loss.ofResidual ? loss.ofResidual.slope(network.residualName(output)) : local.formula,
    value: local.value,
    operands: lossOperands(numbers, sample, output),
    local,
  };
}
