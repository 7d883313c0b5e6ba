/** The core's network as far as a file that may have errors tells it, for the names of its parameters and neurons. */

import { activations } from '../core/activations';
import { losses } from '../core/losses';
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
