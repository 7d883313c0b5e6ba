/** The parameters that a run starts from: the file's numbers, and drawn ones where it gives none. */

import { drawWeights } from '../../core/initializers';
import type { Network } from '../../core/network';
import type { NetworkDocument } from '../networkDocument';

/** Flat, `[parameterCount]`; weights of a layer depend on the seed and the layer only. */
export function initialParameters(document: NetworkDocument, network: Network): Float64Array {
  const initial = new Float64Array(network.parameterCount);
  for (const layer of network.layers) {
    const { weights, biases, init } = document.layers[layer.index];
    if (weights) {
      weights.forEach((row, neuron) => initial.set(row, layer.weightOffset + neuron * layer.inputs));
    } else {
      initial.set(
        drawWeights(init, document.training.seed, layer.index, layer.units, layer.inputs),
        layer.weightOffset,
      );
    }
    if (layer.bias && biases) initial.set(biases, layer.biasOffset);
  }
  return initial;
}

/** 1 where training moves the parameter; every name is known to be one. */
export function trainableMask(document: NetworkDocument, network: Network): Uint8Array {
  const mask = new Uint8Array(network.parameterCount).fill(document.trainable ? 0 : 1);
  for (const name of document.trainable ?? []) mask[network.parameterByName(name)!.offset] = 1;
  return mask;
}
