/** Keeps what is current in sight: scrolls its region, never the page, and not while a person scrolls it by hand. */

import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';

/** Milliseconds after the wheel's or a finger's last move in which the region is left alone. */
const PATIENCE = 1000;

/** A part of what a region scrolls, in its pixels. */
export interface Part {
  readonly top: number;
  readonly bottom: number;
}

/** Where a region is to be scrolled so that a part is seen below its head: no farther than need be. */
export function scrollTo(part: Part, scrollTop: number, height: number, head: number): number {
  if (part.top - head < scrollTop) return Math.max(0, part.top - head);
  return Math.max(scrollTop, part.bottom - height);
}

/**
 * @param place of what is to be seen, within the region that scrolls, below a head that covers so many pixels; null: nothing
 * @param when looked at anew as often as this changes
 * @returns whether a person is scrolling the area just now
 */
export function useFollowing(
  area: RefObject<HTMLElement | null>,
  place: () => { readonly region: HTMLElement; readonly part: Part; readonly head: number } | null,
  when: unknown,
): () => boolean {
  const isScrolled = useHands(area);
  // After the picture is drawn, when to look where things are costs nothing.
  useEffect(() => {
    const found = isScrolled() ? null : place();
    if (!found) return;
    const { region, part, head } = found;
    const target = scrollTo(part, region.scrollTop, region.clientHeight, head);
    if (target !== region.scrollTop) region.scrollTop = target;
  }, [when]);
  return isScrolled;
}

/** The place of a row in the nearest region around it that scrolls; null where only the page does. */
export function rowPlace(row: HTMLElement | null | undefined): ReturnType<Parameters<typeof useFollowing>[1]> {
  const region = row && scrollerOf(row);
  if (!region) return null;
  const top =
    row.getBoundingClientRect().top - region.getBoundingClientRect().top - region.clientTop + region.scrollTop;
  const head = row.closest('table')?.tHead?.offsetHeight ?? 0;
  return { region, part: { top, bottom: top + row.offsetHeight }, head };
}

function scrollerOf(element: HTMLElement): HTMLElement | null {
  for (let around = element.parentElement; around && around.tagName !== 'MAIN'; around = around.parentElement) {
    const { overflowY } = getComputedStyle(around);
    if ((overflowY === 'auto' || overflowY === 'scroll') && around.scrollHeight > around.clientHeight) return around;
  }
  return null;
}

/** Tells whether a person is scrolling in an area: by wheel, by finger, or with the bar held. */
function useHands(area: RefObject<HTMLElement | null>): () => boolean {
  const held = useRef(false);
  const last = useRef(-Infinity);
  useEffect(() => {
    // The area may come later, and be drawn anew: the window stays.
    const within = (act: () => void) => (event: Event) => {
      if (area.current?.contains(event.target as Node)) act();
    };
    const listeners: readonly (readonly [type: string, listener: (event: Event) => void])[] = [
      ['wheel', within(() => (last.current = performance.now()))],
      ['touchmove', within(() => (last.current = performance.now()))],
      ['pointerdown', within(() => (held.current = true))],
      ['pointerup', () => (held.current = false)],
      ['pointercancel', () => (held.current = false)],
      // Of the window: a button let go elsewhere is not heard of.
      ['blur', ({ target }) => target === window && (held.current = false)],
    ];
    for (const [type, listener] of listeners) window.addEventListener(type, listener, { capture: true, passive: true });
    return () => {
      for (const [type, listener] of listeners) window.removeEventListener(type, listener, true);
    };
  }, []);
  return () => held.current || performance.now() - last.current < PATIENCE;
}
