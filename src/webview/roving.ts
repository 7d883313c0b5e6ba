/** One Tab stop per region: the arrow keys move within it (roving tabindex). */

import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

const previousKeys = new Set(['ArrowLeft', 'ArrowUp']);
const nextKeys = new Set(['ArrowRight', 'ArrowDown']);

/** Where the focus goes from `index` among `count` elements; null where the key is none of ours. */
export function rovingTarget(key: string, index: number, count: number): number | null {
  if (count === 0) return null;
  if (previousKeys.has(key)) return (index - 1 + count) % count;
  if (nextKeys.has(key)) return (index + 1) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** Makes the `[data-rove]` elements of a region one Tab stop. Fields keep their own keys. */
export function useRoving(region: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = region.current;
    if (element) keepOneStop(element);
  });
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    // What has the stop may be hidden in another width.
    const onResize = () => keepOneStop(element, firstStop(element));
    const onFocus = (event: FocusEvent) => {
      const target = (event.target as Element).closest<HTMLElement>('[data-rove]');
      if (target) keepOneStop(element, target);
    };
    const onKey = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement;
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
      if (target.closest('input, [role=menu], [role=dialog]') || !target.matches('[data-rove]')) return;
      const stops = stopsOf(element);
      const next = rovingTarget(event.key, stops.indexOf(target), stops.length);
      if (next === null) return;
      event.preventDefault();
      stops[next].focus();
    };
    window.addEventListener('resize', onResize);
    element.addEventListener('focusin', onFocus);
    element.addEventListener('keydown', onKey);
    return () => {
      window.removeEventListener('resize', onResize);
      element.removeEventListener('focusin', onFocus);
      element.removeEventListener('keydown', onKey);
    };
  }, []);
}

function stopsOf(region: HTMLElement): HTMLElement[] {
  return [...region.querySelectorAll<HTMLElement>('[data-rove]')].filter((stop) =>
    stop.checkVisibility({ visibilityProperty: true }),
  );
}

/** The one that has the stop, if it is to be seen, else the first that is. */
function firstStop(region: HTMLElement): HTMLElement | undefined {
  const stops = stopsOf(region);
  return stops.find((stop) => stop.dataset.roved) ?? stops[0];
}

/** Gives the one stop to `wanted`, else to the one that has it, else to the first. */
function keepOneStop(region: HTMLElement, wanted?: HTMLElement): void {
  // Whether something is to be seen costs a layout: after every step, that is too much.
  const chosen = wanted ?? region.querySelector<HTMLElement>('[data-rove][data-roved]') ?? firstStop(region);
  for (const stop of region.querySelectorAll<HTMLElement>('[data-rove]')) {
    const index = stop === chosen ? 0 : -1;
    if (stop.tabIndex !== index) stop.tabIndex = index;
    if (stop === chosen) stop.dataset.roved = 'yes';
    else if (stop.dataset.roved) delete stop.dataset.roved;
  }
}
