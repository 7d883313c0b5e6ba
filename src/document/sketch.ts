/** The core's network as far as a file that may have errors tells it, for the names of its parameters and neurons. */

import { activations } from '../core/activations';
import { losses, MEAN_COUNT_NAME } from '../core/losses';
import type { ActivationName, LossName } from '../core/names';
import { Network } from '../core/network';
import { propertyOf } from './json/tree';
import type { Outline } from './outline';

/**
 * null where some layer's size is not known, or the features are not.
 * @param inputs, outputs Names of the features, where the data have told them.
 */
export function sketchNetwork(
  outline: Outline,
  inputs: readonly string[] | null = outline.inputFeatures,
  outputs: readonly string[] | null = outline.outputFeatures,
): Network | null {
  if (!inputs || !outputs || outline.layers.length === 0) return null;
  if (outline.layers.some((layer) => layer.units === null)) return null;
  const loss = propertyOf(outline.root, 'loss')?.value;
  return new Network({
    inputs,
    outputs,
    layers: outline.layers.map(({ units, activation, bias, biases }) => ({
      units: units ?? 0,
      activation:
        activation !== null && Object.hasOwn(activations, activation) ? (activation as ActivationName) : 'identity',
      // Where biases are given in spite of "bias": false, that is reported; the names are those with the biases.
      bias: bias || biases !== undefined,
    })),
    loss: loss?.type === 'string' && Object.hasOwn(losses, loss.value) ? (loss.value as LossName) : 'ssr',
  });
}

/** What formulas call by this name in a network, other than a column: `weight`, `neuron`, …; null where nothing is. */
export function reservedFor(network: Network, name: string): string | null {
  const parameter = network.parameterByName(name);
  if (parameter) return `the ${parameter.kind} ${name}`;
  const neuron = /^[xy]([1-9]\d*)$/.exec(name);
  const hidden = network.lastLayer.neuronsBefore;
  if (neuron && Number(neuron[1]) <= hidden) return `neuron ${neuron[1]}`;
  const last = network.layers.length - 1;
  for (let output = 0; output < network.lastLayer.units; output++) {
    if (name === network.preActivationName(last, output) && name !== network.predictedName(output))
      return 'the output before its activation';
    if (name === network.predictedName(output)) return 'the predicted value';
    if (name === network.observedName(output)) return 'the observed value';
    if (name === network.residualName(output)) return 'the residual';
  }
  if (name === losses[network.loss].short) return 'the loss';
  return name === MEAN_COUNT_NAME && losses[network.loss].mean !== 'none' ? 'the number of terms of the mean' : null;
}
