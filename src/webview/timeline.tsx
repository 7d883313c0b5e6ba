/** The timeline: the loss curve of the run, the head to drag, the edits, and dashed the future that an edit replaced. */

import { memo } from 'preact/compat';
import { useRef, useState } from 'preact/hooks';
import type { SeriesView } from '../protocol/views';
import { BreakpointMarks } from './breakpoints/marks';
import { markedUpdates, toggleUpdate } from './breakpoints/state';
import { areaPoints, linePoints } from './charts/points';
import { indexTicks } from './charts/ticks';
import { brief, fixed, full, uni } from './format';
import { Icon } from './pieces';
import { progress } from './position';
import { seek } from './seeking';
import { farthest, lastUpdate, running, session, step, timeline } from './store';

const percent = (update: number): string =>
  `${(100 * Math.min(1, Math.max(0, update / lastUpdate.value))).toFixed(3)}%`;

export function Timeline() {
  const current = step.value!;
  const track = useRef<HTMLDivElement>(null);
  // While dragging, the head follows the pointer; the numbers follow as fast as they come.
  const [dragged, setDragged] = useState<number | null>(null);
  const head = dragged ?? progress(current);
  const flag = dragged ?? current.snapshot.update + 1;
  const updateAt = (event: PointerEvent): number => {
    const { left, width } = track.current!.getBoundingClientRect();
    return Math.round(Math.min(1, Math.max(0, (event.clientX - left) / width)) * lastUpdate.value);
  };
  const drag = (event: PointerEvent) => {
    const update = updateAt(event);
    setDragged(update);
    // What has not been run yet is trained only on release.
    if (update <= current.recorded) seek(update);
  };
  return (
    <section class="timeline" aria-label="Timeline">
      <div class="tl-wrap">
        <div
          ref={track}
          class="tl-track"
          role="slider"
          tabIndex={0}
          aria-label="Update"
          aria-valuemin={0}
          aria-valuemax={farthest.value}
          aria-valuenow={Math.min(current.snapshot.update + 1, farthest.value)}
          aria-valuetext={valueText()}
          onKeyDown={onKeyDown}
          onPointerDown={(event) => {
            if (event.button !== 0 || (event.target as Element).closest('button') || running.value) return;
            event.currentTarget.setPointerCapture(event.pointerId);
            drag(event);
          }}
          onPointerMove={(event) => dragged !== null && drag(event)}
          onPointerUp={(event) => {
            if (dragged === null) return;
            seek(updateAt(event));
            setDragged(null);
          }}
          onPointerCancel={() => setDragged(null)}
        >
          <Curve />
          <div class="tl-future" style={{ left: percent(head) }} />
          <div class="tl-head" style={{ left: percent(head) }}>
            <span class={`tl-flag num ${head / lastUpdate.value > 0.95 ? 'lf' : ''}`}>{flag}</span>
          </div>
        </div>
        <Lane />
      </div>
      <div class="tl-scale num" aria-hidden="true">
        {indexTicks(lastUpdate.value).map((tick, index) => (
          <span key={tick} style={{ left: percent(tick) }}>
            {index === 0 ? 'Start' : tick}
          </span>
        ))}
      </div>
    </section>
  );
}

function valueText(): string {
  const { snapshot } = step.value!;
  const update = Math.min(snapshot.update + 1, farthest.value);
  return `Update ${update} of ${farthest.value}, ${session.value!.loss} ${fixed(snapshot.loss)}`;
}

/** Drawn anew only when the curve itself changes. */
const Curve = memo(function Curve() {
  const shown = timeline.value;
  if (!shown) return null;
  const { curve, replaced } = shown;
  const top = highest(curve, replaced);
  const frame = { left: 0, right: lastUpdate.value, bottom: 0, top };
  if (curve.update.length < 2 && !replaced) return <FirstLoss />;
  return (
    <svg viewBox="0 0 1000 100" preserveAspectRatio="none" aria-hidden="true">
      <polygon class="tl-area" points={areaPoints(curve.update, curve.loss, frame)} />
      {replaced && <polyline class="tl-ghost" points={linePoints(replaced.update, replaced.loss, frame)} />}
      <polyline class="tl-line" points={linePoints(curve.update, curve.loss, frame)} />
    </svg>
  );
});

/** Before the first update is finished there is no curve yet: the one loss there is, and how it grows. */
function FirstLoss() {
  const { snapshot } = step.value!;
  if (!Number.isFinite(snapshot.loss)) return null;
  return (
    // Beyond what the head reaches in the first update.
    <p class="tl-first" style={{ paddingLeft: `calc(${percent(1)} + 14px)` }} aria-hidden="true">
      <i />
      {session.value!.loss} {fixed(snapshot.loss)} at the start. Its curve grows here with every update.
    </p>
  );
}

function highest(...series: (SeriesView | null)[]): number {
  let top = 0;
  for (const one of series) for (const loss of one?.loss ?? []) if (Number.isFinite(loss) && loss > top) top = loss;
  return top || 1;
}

/** Pencils where a person changed something. */
function Lane() {
  return (
    <div
      class="tl-lane"
      title="Click: breakpoint"
      onClick={(event) => {
        if (event.target !== event.currentTarget) return;
        const { left, width } = event.currentTarget.getBoundingClientRect();
        toggleUpdate(Math.round(((event.clientX - left) / width) * lastUpdate.value));
      }}
    >
      <BreakpointMarks
        last={lastUpdate.value}
        place={percent}
        onPick={(update) => running.value === null && seek(update)}
      />
      {step.value!.interventions.map((edit, index) => {
        const what = edit.kind === 'parameter' ? uni(edit.name) : 'learning rate';
        const title = `Your edit after update ${edit.update}: ${what} ← ${brief(edit.value)}`;
        return (
          <button
            key={index}
            type="button"
            class="mk ed"
            tabIndex={-1}
            style={{ left: percent(edit.update) }}
            title={title}
            aria-label={title}
            data-full={full(edit.value)}
            onClick={() => seek(edit.update)}
          >
            <Icon name="edit" />
          </button>
        );
      })}
    </div>
  );
}

type Move = (update: number, marks: readonly number[]) => number;

const before = (update: number, marks: readonly number[]): number => marks.findLast((mark) => mark < update) ?? update;
const after = (update: number, marks: readonly number[]): number => marks.find((mark) => mark > update) ?? update;

const moves: Readonly<Record<string, Move>> = {
  ArrowLeft: (update) => update - 1,
  ArrowDown: (update) => update - 1,
  ArrowRight: (update) => update + 1,
  ArrowUp: (update) => update + 1,
  PageUp: (update) => update + 10,
  PageDown: (update) => update - 10,
  Home: () => 0,
  End: () => step.value!.recorded,
  '[': before,
  ']': after,
};

function onKeyDown(event: KeyboardEvent) {
  const move = moves[event.key];
  if (!move || event.ctrlKey || event.metaKey || event.altKey || running.value) return;
  event.preventDefault();
  const marks = [...step.value!.interventions.map(({ update }) => update), ...markedUpdates()].sort((a, b) => a - b);
  const target = move(step.value!.snapshot.update, marks);
  // Beyond the axis too: it grows with the run.
  seek(Math.min(farthest.value, Math.max(0, target)));
}
