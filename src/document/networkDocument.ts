/** A valid network file as typed values with every default filled in: what a run is set up from. */

import type { ActivationName, InitializerName, LossName } from '../core/names';
import { Network } from '../core/network';
import { completeSettings } from '../core/optimizers';
import type { OptimizerSettings, TrainingSettings } from '../core/setup';
import { type ColumnReference, type DatasetReference, featureNames, type Outline } from './outline';
import type { LayerValues, NetworkValues } from './schema';

export interface LayerDocument {
  readonly units: number;
  readonly activation: ActivationName;
  /** `[units][inputs]`; null where they are drawn by `init`. */
  readonly weights: readonly ArrayLike<number>[] | null;
  /** One per neuron; null where they start at 0 or the layer has none. */
  readonly biases: ArrayLike<number> | null;
  readonly bias: boolean;
  readonly init: InitializerName;
  readonly neurons: readonly string[] | null;
}

export type Normalization = 'none' | 'standard' | 'minMax';

export interface NetworkDocument {
  /** '' where the file gives none. */
  readonly name: string;
  readonly dataset: DatasetReference;
  readonly normalize: Normalization;
  /** The part of the rows held out, from 0 up to (not including) 1. */
  readonly validation: number;
  readonly inputs: readonly ColumnReference[];
  readonly outputs: readonly ColumnReference[];
  readonly layers: readonly LayerDocument[];
  readonly loss: LossName;
  readonly optimizer: OptimizerSettings;
  readonly training: TrainingSettings;
  /** null: every parameter. */
  readonly trainable: readonly string[] | null;
  /** The structure, where it is known without the data; null where a one-hot column leaves its categories to them. */
  readonly network: Network | null;
}

/** Puts the values of a file without errors in order. */
export function toDocument(values: NetworkValues, outline: Outline): NetworkDocument {
  const { dataset: data, training } = values;
  const options = typeof data === 'string' ? { normalize: undefined, validation: 0 } : data;
  const layers = values.layers.map((layer, index) => toLayer(layer, outline.layers[index].units!));
  return {
    name: values.name ?? '',
    dataset: outline.dataset!,
    normalize: options.normalize ?? 'none',
    validation: options.validation,
    inputs: outline.inputs,
    outputs: outline.outputs,
    layers,
    loss: values.loss,
    optimizer: completeSettings(values.optimizer),
    training: {
      batchSize: training.batchSize,
      shuffle: training.shuffle,
      seed: training.seed,
      updates: training.updates ?? null,
      epochs: training.epochs ?? null,
      stopWhen: training.stopWhen ?? {},
    },
    trainable: values.trainable ?? null,
    network: buildNetwork(layers, values.loss, featureNames(outline.inputs), featureNames(outline.outputs)),
  };
}

function toLayer(layer: LayerValues, units: number): LayerDocument {
  return {
    units,
    activation: layer.activation,
    weights: layer.weights ?? null,
    biases: layer.bias ? (layer.biases ?? null) : null,
    bias: layer.bias,
    init: layer.init,
    neurons: layer.neurons ?? null,
  };
}

/** The core's network for these layers and features; null where features are not known. */
export function buildNetwork(
  layers: readonly LayerDocument[],
  loss: LossName,
  inputs: readonly string[] | null,
  outputs: readonly string[] | null,
): Network | null {
  if (!inputs || !outputs) return null;
  const shapes = layers.map(({ units, activation, bias, neurons }) => ({
    units,
    activation,
    bias,
    ...(neurons && { neurons }),
  }));
  return new Network({ inputs, outputs, layers: shapes, loss });
}
