/** The names of neurons in an expression: before and after the activation, and their derivatives, one by one or by layer. */

import { isFused } from '../../core/chainLinks';
import { losses } from '../../core/losses';
import type { Network } from '../../core/network';
import type { OperationKind } from '../../core/operationPlace';
import type { SampleValues } from '../../core/samplePass';
import { arrayOfSample, type Found, type NameContext, ofSample, readyAfterAll } from './binding';

/** A neuron (0-based), or all of a layer where `neuron` is null. */
export interface NeuronsNamed {
  readonly layer: number;
  readonly neuron: number | null;
  readonly after: boolean;
}

/** `x1`, `y1`, `z`, `z2`, `predicted`; and `z[1]`, `a[1]`, `z[1][3]` in networks of every size. */
export function neuronsNamed(network: Network, name: string): NeuronsNamed | undefined {
  const last = network.layers.length - 1;
  const { units, activation, neuronsBefore } = network.lastLayer;
  const counted = /^([xy])([1-9]\d*)$/.exec(name);
  if (counted) {
    const index = Number(counted[2]) - 1;
    if (index >= neuronsBefore) return undefined;
    const { index: layer, neuronsBefore: before } = network.layers.findLast((one) => one.neuronsBefore <= index)!;
    return { layer, neuron: index - before, after: counted[1] === 'y' };
  }
  const output = /^(z|predicted)([1-9]\d*)?$/.exec(name);
  if (output && (output[1] === 'predicted' || activation !== 'identity')) {
    const neuron = output[2] === undefined ? (units === 1 ? 0 : null) : Number(output[2]) - 1;
    const exists = neuron === null || (neuron < units && (output[2] === undefined || units > 1));
    return exists ? { layer: last, neuron, after: output[1] === 'predicted' } : undefined;
  }
  const matrix = /^([za])\[([1-9]\d*)\](?:\[([1-9]\d*)\])?$/.exec(name);
  if (!matrix) return undefined;
  const layer = network.layers[Number(matrix[2]) - 1];
  const neuron = matrix[3] === undefined ? null : Number(matrix[3]) - 1;
  if (!layer || (neuron !== null && neuron >= layer.units)) return undefined;
  return { layer: layer.index, neuron, after: matrix[1] === 'a' };
}

/** The value of neurons. */
export function neuronValue(context: NameContext, name: string): Found {
  const named = neuronsNamed(context.setup.network, name);
  if (!named) return undefined;
  const read = named.after
    ? ({ activations }: SampleValues) => activations[named.layer]
    : ({ preActivations }: SampleValues) => preActivations[named.layer];
  return bound(context, named, named.after ? ['activation', 'preActivation'] : ['preActivation'], read, false);
}

/** The derivative of the loss with respect to neurons, for one sample; `δ[1][3]` is that of `z[1][3]`. */
export function neuronDerivative(context: NameContext, under: string): Found {
  const { network } = context.setup;
  const named = neuronsNamed(network, under);
  if (!named) return undefined;
  const { layer } = named;
  const isLast = layer === network.layers.length - 1;
  const short = losses[network.loss].short;
  if (isLast && named.after && isFused(network)) {
    const logit = network.preActivationName(layer, 0);
    return { problem: `${short} is differentiated through the last activation in one step: d${short}/d${logit}.` };
  }
  // With the identity, after and before are the same operation.
  const direct = isLast && network.lastLayer.activation === 'identity';
  const read =
    named.after && !direct
      ? ({ activationDerivatives }: SampleValues) => activationDerivatives[layer]
      : ({ derivatives }: SampleValues) => derivatives[layer];
  return (
    bound(context, named, named.after && !direct ? ['activationDerivative'] : ['preDerivative'], read, true) ?? {
      problem: `d${short}/d${under} is not computed: no parameter that needs it is trained.`,
    }
  );
}

/** @param kinds of the operation that computes a value: the first one that the network has */
function bound(
  context: NameContext,
  { layer, neuron }: NeuronsNamed,
  kinds: readonly OperationKind[],
  read: (sample: SampleValues) => Float64Array,
  isDerivative: boolean,
): Found {
  const { units } = context.setup.network.layers[layer];
  const neurons = neuron === null ? Array.from({ length: units }, (_, j) => j) : [neuron];
  const indices = kinds.map((kind) =>
    readyAfterAll(
      context,
      neurons.map((j) => ({ kind, layer, neuron: j, input: -1 })),
    ),
  );
  const readyAfter = indices.find((index) => index >= 0);
  if (readyAfter === undefined) return undefined;
  return neuron === null
    ? arrayOfSample(units, readyAfter, read, isDerivative)
    : ofSample(readyAfter, (sample) => read(sample)[neuron], isDerivative);
}
