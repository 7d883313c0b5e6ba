/** The loss over the updates, linear or logarithmic, with each sample's part of it. */

import { signal } from '@preact/signals';
import { extent, valueAt } from '../charts/points';
import { LineChart, nowColumns, pointer, PointerHead, type Line } from '../charts/lineChart';
import { niceStep, powerTicks, ticks } from '../charts/ticks';
import { superscript } from '../format';
import { Num } from '../pieces';
import { history, session, step as current } from '../store';

const logarithmic = signal(false);

/** A logarithmic axis leaves out what is not positive. */
const logs = new WeakMap<Float64Array, Float64Array>();
function toLog(values: Float64Array): Float64Array {
  const known = logs.get(values);
  if (known) return known;
  const computed = values.map((value) => (value > 0 ? Math.log10(value) : NaN));
  logs.set(values, computed);
  return computed;
}

export function LossTab() {
  const shown = history.value;
  if (!shown) return <p class="wait mut">The history is being computed.</p>;
  const scaled = (values: Float64Array) => (logarithmic.value ? toLog(values) : values);
  const parts = shown.sampleLosses.map((values, index): Line => ({
    key: `s${index}`,
    update: shown.update,
    values: scaled(values),
    extra: `pl-l d${index % 3}`,
  }));
  const ghost = shown.replaced;
  const lines: Line[] = [
    ...parts,
    ...(ghost ? [{ key: 'old', update: ghost.update, values: scaled(ghost.loss), extra: 'tl-ghost' }] : []),
    { key: 'loss', update: shown.update, values: scaled(shown.loss), extra: 'pl-l sel' },
  ];
  const { low, high, grid } = logarithmic.value ? logAxis(lines) : linearAxis(lines);
  return (
    <>
      <LineChart label={`${session.value!.loss} over updates`} lines={lines} low={low} high={high} grid={grid} />
      <Readout />
    </>
  );
}

function linearAxis(lines: readonly Line[]) {
  const top = extent(lines.map(({ values }) => values))?.high ?? 1;
  const step = niceStep(top, 4);
  const high = top > 0 ? Math.ceil(top / step - 1e-9) * step : 1;
  const { values, labels } = ticks(0, high, 4);
  return { low: 0, high, grid: values.map((value, index) => ({ value, label: labels[index] })) };
}

function logAxis(lines: readonly Line[]) {
  const { low, high } = extent(lines.map(({ values }) => values)) ?? { low: -1, high: 0 };
  const [bottom, top] = [Math.floor(low), Math.max(Math.ceil(high), Math.floor(low) + 1)];
  const grid = powerTicks(bottom, top, 5).map((value) => ({ value, label: `10${superscript(value)}` }));
  return { low: bottom, high: top, grid };
}

function Readout() {
  const { sampleLosses, sampleLabels, update, loss, replaced } = history.value!;
  const { snapshot, sampleLosses: now } = current.value!;
  const at = pointer.value;
  const part = (values: Float64Array, when: number) => <Num value={valueAt(update, values, when)} />;
  return (
    <aside class="readout" aria-label="Loss">
      <div class="seg" role="group" aria-label="Scale">
        {[false, true].map((log) => (
          <button
            key={String(log)}
            type="button"
            class={log === logarithmic.value ? 'on' : ''}
            aria-pressed={log === logarithmic.value}
            onClick={() => (logarithmic.value = log)}
          >
            {log ? 'Log' : 'Linear'}
          </button>
        ))}
      </div>
      <table class="num">
        <thead>
          <tr>
            <th scope="col">{sampleLosses.length > 0 ? 'each sample' : 'batch'}</th>
            <th scope="col" class="r" colSpan={nowColumns.value}>
              now
            </th>
            <PointerHead />
          </tr>
        </thead>
        <tbody>
          {sampleLosses.map((values, index) => (
            <tr key={index}>
              <th scope="row" title={sampleLabels?.[index]}>
                <Key extra={`pl-l d${index % 3}`} />
                {sampleLabels?.[index] ?? `sample ${index + 1}`}
              </th>
              <td class="r" colSpan={nowColumns.value}>
                <Num value={now[index]} />
              </td>
              {at !== null && <td class="r">{part(values, at)}</td>}
            </tr>
          ))}
          <tr class="tot">
            <th scope="row">
              <Key extra="pl-l sel" />
              {session.value!.loss}
            </th>
            <td class="r" colSpan={nowColumns.value}>
              <Num value={snapshot.loss} />
            </td>
            {at !== null && <td class="r">{part(loss, at)}</td>}
          </tr>
          {replaced && (
            <tr>
              <th scope="row" title="without your edit">
                <Key extra="tl-ghost" />
                without your edit
              </th>
              <td class="r mut" colSpan={2}>
                from {replaced.from}
              </td>
            </tr>
          )}
        </tbody>
      </table>
    </aside>
  );
}

function Key({ extra }: { extra: string }) {
  return (
    <svg class="klg" aria-hidden="true">
      <line class={extra} x1={0} x2={22} y1={4} y2={4} />
    </svg>
  );
}
