/** Where each elementary operation of an update stands: index ↔ (sample, kind, layer, neuron, input), by counting. */

import { losses } from './losses';
import type { Layer, Network } from './network';
import { end, neurons, parameters, placed, type Section, type Unplaced } from './layoutSections';
import type { OperationPhase } from './operation';
import type { OperationKind, Place } from './operationPlace';
import { countTrainable, ParameterOrder, type ParameterSpot } from './parameterOrder';

/**
 * The order of an update. For each sample: forward layer by layer, neuron by neuron (softmax: all z first); the
 * residuals, then the loss terms; backward from the last layer: the derivatives at its neurons, then the contributions of
 * its parameters, neuron by neuron, in the last layer the bias first, in the others the weights first. After the samples: the
 * l2 term of each trainable weight where l2 is not 0, then the move of each trainable parameter, in reading order.
 *
 * Frozen parameters have no contribution and no move, and a derivative that no trainable parameter needs has no
 * operation: a neuron's is needed by its own parameters and by all of the layers below.
 */
export class UpdateLayout {
  /** Operations per sample. */
  readonly perSample: number;
  /** Operations after the last sample. */
  readonly afterSamples: number;
  /** The lowest layer (0-based) whose derivatives are needed; the number of layers where nothing is trainable. */
  readonly lowestLayer: number;
  readonly #sampleSections: readonly Section[];
  readonly #updateSections: readonly Section[];

  /** @param trainable by flat offset: 1 where training moves the parameter. It must not change afterwards. */
  constructor(
    readonly network: Network,
    readonly trainable: Uint8Array,
    withL2: boolean,
  ) {
    const lowest = network.layers.findIndex((layer) => trainsAny(layer, trainable));
    this.lowestLayer = lowest < 0 ? network.layers.length : lowest;
    this.#sampleSections = placed(this.#forward(), this.#loss(), this.#backward());
    const weights = new ParameterOrder(network.layers, trainable, { bias: 'none' });
    const all = new ParameterOrder(network.layers, trainable, { bias: 'last' });
    this.#updateSections = placed(withL2 ? [parameters('l2', -1, 'update', weights)] : [], [
      parameters('move', -1, 'update', all),
    ]);
    this.perSample = end(this.#sampleSections);
    this.afterSamples = end(this.#updateSections);
  }

  count(samples: number): number {
    return samples * this.perSample + this.afterSamples;
  }

  /** The phase of an operation. */
  phaseOf(index: number, samples: number): OperationPhase {
    return this.#section(index, samples).section.phase;
  }

  /** @throws RangeError where the update has no operation of that index. */
  placeOf(index: number, samples: number): Place {
    const { section, sample, within } = this.#section(index, samples);
    return { sample, ...section.at(within - section.start) };
  }

  /** The index of an operation; −1 where the update has none such. */
  indexOf({ sample, ...spot }: Place, samples: number): number {
    for (const section of sample < 0 ? this.#updateSections : this.#sampleSections) {
      const within = section.find(spot);
      if (within >= 0) return (sample < 0 ? samples : sample) * this.perSample + section.start + within;
    }
    return -1;
  }

  /** How many operations of a sample have run when the last one run is `index` (−1: none). */
  doneOf(position: number, index: number): number {
    return Math.max(0, Math.min(this.perSample, index + 1 - position * this.perSample));
  }

  /** How many neurons of a layer, from the first, have a value of this kind once `done` operations of a sample have run. */
  reached(kind: OperationKind, layer: number, done: number): number {
    const section = this.#sampleSections.find((one) => one.layer === layer && one.kinds.includes(kind));
    if (!section) return 0;
    const within = Math.min(section.count, done - section.start) - 1;
    const last = within - mod(within - section.kinds.indexOf(kind), section.kinds.length);
    return last < 0 ? 0 : section.at(last).neuron + 1;
  }

  /** Visits the parameters whose contributions are among the first `done` operations of a sample. */
  forContributions(done: number, visit: (spot: ParameterSpot, offset: number) => void): void {
    for (const { start, count, kinds, order } of this.#sampleSections) {
      if (order && kinds[0] === 'contribution') order.forFirst(Math.min(count, done - start), visit);
    }
  }

  #section(index: number, samples: number): { section: Section; sample: number; within: number } {
    if (!(index >= 0 && index < this.count(samples) && Number.isInteger(index))) {
      throw new RangeError(`The update has no operation ${index}; it has ${this.count(samples)}.`);
    }
    const position = Math.min(samples, this.perSample === 0 ? samples : Math.floor(index / this.perSample));
    const within = index - position * this.perSample;
    const sections = position < samples ? this.#sampleSections : this.#updateSections;
    const section = sections.findLast((candidate) => candidate.start <= within && candidate.count > 0)!;
    return { section, sample: position < samples ? position : -1, within };
  }

  #forward(): Unplaced[] {
    const last = this.network.layers.length - 1;
    return this.network.layers.flatMap((layer): Unplaced[] => {
      if (layer.index === last && layer.activation === 'identity') {
        return [neurons(['preActivation'], layer.index, layer.units, 'forward')];
      }
      if (layer.activation === 'softmax') {
        return [
          neurons(['preActivation'], layer.index, layer.units, 'forward'),
          neurons(['activation'], layer.index, layer.units, 'forward'),
        ];
      }
      return [neurons(['preActivation', 'activation'], layer.index, layer.units, 'forward')];
    });
  }

  #loss(): Unplaced[] {
    const { units } = this.network.lastLayer;
    const terms = neurons(['lossTerm'], -1, units, 'loss');
    return losses[this.network.loss].ofResidual ? [neurons(['residual'], -1, units, 'loss'), terms] : [terms];
  }

  #backward(): Unplaced[] {
    const { layers, loss } = this.network;
    const sections: Unplaced[] = [];
    for (let index = layers.length - 1; index >= this.lowestLayer; index--) {
      const layer = layers[index];
      const isLast = index === layers.length - 1;
      const needed = index > this.lowestLayer ? null : neuronsWithTrainable(layer, this.trainable);
      const direct = isLast && (losses[loss].fusedWith !== null || layer.activation === 'identity');
      if (!direct) sections.push(neurons(['activationDerivative'], index, layer.units, 'backward', needed));
      sections.push(neurons(['preDerivative'], index, layer.units, 'backward', needed));
      const order = new ParameterOrder([layer], this.trainable, { bias: isLast ? 'first' : 'last' });
      sections.push(parameters('contribution', index, 'backward', order));
    }
    return sections;
  }
}

