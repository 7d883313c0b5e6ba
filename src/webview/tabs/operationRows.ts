/** The operations list as rows: headings where a phase begins, addresses, and what stands before and after the cursor. */

import type { Operation, OperationPhase } from '../../core/operation';

export type Row =
  | { readonly kind: 'heading'; readonly key: string; readonly phase: Group; readonly sample: number }
  | { readonly kind: 'operation'; readonly key: string; readonly operation: Operation };

export type Group = 'Forward' | 'Backward' | 'Update';

const groups: Readonly<Record<OperationPhase, Group>> = {
  forward: 'Forward',
  loss: 'Forward',
  backward: 'Backward',
  update: 'Update',
};

/** Rows of consecutive operations from `first`, with a heading before each one that begins a group, at most `most` rows. */
export function rowsFrom(operations: readonly Operation[], first: number, most: number): Row[] {
  const rows: Row[] = [];
  for (
    let index = operations.findIndex((operation) => operation.index >= first);
    index >= 0 && index < operations.length;
    index++
  ) {
    const operation = operations[index];
    const phase = groups[operation.phase];
    const before = operations[index - 1];
    const begins =
      operation.index === 0 || (before && (groups[before.phase] !== phase || before.sample !== operation.sample));
    if (begins) rows.push({ kind: 'heading', key: `h${operation.index}`, phase, sample: operation.sample });
    rows.push({ kind: 'operation', key: `o${operation.index}`, operation });
    if (rows.length >= most) break;
  }
  return rows.slice(0, most);
}

/** `2.16`: sample and place in it; `u.01` in the update. */
export function address({ sample, index }: Operation, perSample: number, samples: number): string {
  const place = sample >= 0 ? index - sample * perSample : index - samples * perSample;
  return `${sample >= 0 ? sample + 1 : 'u'}.${String(place + 1).padStart(2, '0')}`;
}
