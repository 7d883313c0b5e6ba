/** The history between two messages of the host: what every step tells of it is added, what an edit undid is cut off. */

import type { HistoryView, SessionView, StepView } from '../../protocol/views';

/** The numbers after `update` finished updates. */
export interface LiveRow {
  readonly update: number;
  readonly loss: number;
  readonly parameters: Readonly<Record<string, number>>;
  readonly sampleLosses: readonly number[];
}

/** null where the step stands within what has been run: the history knows it. */
export function rowOf({ parameters }: SessionView, step: StepView): LiveRow | null {
  const { snapshot, recorded, selected, selectedValue, sampleLosses } = step;
  if (snapshot.update < recorded) return null;
  const values = Object.fromEntries(parameters.map(({ name }, index) => [name, step.parameters.value[index]]));
  const { update, loss } = snapshot;
  return { update, loss, parameters: { ...values, [selected]: selectedValue }, sampleLosses };
}

/** The first update that is not as it was when `before` was drawn; Infinity: what was run still holds. */
export function firstChanged(before: StepView | null, { interventions, recorded }: StepView): number {
  const old = before?.interventions ?? [];
  const same = old.findIndex((edit, index) => JSON.stringify(edit) !== JSON.stringify(interventions[index]));
  const shared = same < 0 ? old.length : same;
  const edits = [old[shared], interventions[shared]].flatMap((edit) => (edit ? [edit.update] : []));
  return Math.min(...edits, recorded < (before?.recorded ?? 0) ? recorded + 1 : Infinity);
}

/** The history with its rows from an update on left out. */
export function cutHistory(history: HistoryView, from: number): HistoryView {
  const end = history.update.findIndex((update) => update >= from);
  if (end < 0) return history;
  return mapped(history, (values) => values.subarray(0, end));
}

/** The history with the rows behind its end that know all of its lines. */
export function extendedHistory(history: HistoryView, rows: readonly LiveRow[]): HistoryView {
  const names = Object.keys(history.parameters);
  const last = history.update.at(-1) ?? -1;
  const behind = rows.filter(
    ({ update, parameters, sampleLosses }) =>
      update > last &&
      sampleLosses.length >= history.sampleLosses.length &&
      names.every((name) => parameters[name] !== undefined),
  );
  if (behind.length === 0) return history;
  return mapped(history, (values, of) => {
    const longer = new Float64Array(values.length + behind.length);
    longer.set(values);
    behind.forEach((row, index) => (longer[values.length + index] = of(row)));
    return longer;
  });
}

type Column = (values: Float64Array, of: (row: LiveRow) => number) => Float64Array;

function mapped(history: HistoryView, column: Column): HistoryView {
  const parameters = Object.entries(history.parameters).map(
    ([name, values]) => [name, column(values, (row) => row.parameters[name])] as const,
  );
  return {
    ...history,
    update: column(history.update, ({ update }) => update),
    loss: column(history.loss, ({ loss }) => loss),
    parameters: Object.fromEntries(parameters),
    sampleLosses: history.sampleLosses.map((values, row) => column(values, ({ sampleLosses }) => sampleLosses[row])),
  };
}
