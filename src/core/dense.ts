/** One layer's three products (forward, weight gradients, input gradients), small or large. */

import { type Multiply, transpose } from './product';

/** Above this many multiply-adds the tile repays its transpose. */
const TILED_ABOVE = 4000;

/** A layer's place in the flat arrays and its buffers for a batch; all `[batch, …]` row-major, a row is a sample. */
export interface DenseLayer {
  readonly inputs: number;
  readonly units: number;
  readonly weightOffset: number;
  /** −1: no biases. */
  readonly biasOffset: number;
  /** What the layer reads: the data of the batch, or the activations of the layer before. */
  readonly input: Float64Array;
  readonly preActivation: Float64Array;
  /** The derivative of the loss with respect to the pre-activations. */
  readonly delta: Float64Array;
}

/** What the large layers of a kernel share: the product, and room for transposes, large enough for the largest. */
export interface LargeProducts {
  readonly multiply: Multiply;
  /** Of the layer's input, `[inputs, batch]`. */
  readonly input: Float64Array;
  /** Of its pre-activations, `[units, batch]`. */
  readonly preActivation: Float64Array;
}

export function usesTile(batch: number, layer: { readonly inputs: number; readonly units: number }): boolean {
  return batch * layer.inputs * layer.units > TILED_ABOVE;
}

/** preActivation = input·Wᵀ + biases. */
export function forwardProduct(layer: DenseLayer, parameters: Float64Array, batch: number, large: LargeProducts): void {
  const { inputs, units, weightOffset, biasOffset, input, preActivation } = layer;
  if (usesTile(batch, layer)) {
    transpose(large.input, input, batch, inputs);
    large.multiply(large.preActivation, 0, parameters, weightOffset, large.input, 0, units, batch, inputs, inputs, 1);
    transpose(preActivation, large.preActivation, units, batch);
    if (biasOffset >= 0) addBiases(layer, parameters, batch);
    return;
  }
  for (let sample = 0; sample < batch; sample++) {
    const from = sample * inputs;
    const into = sample * units;
    let weight = weightOffset;
    for (let unit = 0; unit < units; unit++) {
      let sum = 0;
      for (let k = 0; k < inputs; k++) sum += parameters[weight++] * input[from + k];
      preActivation[into + unit] = biasOffset >= 0 ? sum + parameters[biasOffset + unit] : sum;
    }
  }
}

function addBiases({ units, biasOffset, preActivation }: DenseLayer, parameters: Float64Array, batch: number): void {
  for (let sample = 0; sample < batch; sample++) {
    const into = sample * units;
    for (let unit = 0; unit < units; unit++) preActivation[into + unit] += parameters[biasOffset + unit];
  }
}

/** dL/dW = deltaᵀ·input and dL/db = Σ delta, into the layer's place in `gradients`. */
export function weightGradients(layer: DenseLayer, gradients: Float64Array, batch: number, large: LargeProducts): void {
  const { inputs, units, weightOffset, biasOffset, input, delta } = layer;
  if (usesTile(batch, layer)) {
    large.multiply(gradients, weightOffset, delta, 0, input, 0, units, inputs, batch, 1, units);
  } else {
    let weight = weightOffset;
    for (let unit = 0; unit < units; unit++) {
      for (let k = 0; k < inputs; k++) {
        let sum = 0;
        for (let sample = 0; sample < batch; sample++) sum += delta[sample * units + unit] * input[sample * inputs + k];
        gradients[weight++] = sum;
      }
    }
  }
  if (biasOffset < 0) return;
  for (let unit = 0; unit < units; unit++) {
    let sum = 0;
    for (let sample = 0; sample < batch; sample++) sum += delta[sample * units + unit];
    gradients[biasOffset + unit] = sum;
  }
}

/** dL/dinput = delta·W, into `into` `[batch, inputs]`. */
export function inputGradients(
  layer: DenseLayer,
  parameters: Float64Array,
  into: Float64Array,
  batch: number,
  large: LargeProducts,
): void {
  const { inputs, units, weightOffset, delta } = layer;
  if (usesTile(batch, layer)) {
    large.multiply(into, 0, delta, 0, parameters, weightOffset, batch, inputs, units, units, 1);
    return;
  }
  for (let sample = 0; sample < batch; sample++) {
    const from = sample * units;
    for (let k = 0; k < inputs; k++) {
      let sum = 0;
      for (let unit = 0; unit < units; unit++) sum += delta[from + unit] * parameters[weightOffset + unit * inputs + k];
      into[sample * inputs + k] = sum;
    }
  }
}
