/** Breakpoints along the timeline: one mark where each stops, or would stop, a run; and what a screen reader hears of them. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { BreakpointView } from '../../protocol/breakpoints';
import { breakpointTitle, Dot, labelOf } from './dot';
import { toggleAtFocus } from './focus';
import { breakpoints, onAskForToggle } from './state';

/** @param last the last update of the timeline */
export function BreakpointMarks(props: {
  readonly last: number;
  readonly place: (update: number) => string;
  readonly onPick: (update: number) => void;
}) {
  const { last, place, onPick } = props;
  useEffect(() => onAskForToggle(toggleAtFocus), []);
  return (
    <>
      {breakpoints.value.map((one) => {
        const [update] = one.updates;
        if (update === undefined || update > last) return null;
        const title = breakpointTitle(one);
        return (
          <button
            key={one.id}
            type="button"
            class={`mk bp ${one.enabled ? '' : 'off'}`}
            data-breakpoint={one.id}
            tabIndex={-1}
            style={{ left: place(update) }}
            title={title}
            aria-label={title}
            onClick={() => onPick(update)}
          >
            <Dot of={one} />
          </button>
        );
      })}
      <BreakpointNews />
    </>
  );
}

/** Says politely which breakpoint was set, taken away, or hit. */
function BreakpointNews() {
  const list = breakpoints.value;
  const before = useRef(list);
  const [news, setNews] = useState('');
  useEffect(() => {
    if (before.current !== list) setNews(newsBetween(before.current, list));
    before.current = list;
  }, [list]);
  return (
    <span class="vh" role="status">
      {news}
    </span>
  );
}

function newsBetween(before: readonly BreakpointView[], now: readonly BreakpointView[]): string {
  const added = now.find(({ id }) => !before.some((one) => one.id === id));
  if (added) return `Breakpoint set: ${labelOf(added)}.`;
  const removed = before.find(({ id }) => !now.some((one) => one.id === id));
  if (removed) return `Breakpoint removed: ${labelOf(removed)}.`;
  const hit = now.find(({ id, hits }) => before.some((one) => one.id === id && hits > one.hits));
  return hit ? `Stopped at a breakpoint: ${labelOf(hit)}.` : '';
}
