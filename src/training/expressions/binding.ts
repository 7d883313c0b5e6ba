/** What a name stands for: how its value is read, and when within a sample it is there. */

import type { Spot } from '../../core/operationPlace';
import type { SampleValues } from '../../core/samplePass';
import type { Setup } from '../../core/setup';
import { updateLayout, type UpdateLayout } from '../../core/updateLayout';
import type { ExpressionScope, ExpressionValue, Shape } from './expression';

export interface Binding {
  readonly kind: 'number' | 'array';
  readonly shape: Shape | null;
  /** As `Expression.readyAfter`. */
  readonly readyAfter: number;
  readonly readsSampleDerivatives: boolean;
  readonly read: (scope: ExpressionScope) => ExpressionValue;
}

/** A binding, or why a name that exists has no value in this network; undefined where there is no such name. */
export type Found = Binding | { readonly problem: string } | undefined;

/** What names are looked up in. */
export interface NameContext {
  readonly setup: Setup;
  readonly layout: UpdateLayout;
}

export function nameContext(setup: Setup): NameContext {
  return { setup, layout: updateLayout(setup.network, setup.trainable, setup.optimizer.l2 !== 0) };
}

/** A number that is the same for the whole update. */
export function ofUpdate(read: (scope: ExpressionScope) => number): Binding {
  return { kind: 'number', shape: null, readyAfter: -1, readsSampleDerivatives: false, read };
}

/** Numbers that are the same for the whole update. */
export function arrayOfUpdate(shape: Shape, read: (scope: ExpressionScope) => Float64Array): Binding {
  return { kind: 'array', shape, readyAfter: -1, readsSampleDerivatives: false, read };
}

/** What is known of a sample from its beginning: its data. */
export const FROM_THE_BEGINNING = 0;

/** A number of one sample, there after an operation (`indexWithin`). */
export function ofSample(readyAfter: number, read: (sample: SampleValues) => number, isDerivative = false): Binding {
  return {
    kind: 'number',
    shape: null,
    readyAfter,
    readsSampleDerivatives: isDerivative,
    read: ({ sample }) => read(sample!),
  };
}

/** The numbers of a layer, or of all outputs, for one sample. */
export function arrayOfSample(
  count: number,
  readyAfter: number,
  read: (sample: SampleValues) => Float64Array,
  isDerivative = false,
): Binding {
  return {
    kind: 'array',
    shape: { count, columns: 0 },
    readyAfter,
    readsSampleDerivatives: isDerivative,
    read: ({ sample }) => read(sample!),
  };
}

/** The last of the operations that compute some values of a sample, counted from its first; −1 where one has none. */
export function readyAfterAll({ layout }: NameContext, spots: readonly Spot[]): number {
  const indices = spots.map((spot) => layout.indexOf({ ...spot, sample: 0 }, 1));
  return indices.includes(-1) ? -1 : Math.max(...indices);
}