const layouts = new WeakMap<Uint8Array, Map<boolean, UpdateLayout>>();

/** The layout of a network's updates, made once for each array of trainable parameters. */
export function updateLayout(network: Network, trainable: Uint8Array, withL2: boolean): UpdateLayout {
  const known = layouts.get(trainable) ?? new Map<boolean, UpdateLayout>();
  layouts.set(trainable, known);
  let layout = known.get(withL2);
  if (layout?.network !== network) known.set(withL2, (layout = new UpdateLayout(network, trainable, withL2)));
  return layout;
}

const mod = (a: number, n: number): number => ((a % n) + n) % n;

function trainsAny(layer: Layer, trainable: Uint8Array): boolean {
  const biases = layer.bias ? layer.units : 0;
  return countTrainable(trainable, layer.weightOffset, layer.weightOffset + layer.units * layer.inputs + biases) > 0;
}

/** The neurons that have a trainable parameter of their own; null where all have. */
function neuronsWithTrainable(layer: Layer, trainable: Uint8Array): Int32Array | null {
  const found: number[] = [];
  for (let j = 0; j < layer.units; j++) {
    const row = layer.weightOffset + j * layer.inputs;
    const bias = layer.bias ? trainable[layer.biasOffset + j] : 0;
    if (bias + countTrainable(trainable, row, row + layer.inputs) > 0) found.push(j);
  }
  return found.length === layer.units ? null : Int32Array.from(found);
}
