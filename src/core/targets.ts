/** From a name as people read it (`x1`, `predicted`, `dSSR/dw1`, `δ[1][3]`) to what it is of. */

import { losses } from './losses';
import type { Network } from './network';
import type { Spot } from './operationPlace';

/** A neuron before (`x1`) or after (`y1`) its activation; an output with the identity counts as before. */
export interface NeuronName {
  readonly layer: number;
  readonly neuron: number;
  readonly after: boolean;
}

/** The neuron that a name is of; undefined where there is none. Column names of the data are of none. */
export function neuronByName(network: Network, name: string): NeuronName | undefined {
  const last = network.layers.length - 1;
  const counted = /^(x|y|z|predicted)(\d*)$/.exec(name);
  const matrix = /^([za])\[(\d+)\]\[(\d+)\]$/.exec(name);
  const index = counted ? Math.max(0, Number(counted[2]) - 1) : -1;
  const hidden = counted && (counted[1] === 'x' || counted[1] === 'y');
  const layer = matrix
    ? Number(matrix[2]) - 1
    : hidden
      ? network.layers.findLastIndex((candidate) => candidate.neuronsBefore <= index)
      : last;
  if (!(layer in network.layers) || !(counted || matrix)) return undefined;
  const neuron = matrix ? Number(matrix[3]) - 1 : hidden ? index - network.layers[layer].neuronsBefore : index;
  if (neuron < 0 || neuron >= network.layers[layer].units) return undefined;
  if (name === network.preActivationName(layer, neuron)) return { layer, neuron, after: false };
  if (name === network.activationName(layer, neuron)) return { layer, neuron, after: true };
  return undefined;
}

/** The name under the line of `dSSR/dw1`, and `z[1][3]` for `δ[1][3]`; undefined where it is no derivative of the loss. */
export function derivativeOf(network: Network, target: string): string | undefined {
  const start = `d${losses[network.loss].short}/d`;
  if (target.startsWith(start)) return target.slice(start.length);
  const delta = /^δ\[(\d+)\]\[(\d+)\]$/.exec(target);
  if (!delta || !network.matrixForm) return undefined;
  const layer = network.layers[Number(delta[1]) - 1];
  const neuron = Number(delta[2]) - 1;
  return layer && neuron >= 0 && neuron < layer.units ? network.preActivationName(layer.index, neuron) : undefined;
}

/**
 * The places of the operations with a target, within a sample (a loss term: the last output's) and after the samples;
 * undefined where no operation has it there.
 */
export function spotsOf(network: Network, target: string): { inSample?: Spot; afterSamples?: Spot } {
  const loss = losses[network.loss];
  const none = { layer: -1, neuron: -1, input: -1 };
  if (target === loss.short) return { inSample: { ...none, kind: 'lossTerm', neuron: network.lastLayer.units - 1 } };
  const residual = /^residual(\d*)$/.exec(target);
  if (residual) {
    const neuron = Math.max(0, Number(residual[1]) - 1);
    const exists = neuron < network.lastLayer.units && network.residualName(neuron) === target;
    return exists ? { inSample: { ...none, kind: 'residual', neuron } } : {};
  }
  const under = derivativeOf(network, target);
  const parameter = network.parameterByName(under ?? target);
  if (parameter) {
    const { layer, neuron, input } = parameter;
    if (under === undefined) return { afterSamples: { kind: 'move', layer, neuron, input } };
    return {
      inSample: { kind: 'contribution', layer, neuron, input },
      ...(input >= 0 && { afterSamples: { kind: 'l2', layer, neuron, input } }),
    };
  }
  const neuron = neuronByName(network, under ?? target);
  if (!neuron) return {};
  const value = neuron.after ? 'activation' : 'preActivation';
  const derivative = neuron.after ? 'activationDerivative' : 'preDerivative';
  const place = { layer: neuron.layer, neuron: neuron.neuron, input: -1 };
  return { inSample: { ...place, kind: under === undefined ? value : derivative } };
}
