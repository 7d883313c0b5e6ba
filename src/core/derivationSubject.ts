/** What a derivation is of, found by its name: a parameter, or a neuron before its activation. */

import { derivativeName } from './chainLinks';
import { losses } from './losses';
import type { Network, Parameter } from './network';
import { gradientName } from './operationParts';
import { derivativeOf, neuronByName } from './targets';

export interface Subject {
  /** Display name: `w1`, `x3`. */
  readonly name: string;
  readonly kind: 'weight' | 'bias' | 'neuron';
  /** 0-based; input −1 where there is none. */
  readonly layer: number;
  readonly neuron: number;
  readonly input: number;
  /** `dSSR/dw1`. */
  readonly target: string;
  /** null for a neuron. */
  readonly parameter: Parameter | null;
}

/**
 * @param name `w1`, `W[1][2,1]`, `x3`, `predicted`, or their derivatives: `dSSR/dx3`, `δ[1][3]`
 * @throws RangeError where the network has none of that name
 */
export function subjectByName(network: Network, name: string): Subject {
  const plain = derivativeOf(network, name) ?? name;
  const parameter = network.parameterByName(plain);
  if (parameter) {
    const { kind, layer, neuron, input } = parameter;
    return {
      name: network.displayName(parameter),
      kind,
      layer,
      neuron,
      input,
      target: gradientName(network, parameter),
      parameter,
    };
  }
  const found = neuronByName(network, plain);
  if (!found || found.after) {
    throw new RangeError(
      `There is no d${losses[network.loss].short}/d${plain}: no parameter or neuron is called that.`,
    );
  }
  const { layer, neuron } = found;
  return {
    name: plain,
    kind: 'neuron',
    layer,
    neuron,
    input: -1,
    target: derivativeName(network, layer, neuron),
    parameter: null,
  };
}
