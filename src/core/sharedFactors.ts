/** Derivatives that several parameters' derivatives contain: computed once, used often. That reuse is backpropagation. */

import { derivativeName } from './chainLinks';
import { type Chain, MAX_NAMES } from './derivationChain';
import type { Subject } from './derivationSubject';
import type { SharedFactor } from './derivationTypes';
import type { Layer, Network } from './network';
import { countTrainable } from './parameterOrder';

/** A shared factor but for its values, and the neuron that it is dL/dx of. */
export interface SharedPlace extends Omit<SharedFactor, 'values'> {
  readonly layer: number;
  readonly neuron: number;
}

/**
 * dL/dx of every neuron on the way, from the loss on, that at least two parameters need. Counted are those that
 * training computes (the trainable ones) and the one that is explained.
 */
export function findShared(network: Network, trainable: Uint8Array, subject: Subject, chain: Chain): SharedPlace[] {
  const found: SharedPlace[] = [];
  const counts = (offset: number): boolean => trainable[offset] !== 0 || offset === subject.parameter?.offset;
  const extra = subject.parameter && trainable[subject.parameter.offset] === 0 ? subject.parameter.layer : null;
  for (const { layer, neuron, slot } of neuronsOnTheWay(chain)) {
    const shape = network.layers[layer];
    const own = Array.from(ownOffsets(shape, neuron)).filter(counts);
    // A frozen subject in a layer below is counted though training does not compute it.
    const below = countTrainable(trainable, 0, shape.weightOffset) + (extra !== null && extra < layer ? 1 : 0);
    if (own.length + below < 2) continue;
    found.push({
      layer,
      neuron,
      name: derivativeName(network, layer, neuron),
      slots: Array.from({ length: slot }, (_, index) => index + 1),
      count: own.length + below,
      direct: own.slice(0, MAX_NAMES).map((offset) => network.displayName(network.parameterAt(offset))),
      deeper: firstNames(network, layer, counts),
    });
  }
  return found;
}

/** Each neuron whose dL/dx is a product of the chain's first slots. */
function neuronsOnTheWay(chain: Chain) {
  const found: { layer: number; neuron: number; slot: number }[] = [];
  for (const { link, slot } of chain.links) {
    const { layer, neuron } = link;
    const ends =
      link.kind === 'activation' ||
      link.kind === 'delta' ||
      (link.kind === 'loss' &&
        !chain.links.some((other) => other.link.kind === 'activation' && other.link.layer === layer));
    if (ends) found.push({ layer, neuron, slot });
  }
  return found;
}

function* ownOffsets({ inputs, weightOffset, biasOffset }: Layer, neuron: number): Generator<number> {
  for (let input = 0; input < inputs; input++) yield weightOffset + neuron * inputs + input;
  if (biasOffset >= 0) yield biasOffset + neuron;
}

/** The first names of counted parameters below a layer, in reading order. */
function firstNames(network: Network, layer: number, counts: (offset: number) => boolean): string[] {
  const names: string[] = [];
  for (const shape of network.layers.slice(0, layer)) {
    for (let neuron = 0; neuron < shape.units; neuron++) {
      for (const offset of ownOffsets(shape, neuron)) {
        if (names.length >= MAX_NAMES) return names;
        if (counts(offset)) names.push(network.displayName(network.parameterAt(offset)));
      }
    }
  }
  return names;
}
