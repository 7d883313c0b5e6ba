/** Runs of operations that are counted in one way: one per neuron, or one per trainable parameter. */

import type { OperationPhase } from './operation';
import type { OperationKind, Spot } from './operationPlace';
import type { ParameterOrder } from './parameterOrder';

/** A run of operations that are counted in one way. */
export interface Section {
  readonly start: number;
  readonly count: number;
  readonly phase: OperationPhase;
  readonly kinds: readonly OperationKind[];
  /** −1: of no layer, or of several. */
  readonly layer: number;
  /** Where there is one operation per trainable parameter. */
  readonly order?: ParameterOrder;
  at(within: number): Spot;
  /** Place within the section; −1 where it has no such operation. */
  find(spot: Spot): number;
}

/** A section before it has its place among the others. */
export type Unplaced = Omit<Section, 'start'>;

export function placed(...groups: readonly Unplaced[][]): Section[] {
  let start = 0;
  return groups.flat().map((section) => {
    const result = { ...section, start };
    start += section.count;
    return result;
  });
}

export function end(sections: readonly Section[]): number {
  const last = sections.at(-1);
  return last ? last.start + last.count : 0;
}

/** One operation of each kind per neuron, neuron by neuron; `only`: for these neurons, sorted. */
export function neurons(
  kinds: readonly OperationKind[],
  layer: number,
  units: number,
  phase: OperationPhase,
  only: Int32Array | null = null,
): Unplaced {
  return {
    count: kinds.length * (only ? only.length : units),
    phase,
    kinds,
    layer,
    at(within) {
      const rank = Math.floor(within / kinds.length);
      return { kind: kinds[within % kinds.length], layer, neuron: only ? only[rank] : rank, input: -1 };
    },
    find(spot) {
      const kind = kinds.indexOf(spot.kind);
      if (kind < 0 || spot.layer !== layer || spot.neuron < 0 || spot.neuron >= units) return -1;
      const rank = only ? only.indexOf(spot.neuron) : spot.neuron;
      return rank < 0 ? -1 : rank * kinds.length + kind;
    },
  };
}

/** One operation per trainable parameter, in order. */
export function parameters(kind: OperationKind, layer: number, phase: OperationPhase, order: ParameterOrder): Unplaced {
  return {
    count: order.count,
    phase,
    kinds: [kind],
    layer,
    order,
    at: (within) => ({ kind, ...order.at(within) }),
    find: (spot) => (spot.kind === kind ? order.find(spot) : -1),
  };
}
