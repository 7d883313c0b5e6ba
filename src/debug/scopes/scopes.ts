/** The scopes of a frame, each made when it is unfolded. */

import type { Here } from '../here';
import type { Memory } from '../memory';
import type { Children, Writer } from '../variables';
import { activationsIn, derivativesIn, neuronIn, parametersIn } from './layers';
import { operationParts } from './operation';
import { dataParts, sampleParts, trainingParts } from './run';
import { optimizerParts } from './optimizer';

export type ScopeName =
  | 'Operation'
  | 'Changed'
  | 'Neuron'
  | 'Sample'
  | 'Activations'
  | 'Derivatives'
  | 'Parameters'
  | 'Optimizer'
  | 'Data'
  | 'Training';

/** What a scope is made from. */
export interface ScopeContext {
  readonly here: Here;
  readonly write: Writer;
  readonly memory: Memory;
  /** The only layer that is shown, and its only neuron; null: all. */
  readonly layer: number | null;
}

interface Scope {
  readonly label: string;
  readonly children: (context: ScopeContext) => Children;
}

/** Their names say what belongs together; the order is that of the frames' tables. */
const scopes: Readonly<Record<ScopeName, Scope>> = {
  Operation: { label: 'Operation', children: operationParts },
  Changed: { label: 'Changed', children: ({ memory, here, write }) => memory.changes(here, write) },
  Neuron: { label: 'Neuron', children: neuronIn },
  Sample: { label: 'Sample', children: sampleParts },
  Activations: { label: 'Activations', children: activationsIn },
  Derivatives: { label: 'Derivatives', children: derivativesIn },
  Parameters: { label: 'Parameters', children: parametersIn },
  Optimizer: { label: 'Optimizer state', children: optimizerParts },
  Data: { label: 'Data', children: dataParts },
  Training: { label: 'Training', children: trainingParts },
};

export function scopeOf(name: ScopeName, context: ScopeContext): { label: string; children: Children } {
  const { label, children } = scopes[name];
  return { label, children: children(context) };
}
