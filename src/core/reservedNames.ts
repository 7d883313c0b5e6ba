/** Which names formulas give to parts of a network, so that a data column of the same name can be told apart. */

import { losses, MEAN_COUNT_NAME } from './losses';
import type { Network } from './network';

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
