/** The numbers that the diagram and the chain rule share. */

import { brief, compact } from '../format';
import { derivation, lookAhead, session, step } from '../store';

/** A parameter's value at the cursor; NaN where there is none of that name. */
export function parameterValue(name: string): number {
  const index = session.value!.parameters.findIndex((parameter) => parameter.name === name);
  return index < 0 ? NaN : step.value!.parameters.value[index];
}

/** The term of the derivation that belongs to the sample shown. */
export function shownTerm() {
  const terms = derivation.value?.derivation.samples;
  const position = step.value!.shownSample.position;
  return terms?.find((term) => term.position === position) ?? null;
}

/** A factor's number for the sample shown, as the diagram writes it; null where the sample is not among the terms. */
export function shownFactor(factor: number): string | null {
  const term = shownTerm();
  if (!term) return null;
  const value = term.factorValues[factor];
  if (!lookAhead.value && !factorReached(factor, term.position)) return '–';
  return Number.isInteger(value * 10) && Math.abs(value) < 100 ? brief(value) : compact(value);
}

/** Whether a factor has been multiplied with for the sample shown. */
export function shownReached(factor: number): boolean {
  return factorReached(factor, step.value!.shownSample.position);
}

/**
 * Whether the step that multiplies with a factor has run for a sample: the derivative that it leads to is computed, or,
 * for the last factor, the sample's contribution is added.
 */
export function factorReached(factor: number, position: number): boolean {
  const { samplesAdded, derivation: derived } = derivation.value!;
  if (position < samplesAdded) return true;
  const { snapshot, layers, operation } = step.value!;
  const current = operation?.sample ?? -1;
  if (snapshot.phase === 'update' || position < current) return true;
  if (position !== current) return false;
  const name = derived.factors[factor].denominator;
  return session.value!.layers.some((layer, index) => {
    const values = layers[index];
    const post = layer.post.indexOf(name);
    const pre = layer.pre.indexOf(name);
    return (post >= 0 && post < values.dPostReached) || (pre >= 0 && pre < values.dPreReached);
  });
}
