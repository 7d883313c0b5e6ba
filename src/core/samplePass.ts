/** One sample through the network, forward and backward, with plain loops in the order that the formulas are written. */

import { activations } from './activations';
import { losses, lossScale } from './losses';
import type { Network } from './network';
import type { TrainingData } from './setup';
import { logSumExp, softmax } from './stableFunctions';

/** Everything computed on the way of one sample. Arrays by layer hold one number per neuron. */
export interface SampleValues {
  /** Row of the data, 0-based. */
  readonly row: number;
  readonly inputs: Float64Array;
  readonly observed: Float64Array;
  /** Before the activation: x, z. */
  readonly preActivations: readonly Float64Array[];
  /** After it: y, predicted. */
  readonly activations: readonly Float64Array[];
  /** This sample's part of the loss, one term per output, with its share of the mean. */
  readonly lossTerms: Float64Array;
  /** dL/d activation; empty below the lowest layer asked for, and for the outputs of a fused loss. */
  readonly activationDerivatives: readonly Float64Array[];
  /** dL/d pre-activation; empty below the lowest layer asked for. */
  readonly derivatives: readonly Float64Array[];
}

/** What stays the same for all samples of a batch. */
export interface PassSettings {
  readonly network: Network;
  readonly parameters: Float64Array;
  readonly data: TrainingData;
  /** Samples in the batch: what the mean losses divide by. */
  readonly batchCount: number;
  /** Derivatives are computed for this layer (0-based) and those above; the number of layers: for none. */
  readonly lowestLayer: number;
}

/** Values and derivatives of the sample in one row of the data. */
export function evaluateSample(settings: PassSettings, row: number): SampleValues {
  const { network, data } = settings;
  const inputCount = network.inputs.length;
  const outputCount = network.lastLayer.units;
  const inputs = data.inputs.subarray(row * inputCount, (row + 1) * inputCount);
  const observed = data.outputs.subarray(row * outputCount, (row + 1) * outputCount);
  const preActivations: Float64Array[] = [];
  const outputs: Float64Array[] = [];
  forward(network, settings.parameters, inputs, preActivations, outputs);
  const lossTerms = sampleLossTerms(settings, observed, preActivations, outputs);
  return {
    row,
    inputs,
    observed,
    preActivations,
    activations: outputs,
    lossTerms,
    ...backward(settings, observed, preActivations, outputs),
  };
}

/** Continues the forward pass, from the layer after those that the lists hold already, into the lists. */
export function forward(
  network: Network,
  parameters: Float64Array,
  inputs: Float64Array,
  preActivations: Float64Array[],
  outputs: Float64Array[],
): void {
  for (let layer = outputs.length; layer < network.layers.length; layer++) {
    const { units, inputs: count, weightOffset, biasOffset } = network.layers[layer];
    const read = layer === 0 ? inputs : outputs[layer - 1];
    const pre = new Float64Array(units);
    for (let j = 0; j < units; j++) {
      const bias = biasOffset < 0 ? 0 : parameters[biasOffset + j];
      pre[j] = weightedSum(parameters, weightOffset + j * count, read, bias);
    }
    preActivations.push(pre);
    outputs.push(activated(network, layer, pre));
  }
}

/** Σ_i input_i · weights[row + i] + bias. */
export function weightedSum(weights: Float64Array, row: number, inputs: Float64Array, bias: number): number {
  let sum = 0;
  for (let i = 0; i < inputs.length; i++) sum += inputs[i] * weights[row + i];
  return sum + bias;
}

/** The activations of a layer: the very same array where the activation is the identity. */
export function activated(network: Network, layerIndex: number, pre: Float64Array): Float64Array {
  const name = network.layers[layerIndex].activation;
  if (name === 'identity') return pre;
  const rule = activations[name];
  const result = new Float64Array(pre.length);
  if (rule.vector) softmax(pre, 0, pre.length, result);
  else for (let j = 0; j < pre.length; j++) result[j] = rule.value(pre[j]);
  return result;
}

/** The sample's part of the loss, output by output. */
export function sampleLossTerms(
  { network, batchCount }: Pick<PassSettings, 'network' | 'batchCount'>,
  observed: Float64Array,
  preActivations: readonly Float64Array[],
  outputs: readonly Float64Array[],
): Float64Array {
  const loss = losses[network.loss];
  const last = network.layers.length - 1;
  const logits = preActivations[last];
  const predicted = outputs[last];
  const scale = lossScale(loss, batchCount, predicted.length);
  const total = loss.fusedWith === 'softmax' ? logSumExp(logits, 0, logits.length) : 0;
  const terms = new Float64Array(predicted.length);
  for (let k = 0; k < terms.length; k++) terms[k] = scale * loss.term(observed[k], predicted[k], logits[k], total);
  return terms;
}

function backward(
  { network, parameters, batchCount, lowestLayer }: PassSettings,
  observed: Float64Array,
  preActivations: readonly Float64Array[],
  outputs: readonly Float64Array[],
): Pick<SampleValues, 'activationDerivatives' | 'derivatives'> {
  const { layers } = network;
  const loss = losses[network.loss];
  const last = layers.length - 1;
  const scale = lossScale(loss, batchCount, observed.length);
  const activationDerivatives = layers.map(() => unknown);
  const derivatives = layers.map(() => unknown);
  for (let index = last; index >= lowestLayer; index--) {
    const { units, activation } = layers[index];
    const fused = index === last && loss.fusedWith !== null;
    const downstream = new Float64Array(units);
    if (index === last) {
      for (let k = 0; k < units; k++) downstream[k] = scale * loss.slope(observed[k], outputs[last][k]);
    } else {
      sumOverAbove(network, parameters, index, derivatives[index + 1], downstream);
    }
    if (!fused) activationDerivatives[index] = downstream;
    if (fused || activation === 'identity') {
      derivatives[index] = downstream;
    } else {
      const { slope } = activations[activation];
      const own = new Float64Array(units);
      const pre = preActivations[index];
      const post = outputs[index];
      for (let j = 0; j < units; j++) own[j] = downstream[j] * slope(pre[j], post[j]);
      derivatives[index] = own;
    }
  }
  return { activationDerivatives, derivatives };
}

/** What stands for derivatives that are not computed. */
const unknown = new Float64Array(0);

/** dL/dy_j = Σ_k dL/dx_k · w_kj, over the neurons k of the layer above. */
function sumOverAbove(
  network: Network,
  parameters: Float64Array,
  layerIndex: number,
  above: Float64Array,
  into: Float64Array,
): void {
  const { inputs, weightOffset, units } = network.layers[layerIndex + 1];
  for (let k = 0; k < units; k++) {
    const derivative = above[k];
    const row = weightOffset + k * inputs;
    for (let j = 0; j < inputs; j++) into[j] += derivative * parameters[row + j];
  }
}

/** What a layer reads of a sample: the data for the first, else the activations before it. */
export function layerInputs(values: SampleValues, layerIndex: number): Float64Array {
  return layerIndex === 0 ? values.inputs : values.activations[layerIndex - 1];
}
