/** The shape of a feed-forward network, where each parameter lives in the flat array, and what everything is called. */

import type { ActivationName, LossName } from './names';
import { reservedFor } from './reservedNames';

/** Above this many parameters the matrix names (`W[1][j,i]`) lead and formulas take the matrix form. */
export const MATRIX_FORM_ABOVE = 200;

export interface LayerShape {
  readonly units: number;
  readonly activation: ActivationName;
  /** false: the layer has no biases. */
  readonly bias: boolean;
  /** Labels for people, one per neuron; the names in formulas stay x1, y1, … */
  readonly neurons?: readonly string[];
}

export interface NetworkShape {
  /** Names of the input features, in order (dataset columns, or `column=category` for one-hot columns). */
  readonly inputs: readonly string[];
  /** Names of the observed columns, in order; as many as the last layer has units. */
  readonly outputs: readonly string[];
  readonly layers: readonly LayerShape[];
  readonly loss: LossName;
}

/** One layer with its place in the flat parameter array: `W` is row-major `[outputs, inputs]`, the biases follow. */
export interface Layer extends LayerShape {
  /** 0-based. */
  readonly index: number;
  /** Number of inputs of each neuron. */
  readonly inputs: number;
  readonly weightOffset: number;
  /** Offset of the first bias; −1 where the layer has none. */
  readonly biasOffset: number;
  /** How many hidden neurons stand before this layer: neuron j is x(neuronsBefore + j + 1). */
  readonly neuronsBefore: number;
  /** How many weights, and how many biases, stand before this layer: the counting of w1, w2, … and b1, b2, … */
  readonly weightsBefore: number;
  readonly biasesBefore: number;
}

/** One weight or bias. All indices are 0-based; names count from 1. */
export interface Parameter {
  /** `w3`, `b1`: counted through the network in reading order. */
  readonly name: string;
  /** `W[1][2,1]` (layer, neuron, input) or `b[1][2]`. */
  readonly matrixName: string;
  readonly kind: 'weight' | 'bias';
  readonly layer: number;
  readonly neuron: number;
  /** The input of the layer that a weight multiplies; −1 for a bias. */
  readonly input: number;
  /** Index into the flat parameter array. */
  readonly offset: number;
}

/** A network's structure. Immutable; parameters themselves are flat Float64Arrays of length `parameterCount`. */
export class Network {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly loss: LossName;
  readonly layers: readonly Layer[];
  readonly parameterCount: number;
  readonly weightCount: number;
  readonly biasCount: number;
  readonly #inputNames: readonly string[];

  constructor(shape: NetworkShape) {
    this.inputs = shape.inputs;
    this.outputs = shape.outputs;
    this.loss = shape.loss;
    let offset = 0;
    let weights = 0;
    let biases = 0;
    let neurons = 0;
    let inputs = shape.inputs.length;
    this.layers = shape.layers.map((layer, index) => {
      const weightCount = layer.units * inputs;
      const placed: Layer = {
        ...layer,
        index,
        inputs,
        weightOffset: offset,
        biasOffset: layer.bias ? offset + weightCount : -1,
        neuronsBefore: neurons,
        weightsBefore: weights,
        biasesBefore: biases,
      };
      offset += weightCount + (layer.bias ? layer.units : 0);
      weights += weightCount;
      biases += layer.bias ? layer.units : 0;
      neurons += layer.units;
      inputs = layer.units;
      return placed;
    });
    this.parameterCount = offset;
    this.weightCount = weights;
    this.biasCount = biases;
    this.#inputNames = shape.inputs.map((name) => (reservedFor(this, name) ? `input ${name}` : name));
  }

  /** Whether the matrix names lead (more than 200 parameters). */
  get matrixForm(): boolean {
    return this.parameterCount > MATRIX_FORM_ABOVE;
  }

  get lastLayer(): Layer {
    return this.layers[this.layers.length - 1];
  }

  weight(layerIndex: number, neuron: number, input: number): Parameter {
    const layer = this.layers[layerIndex];
    const inLayer = neuron * layer.inputs + input;
    return {
      name: `w${layer.weightsBefore + inLayer + 1}`,
      matrixName: `W[${layerIndex + 1}][${neuron + 1},${input + 1}]`,
      kind: 'weight',
      layer: layerIndex,
      neuron,
      input,
      offset: layer.weightOffset + inLayer,
    };
  }

  bias(layerIndex: number, neuron: number): Parameter {
    const layer = this.layers[layerIndex];
    return {
      name: `b${layer.biasesBefore + neuron + 1}`,
      matrixName: `b[${layerIndex + 1}][${neuron + 1}]`,
      kind: 'bias',
      layer: layerIndex,
      neuron,
      input: -1,
      offset: layer.biasOffset + neuron,
    };
  }

