/** Where the cursor stands, in the words and the fractions of the panel. */

import type { Phase } from '../training/snapshot';
import type { StepView } from '../protocol/views';

export const phaseWords: Readonly<Record<Phase, string>> = {
  start: 'Start',
  forward: 'Forward',
  loss: 'Loss',
  backward: 'Backward',
  update: 'Update',
};

/** Finished updates plus the part of the one in progress that has run: 47.55. */
export function progress({ snapshot: { update, operation } }: StepView): number {
  return operation ? update + (operation.index + 1) / operation.count : update;
}

/** What the last step did, as one sentence for a screen reader: `dSSR/dw1, sample 2: 0.0953. So far 0.0953.` */
export function stepSentence(
  step: StepView,
  name: (name: string) => string,
  number: (value: number) => string,
): string {
  const { operation } = step;
  if (!operation) return '';
  const sample = operation.sample >= 0 ? `, sample ${operation.sample + 1}` : '';
  const soFar = operation.total === undefined ? '' : ` So far ${number(operation.total)}.`;
  return `${name(operation.target)}${sample}: ${number(operation.value)}.${soFar}`;
}
