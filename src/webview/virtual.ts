/** Which part of a long list is shown, and how its scroll bar maps to it where the list is longer than a page can be. */

/** Browsers draw no element taller than about 33 million pixels; beyond this height the bar is scaled. */
export const TALLEST = 4_000_000;

export interface Span {
  readonly from: number;
  /** Exclusive. */
  readonly to: number;
}

/** Height of the spacer that gives the scroll bar its length. */
export function spacerHeight(count: number, rowHeight: number): number {
  return Math.min(TALLEST, count * rowHeight);
}

/** The first row shown at a scroll position, so that the end of the bar is the end of the list. */
export function firstRow(scrollTop: number, viewHeight: number, count: number, rowHeight: number): number {
  const visible = Math.floor(viewHeight / rowHeight);
  const most = Math.max(0, count - visible);
  const room = spacerHeight(count, rowHeight) - viewHeight;
  if (room <= 0 || most === 0) return 0;
  const exact = count * rowHeight <= TALLEST ? scrollTop / rowHeight : (scrollTop / room) * most;
  return Math.min(most, Math.max(0, Math.round(exact)));
}

/** The scroll position that shows a row first. */
export function scrollFor(first: number, viewHeight: number, count: number, rowHeight: number): number {
  const most = Math.max(1, count - Math.floor(viewHeight / rowHeight));
  if (count * rowHeight <= TALLEST) return first * rowHeight;
  return (Math.min(first, most) / most) * (TALLEST - viewHeight);
}

/** The first row to show so that `wanted` is seen: unchanged where it is seen already. */
export function keepInView(first: number, visible: number, wanted: number, count: number): number {
  if (wanted < first) return Math.max(0, wanted);
  if (wanted >= first + visible) return Math.max(0, Math.min(count - visible, wanted - visible + 1));
  return first;
}