  /** The parameter at an index of the flat array. */
  parameterAt(offset: number): Parameter {
    const layer = this.layers.findLast((candidate) => candidate.weightOffset <= offset);
    if (!layer || offset >= this.parameterCount) throw new RangeError(`No parameter at ${offset}.`);
    const inLayer = offset - layer.weightOffset;
    const weightCount = layer.units * layer.inputs;
    return inLayer < weightCount
      ? this.weight(layer.index, Math.floor(inLayer / layer.inputs), inLayer % layer.inputs)
      : this.bias(layer.index, inLayer - weightCount);
  }

  /** The parameter called `w3`, `b1`, `W[1][2,1]` or `b[1][2]`; undefined where there is none of that name. */
  parameterByName(name: string): Parameter | undefined {
    const counted = /^([wb])([1-9]\d*)$/.exec(name);
    if (counted) return this.#counted(counted[1] === 'w', Number(counted[2]) - 1);
    const matrix = /^([Wb])\[(\d+)\]\[(\d+)(?:,\s*(\d+))?\]$/.exec(name);
    if (!matrix) return undefined;
    const layer = this.layers[Number(matrix[2]) - 1];
    const neuron = Number(matrix[3]) - 1;
    if (!layer || neuron < 0 || neuron >= layer.units) return undefined;
    if (matrix[1] === 'b') return layer.bias && matrix[4] === undefined ? this.bias(layer.index, neuron) : undefined;
    const input = Number(matrix[4]) - 1;
    return input >= 0 && input < layer.inputs ? this.weight(layer.index, neuron, input) : undefined;
  }

  /** Every parameter as people read them: layer by layer, neuron by neuron, its weights, then its bias. */
  *parameters(): Generator<Parameter> {
    for (const layer of this.layers) {
      for (let neuron = 0; neuron < layer.units; neuron++) {
        for (let input = 0; input < layer.inputs; input++) yield this.weight(layer.index, neuron, input);
        if (layer.bias) yield this.bias(layer.index, neuron);
      }
    }
  }

  /** What a parameter is called where people read it: `w3`, or `W[1][2,1]` in the matrix form. */
  displayName(parameter: Parameter): string {
    return this.matrixForm ? parameter.matrixName : parameter.name;
  }

  /** The name before the activation: `x1`, and for outputs `predicted` (identity) or `z`; `z[1][3]` in matrix form. */
  preActivationName(layerIndex: number, neuron: number): string {
    const layer = this.layers[layerIndex];
    if (layerIndex < this.layers.length - 1) {
      return this.matrixForm ? `z[${layerIndex + 1}][${neuron + 1}]` : `x${layer.neuronsBefore + neuron + 1}`;
    }
    if (layer.activation === 'identity') return this.predictedName(neuron);
    return this.matrixForm ? `z[${layerIndex + 1}][${neuron + 1}]` : this.#numbered('z', neuron, layer.units);
  }

  /** The name after the activation: `y1`, and for outputs `predicted`; `a[1][3]` for hidden neurons in matrix form. */
  activationName(layerIndex: number, neuron: number): string {
    if (layerIndex === this.layers.length - 1) return this.predictedName(neuron);
    const layer = this.layers[layerIndex];
    return this.matrixForm ? `a[${layerIndex + 1}][${neuron + 1}]` : `y${layer.neuronsBefore + neuron + 1}`;
  }

  /**
   * What a layer reads: the data columns for the first layer (`a[0][2]` in matrix form), else the activations before it.
   * A column that has the name of something else in the network, such as `x1`, is `input x1`.
   */
  inputName(layerIndex: number, input: number): string {
    if (layerIndex > 0) return this.activationName(layerIndex - 1, input);
    return this.matrixForm ? `a[0][${input + 1}]` : this.#inputNames[input];
  }

  predictedName(output: number): string {
    return this.#numbered('predicted', output, this.outputs.length);
  }

  observedName(output: number): string {
    return this.#numbered('observed', output, this.outputs.length);
  }

  residualName(output: number): string {
    return this.#numbered('residual', output, this.outputs.length);
  }

  #numbered(name: string, index: number, count: number): string {
    return count > 1 ? `${name}${index + 1}` : name;
  }

  #counted(isWeight: boolean, index: number): Parameter | undefined {
    if (index >= (isWeight ? this.weightCount : this.biasCount)) return undefined;
    const before = (layer: Layer) => (isWeight ? layer.weightsBefore : layer.biasesBefore);
    const layer = this.layers.findLast((candidate) => before(candidate) <= index)!;
    if (!isWeight) return this.bias(layer.index, index - layer.biasesBefore);
    const inLayer = index - layer.weightsBefore;
    return this.weight(layer.index, Math.floor(inLayer / layer.inputs), inLayer % layer.inputs);
  }
}
