/** Parameter history: every parameter over the updates, and their values now and at the pointer. */

import { useMemo, useRef } from 'preact/hooks';
import type { HistoryView } from '../../protocol/views';
import { extent, valueAt } from '../charts/points';
import { LineChart, nowColumns, pointer, PointerHead, type Line } from '../charts/lineChart';
import { ticks } from '../charts/ticks';
import { rowPlace, useFollowing } from '../following';
import { uni } from '../format';
import { Num } from '../pieces';
import { history, session, step } from '../store';

/** More lines than this have no name at their end. */
const NAMED = 12;
/** Names longer than this do not fit there. */
const SHORT = 4;

export function HistoryTab() {
  const shown = history.value;
  if (!shown) return <p class="wait mut">The history is being computed.</p>;
  return <History shown={shown} />;
}

function History({ shown }: { shown: HistoryView }) {
  const { selected } = step.value!;
  // A step changes nothing about the curves.
  const range = useMemo(() => rangeOf(shown, selected), [shown, selected]);
  const names = Object.keys(shown.parameters);
  // The selected one last, above the others.
  const order = [...names.filter((name) => name !== selected), ...names.filter((name) => name === selected)];
  const lines = order.map((name): Line => ({
    key: name,
    update: shown.update,
    values: shown.parameters[name],
    extra: `pl-l ${name.startsWith('b') ? 'bias' : ''} ${name === selected ? 'sel' : ''}`,
    name: names.length <= NAMED && name.length <= SHORT ? uni(name) : undefined,
  }));
  const ghosts = Object.entries(shown.replaced?.parameters ?? {})
    .filter(([name]) => name === selected)
    .map(([name, values]): Line => ({ key: `old ${name}`, update: shown.replaced!.update, values, extra: 'tl-ghost' }));
  const pad = (range.high - range.low) * 0.05 || 0.5;
  const { values, labels } = ticks(range.low - pad, range.high + pad, 5);
  return (
    <>
      <LineChart
        label="All parameters over updates"
        lines={[...ghosts, ...lines]}
        low={range.low - pad}
        high={range.high + pad}
        grid={values.map((value, index) => ({ value, label: labels[index] }))}
      />
      <Readout names={names} />
    </>
  );
}

function rangeOf({ parameters, replaced }: HistoryView, selected: string): { low: number; high: number } {
  const ghost = replaced?.parameters[selected];
  return extent([...Object.values(parameters), ...(ghost ? [ghost] : [])]) ?? { low: 0, high: 1 };
}

function Readout({ names }: { names: readonly string[] }) {
  const { selected, selectedValue, snapshot, parameters } = step.value!;
  const shown = history.value!;
  const at = pointer.value;
  const order = session.value!.parameters.map(({ name }) => name);
  const aside = useRef<HTMLElement>(null);
  const marked = useRef<HTMLTableRowElement>(null);
  useFollowing(aside, () => rowPlace(marked.current), selected);
  return (
    <aside class="readout" aria-label="Values" ref={aside} tabIndex={names.length > NAMED ? 0 : undefined}>
      <table class="num">
        <thead>
          <tr>
            <th scope="col">after update</th>
            <th scope="col" class="r" colSpan={nowColumns.value}>
              {snapshot.update} <span class="mut">now</span>
            </th>
            <PointerHead />
          </tr>
        </thead>
        <tbody>
          {names.map((name) => {
            const index = order.indexOf(name);
            // Only the selected one of a large network is here.
            const now = index >= 0 ? parameters.value[index] : selectedValue;
            return (
              <tr key={name} class={name === selected ? 'sel' : ''} ref={name === selected ? marked : undefined}>
                <th scope="row">
                  <i class={`key ${name === selected ? 'sel' : ''} ${name.startsWith('b') ? 'bias' : ''}`} />
                  {uni(name)}
                </th>
                <td class="r" colSpan={nowColumns.value}>
                  <Num value={now} />
                </td>
                {at !== null && (
                  <td class="r">
                    <Num value={valueAt(shown.update, shown.parameters[name], at)} />
                  </td>
                )}
              </tr>
            );
          })}
          <tr class="tot">
            <th scope="row">{session.value!.loss}</th>
            <td class="r" colSpan={nowColumns.value}>
              <Num value={snapshot.loss} />
            </td>
            {at !== null && (
              <td class="r">
                <Num value={valueAt(shown.update, shown.loss, at)} />
              </td>
            )}
          </tr>
        </tbody>
      </table>
    </aside>
  );
}
