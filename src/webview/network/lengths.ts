/** How the diagram writes its numbers, and how long the longest of each kind is: boxes are as wide as their numbers need. */

import { brief, compact, fixed } from '../format';
import { session, step } from '../store';
import type { Lengths } from './geometry';

export const inputText = brief;
/** What a network predicts is written as the tables write it. */
export const neuronText = (value: number, isPrediction: boolean): string =>
  isPrediction ? fixed(value) : compact(value);
export const lossText = (value: number): string => `+${compact(value)}`;

const longest = (texts: readonly string[]): number => texts.reduce((most, { length }) => Math.max(most, length), 0);

export function shownLengths(): Lengths {
  const { shownSample, layers, parameters } = step.value!;
  const last = session.value!.layers.length - 1;
  const hidden = layers.flatMap(({ pre, post }, index) => (index === last ? [...pre] : [...pre, ...post]));
  return {
    parameter: longest(Array.from(parameters.value, compact)),
    input: longest(Array.from(shownSample.inputs, inputText)),
    neuron: longest(hidden.map((value) => neuronText(value, false))),
    output: longest(Array.from(layers[last].post, (value) => neuronText(value, true))),
    loss: lossText(shownSample.loss).length,
  };
}
