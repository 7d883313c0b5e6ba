/** The call stack as rows of a table, innermost first: what a frame is called, where it stands, which scopes it has. */

import { losses } from '../core/losses';
import { optimizers } from '../core/optimizers';
import type { Path } from '../document/problems';
import { formatNumber, type NumberFormat } from '../explain/numbers';
import { updatesPerEpoch } from '../explain/run';
import type { Here } from './here';
import type { ScopeName } from './scopes/scopes';

export interface Frame {
  readonly id: number;
  readonly name: string;
  /** The first of these that the file has. */
  readonly paths: readonly Path[];
  readonly scopes: readonly ScopeName[];
}

interface Row {
  /** null where there is no such frame here. */
  readonly name: (here: Here, format: NumberFormat) => string | null;
  readonly paths: (here: Here) => readonly Path[];
  readonly scopes: readonly ScopeName[];
}

const training: Path = ['training'];

const rows: readonly Row[] = [
  {
    name: ({ operation }, format) => operation && `${operation.text} = ${formatNumber(operation.value, format)}`,
    paths: operationPaths,
    scopes: ['Operation', 'Changed', 'Sample', 'Activations', 'Derivatives', 'Parameters', 'Optimizer', 'Data'],
  },
  {
    name: neuronName,
    paths: ({ place }) => neuronPaths(place!.layer, place!.neuron),
    scopes: ['Neuron', 'Sample', 'Parameters'],
  },
  {
    name: ({ place, network }) => {
      if (!place || place.layer < 0) return null;
      const { activation, units } = network.layers[place.layer];
      return `layer ${place.layer + 1}: ${activation}, ${units} ${units === 1 ? 'neuron' : 'neurons'}`;
    },
    paths: ({ place }) => [['layers', place!.layer]],
    scopes: ['Activations', 'Derivatives', 'Parameters'],
  },
  {
    name: ({ operation, network }) => (operation?.phase === 'loss' ? `loss: ${losses[network.loss].label}` : null),
    paths: () => [['loss']],
    scopes: ['Sample', 'Activations'],
  },
  {
    name: ({ operation, setup }) =>
      operation?.phase === 'update' ? `optimizer: ${optimizers[setup.optimizer.type].label}` : null,
    paths: () => [['optimizer']],
    scopes: ['Optimizer', 'Derivatives', 'Parameters'],
  },
  {
    name: ({ place, tape }) =>
      place && place.sample >= 0 ? `sample ${place.sample + 1} of ${tape.rows.length}` : null,
    paths: () => [['inputs'], ['dataset']],
    scopes: ['Sample', 'Activations', 'Derivatives'],
  },
  {
    name: ({ current, setup, tape }) =>
      `batch ${current.batch.batch + 1} of ${updatesPerEpoch(setup)}: ${tape.rows.length} samples`,
    paths: () => [['training', 'batchSize'], training, ['dataset']],
    // At the start of an update it is the innermost: what it begins with comes first.
    scopes: ['Parameters', 'Changed', 'Derivatives', 'Data'],
  },
  {
    name: ({ current }) => `epoch ${current.batch.epoch + 1}`,
    paths: () => [['training', 'epochs'], training, ['dataset']],
    scopes: ['Parameters', 'Optimizer', 'Data'],
  },
  {
    name: ({ position }) => `training: update ${position.update + 1}`,
    paths: () => [training, ['name'], []],
    scopes: ['Training', 'Changed', 'Parameters', 'Optimizer', 'Data'],
  },
];

/** The frames at a place, innermost first; the ids are the same everywhere, so that the client keeps what is unfolded. */
export function framesAt(here: Here, format: NumberFormat): Frame[] {
  return rows.flatMap(({ name, paths, scopes }, index) => {
    const text = name(here, format);
    return text === null ? [] : [{ id: index + 1, name: text, paths: paths(here), scopes }];
  });
}

export function scopesOf(frameId: number): readonly ScopeName[] {
  return rows[frameId - 1]?.scopes ?? [];
}

function neuronName({ place, network }: Here): string | null {
  if (!place || place.layer < 0) return null;
  const { units, neurons, index } = network.layers[place.layer];
  const label = neurons?.[place.neuron];
  const role = index === network.layers.length - 1 ? 'output' : 'neuron';
  return `${role} ${place.neuron + 1} of ${units}${label ? ` (${label})` : ''}: ${network.activationName(index, place.neuron)}`;
}

function neuronPaths(layer: number, neuron: number): Path[] {
  return [
    ['layers', layer, 'weights', neuron],
    ['layers', layer, 'neurons', neuron],
    ['layers', layer],
  ];
}

/** A number that training moves, the function that was computed, or the neuron that it belongs to. */
function operationPaths({ place, network }: Here): Path[] {
  const { kind, layer, neuron, input } = place!;
  if (layer < 0) return [['loss']];
  if (kind === 'contribution' || kind === 'l2' || kind === 'move') {
    const own: Path = input < 0 ? ['layers', layer, 'biases', neuron] : ['layers', layer, 'weights', neuron, input];
    return [own, ...neuronPaths(layer, neuron)];
  }
  if (kind === 'preActivation') return neuronPaths(layer, neuron);
  const comparesOutputs = kind === 'activationDerivative' && layer === network.layers.length - 1;
  return [...(comparesOutputs ? [['loss']] : []), ['layers', layer, 'activation'], ['layers', layer]];
}
