/** The structure of a session for the panel: what stays the same from step to step. */
import { losses } from '../../../core/losses';
import type { Layer, Network } from '../../../core/network';
import type { Setup } from '../../../core/setup';
import { updateLayout } from '../../../core/updateLayout';
import type { LayerView, ParameterView, SessionView } from '../../../protocol/views';

/** Layers above this many neurons are heatmaps, whose neurons are not named one by one. */
const NAMED_UNITS = 12;

export function sessionView(uri: string, setup: Setup): SessionView {
  const { network, data, optimizer, training, trainable } = setup;
  const loss = losses[network.loss];
  const fileName = uri.slice(uri.lastIndexOf('/') + 1);
  return {
    uri,
    fileName: decodeURIComponent(fileName),
    name: setup.name,
    loss: loss.short,
    lossWords: loss.label,
    inputs: network.inputs,
    outputs: network.outputs,
    layers: network.layers.map((layer) => layerView(network, layer)),
    matrixForm: network.matrixForm,
    parameters: network.matrixForm ? [] : parameterViews(network, trainable),
    parameterCount: network.parameterCount,
    dataCount: data.count,
    operationsPerSample: updateLayout(network, trainable, optimizer.l2 !== 0).perSample,
    optimizer: optimizer.type,
    target: runTarget(setup),
    stopWhen: training.stopWhen,
  };
}

/** The update at which Run stops; null where only a condition or a person stops it. */
export function runTarget({ data, training: { updates, epochs, batchSize } }: Setup): number | null {
  if (updates !== null) return updates;
  if (epochs === null) return null;
  return epochs * (batchSize === 'full' ? 1 : Math.ceil(data.count / batchSize));
}

function layerView(network: Network, layer: Layer): LayerView {
  const named = Array.from({ length: layer.units > NAMED_UNITS ? 0 : layer.units }, (_, neuron) => neuron);
  return {
    units: layer.units,
    inputs: layer.inputs,
    bias: layer.bias,
    activation: layer.activation,
    pre: named.map((neuron) => network.preActivationName(layer.index, neuron)),
    post: named.map((neuron) => network.activationName(layer.index, neuron)),
    neurons: layer.neurons ?? [],
  };
}

function parameterViews(network: Network, trainable: Uint8Array): ParameterView[] {
  return Array.from(network.parameters(), (parameter) => ({
    name: network.displayName(parameter),
    kind: parameter.kind,
    layer: parameter.layer,
    neuron: parameter.neuron,
    input: parameter.input,
    trainable: trainable[parameter.offset] === 1,
  }));
}
