/** A chart of lines over the updates: grid, edits, the cursor, and a pointer that mouse or arrow keys move. */

import { computed, signal } from '@preact/signals';
import { memo } from 'preact/compat';
import { brief, uni } from '../format';
import { Icon } from '../pieces';
import { progress } from '../position';
import { seek } from '../seeking';
import { lastUpdate, running, step } from '../store';
import { atY, linePoints, nearestIndex, valueAt, type Frame } from './points';
import { indexTicks, labelWidth } from './ticks';

export interface Line {
  readonly key: string;
  readonly update: Float64Array;
  readonly values: ArrayLike<number>;
  readonly extra: string;
  /** Written at the end of the line. */
  readonly name?: string;
}

export interface LineChartProps {
  readonly label: string;
  readonly lines: readonly Line[];
  readonly low: number;
  readonly high: number;
  /** Values with a line of the grid, and what is written there. */
  readonly grid: readonly { readonly value: number; readonly label: string }[];
}

/** The update that the pointer is on, null where there is none. All charts over updates share it. */
export const pointer = signal<number | null>(null);

/** How many columns of a readout the numbers of now take: both, as long as there is no pointer, so that none moves. */
export const nowColumns = computed(() => (pointer.value === null ? 2 : 1));

/** Over the numbers at the pointer. */
export function PointerHead() {
  const at = pointer.value;
  if (at === null) return null;
  return (
    <th scope="col" class="r">
      {at} <span class="mut">pointer</span>
    </th>
  );
}

export function LineChart({ label, lines, low, high, grid }: LineChartProps) {
  const last = lastUpdate.value;
  const frame: Frame = { left: 0, right: last, bottom: low, top: high };
  const top = (value: number) => `${atY(value, frame).toFixed(2)}%`;
  const left = (update: number) => `${Math.min(100, (100 * update) / last).toFixed(3)}%`;
  const single = lines.filter(({ update }) => update.length === 1);
  return (
    <div
      class="chart"
      style={{ '--yw': `${labelWidth(grid.map(({ label: text }) => text))}px`, '--ew': `${endWidth(lines)}px` }}
    >
      <div class="plot">
        <div class="ys" aria-hidden="true">
          {grid.map(({ value, label: text }) => (
            <span key={value} class="yt num" style={{ top: top(value) }}>
              {text}
            </span>
          ))}
        </div>
        <div
          class="area"
          role="slider"
          tabIndex={0}
          aria-label={`${label}: pointer`}
          aria-valuemin={0}
          aria-valuemax={last}
          aria-valuenow={pointer.value ?? step.value!.snapshot.update}
          aria-valuetext={`after update ${pointer.value ?? step.value!.snapshot.update}`}
          onPointerMove={(event) => (pointer.value = knownUpdate(lines, updateAt(event)))}
          onPointerLeave={() => (pointer.value = null)}
          onClick={(event) => running.value === null && seek(knownUpdate(lines, updateAt(event)))}
          onBlur={() => (pointer.value = null)}
          onKeyDown={(event) => onKeyDown(event, lines)}
        >
          <Lines label={label} lines={lines} frame={frame} grid={grid} />
          <div class="ends" aria-hidden="true" style={{ left: left(endOf(lines)) }}>
            {endLabels(
              lines.filter((line) => !single.includes(line)),
              frame,
            ).map(({ key, name, extra, at }) => (
              <span key={key} class={extra} style={{ top: `${at.toFixed(2)}%` }}>
                {name}
              </span>
            ))}
          </div>
          <Points lines={single} frame={frame} top={top} />
          <Edits left={left} />
          <i class="vl now" style={{ left: left(progress(step.value!)) }} />
          <span class="vtag now" style={{ left: left(progress(step.value!)) }}>
            {step.value!.snapshot.update + 1}
          </span>
          <Pointer lines={lines} left={left} top={top} />
        </div>
      </div>
      <div class="xt num" aria-hidden="true">
        {indexTicks(last).map((tick, index) => (
          <span key={tick} style={{ left: left(tick) }}>
            {index === 0 ? 'Start' : tick}
          </span>
        ))}
      </div>
    </div>
  );
}

/** Drawn anew only with new data; the cursor and the pointer lie above it. */
const Lines = memo(
  function Lines({ label, lines, frame, grid }: Pick<LineChartProps, 'label' | 'lines' | 'grid'> & { frame: Frame }) {
    return (
      <svg viewBox="0 0 1000 100" preserveAspectRatio="none" role="img" aria-label={label}>
        {grid.map(({ value }) => {
          const y = atY(value, frame).toFixed(1);
          return <line key={value} class={`gr ${value === 0 ? 'zero' : ''}`} x1={0} x2={1000} y1={y} y2={y} />;
        })}
        {lines.map(({ key, update, values, extra }) => (
          <polyline key={key} class={extra} points={linePoints(update, values, frame)} />
        ))}
      </svg>
    );
  },
  (before, now) =>
    before.frame.right === now.frame.right &&
    before.frame.top === now.frame.top &&
    before.frame.bottom === now.frame.bottom &&
    before.lines.length === now.lines.length &&
    before.lines.every(
      (line, index) => line.values === now.lines[index].values && line.extra === now.lines[index].extra,
    ),
);

