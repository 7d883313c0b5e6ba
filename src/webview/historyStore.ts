/** The history that is drawn: what the host computed last, cut and continued by the steps since. */

import { computed, signal } from '@preact/signals';
import type { HistoryView, SessionView, StepView } from '../protocol/views';
import { cutHistory, extendedHistory, firstChanged, type LiveRow, rowOf } from './charts/liveHistory';

const computedByHost = signal<HistoryView | null>(null);
const rows = signal<readonly LiveRow[]>([]);

export const history = computed(() => computedByHost.value && extendedHistory(computedByHost.value, rows.value));

export function forgetHistory(): void {
  computedByHost.value = null;
  rows.value = [];
}

export function takeHistory(next: HistoryView): void {
  computedByHost.value = next;
  const last = next.update.at(-1) ?? -1;
  if (rows.value.some(({ update }) => update <= last)) rows.value = rows.value.filter(({ update }) => update > last);
}

/** @param before the step that was drawn until now */
export function followStep(session: SessionView, before: StepView | null, next: StepView): void {
  const from = firstChanged(before, next);
  const known = computedByHost.value;
  if (known && from <= (known.update.at(-1) ?? -1)) {
    const replaced = known.replaced?.from === next.replacedFrom ? known.replaced : null;
    computedByHost.value = { ...cutHistory(known, from), replaced };
  }
  const kept = rows.value.filter(({ update }) => update < from);
  const row = rowOf(session, next);
  const last = kept.at(-1);
  const isNew = row !== null && (last === undefined || row.update > last.update);
  // Steps within an update add nothing: nothing is drawn again for them.
  if (isNew || kept.length < rows.value.length) rows.value = isNew ? [...kept, row] : kept;
}