function Edits({ left }: { left: (update: number) => string }) {
  return (
    <>
      {step.value!.interventions.map((edit, index) => (
        <>
          <i key={`l${index}`} class="vl ed" style={{ left: left(edit.update) }} />
          <span key={`t${index}`} class="vtag ed" style={{ left: left(edit.update) }}>
            <Icon name="edit" extra="sm" />
            <span>
              {edit.kind === 'parameter' ? uni(edit.name) : 'learning rate'} ← {brief(edit.value)}
            </span>
          </span>
        </>
      ))}
    </>
  );
}

/** Where the lines that have a name end. */
const endOf = (lines: readonly Line[]): number =>
  Math.max(0, ...lines.filter(({ name }) => name !== undefined).map(({ update }) => update[update.length - 1] ?? 0));

/** Room for the names at the ends of the lines. */
const endWidth = (lines: readonly Line[]): number =>
  Math.max(34, ...lines.map(({ name }) => 12 + 6 * (name?.length ?? 0)));

interface PointsProps {
  readonly lines: readonly Line[];
  readonly frame: Frame;
  readonly top: (value: number) => string;
}

/** Where a line has one point only, it is a dot with its name: before the first update, that is all there is. */
function Points({ lines, frame, top }: PointsProps) {
  const names = new Map(endLabels(lines, frame).map((label) => [label.key, label]));
  return (
    <>
      {lines
        .filter(({ values }) => Number.isFinite(values[0]))
        .map(({ key, update, values, extra }) => {
          const label = names.get(key);
          return (
            <>
              <i
                key={key}
                class={`dot one ${extra.includes('sel') ? 'sel' : ''}`}
                style={{ left: `${((100 * update[0]) / frame.right).toFixed(3)}%`, top: top(values[0]) }}
              />
              {label && <span style={{ top: `${label.at.toFixed(2)}%` }}>{label.name}</span>}
            </>
          );
        })}
    </>
  );
}

interface PointerProps {
  readonly lines: readonly Line[];
  readonly left: (update: number) => string;
  readonly top: (value: number) => string;
}

function Pointer({ lines, left, top }: PointerProps) {
  const update = pointer.value;
  if (update === null) return null;
  return (
    <>
      <i class="vl hov" style={{ left: left(update) }} />
      <span class={`vtag hov ${update / lastUpdate.value > 0.85 ? 'lf' : ''}`} style={{ left: left(update) }}>
        after update {update}
      </span>
      {lines
        .filter(({ name }) => name !== undefined)
        .map(({ key, update: updates, values, extra }) => {
          const value = valueAt(updates, values, update);
          if (!Number.isFinite(value)) return null;
          return (
            <i
              key={key}
              class={`dot ${extra.includes('sel') ? 'sel' : ''}`}
              style={{ left: left(update), top: top(value) }}
            />
          );
        })}
    </>
  );
}

function updateAt(event: MouseEvent): number {
  const { left, width } = (event.currentTarget as HTMLElement).getBoundingClientRect();
  const share = Math.min(1, Math.max(0, (event.clientX - left) / width));
  return Math.min(step.value!.recorded, Math.round(share * lastUpdate.value));
}

/** The updates that the main line, drawn last, has numbers of: of a long run not all. */
const updatesOf = (lines: readonly Line[]): Float64Array => lines[lines.length - 1].update;

/** The nearest of those, so that what is read off is true. */
function knownUpdate(lines: readonly Line[], update: number): number {
  const updates = updatesOf(lines);
  return updates[nearestIndex(updates, update)] ?? update;
}

/** How many of those a key goes. */
const strides: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  PageUp: 10,
  PageDown: -10,
  Home: -Infinity,
  End: Infinity,
};

/** ← and → move the pointer, Enter goes there. */
function onKeyDown(event: KeyboardEvent, lines: readonly Line[]) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const stride = strides[event.key];
  if (event.key === 'Enter' && pointer.value !== null && running.value === null) seek(pointer.value);
  else if (stride !== undefined) {
    const updates = updatesOf(lines);
    const from = nearestIndex(updates, pointer.value ?? step.value!.snapshot.update);
    pointer.value = updates[Math.min(updates.length - 1, Math.max(0, from + stride))] ?? 0;
  } else return;
  event.preventDefault();
}

interface EndLabel {
  readonly key: string;
  readonly name: string;
  readonly extra: string;
  readonly at: number;
}

/** Names at the ends of the lines, pushed apart so that none covers another. */
export function endLabels(lines: readonly Line[], frame: Frame): EndLabel[] {
  const apart = 8.6;
  const labels = lines
    .filter(({ name, values }) => name !== undefined && values.length > 0)
    .map(({ key, name, values, extra }) => {
      const at = Math.min(100, Math.max(0, atY(values[values.length - 1], frame)));
      return { key, name: name!, extra: extra.includes('sel') ? 'sel' : '', at };
    })
    .filter(({ at }) => Number.isFinite(at))
    .sort((a, b) => a.at - b.at);
  let previous = -Infinity;
  const down = labels.map((label) => {
    previous = Math.max(label.at, previous + apart);
    return { ...label, at: previous };
  });
  let next = 100 + apart / 2;
  for (let index = down.length - 1; index >= 0; index--) {
    next = Math.min(down[index].at, next - apart);
    down[index] = { ...down[index], at: next };
    next = down[index].at;
  }
  return down;
}
