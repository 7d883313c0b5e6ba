/** Makes a formula fit into one row: its type shrinks as far as it can be read, and only then does the row break. */

import type { RefObject } from 'preact';
import { useLayoutEffect } from 'preact/hooks';

/** Shares of the usual size, down to what can still be read. */
const SHARES = [1, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7] as const;

/** Sets `--fit` (a share of the usual size) on the row, anew when `formula` or the room changes. */
export function useFitRow(row: RefObject<HTMLElement | null>, formula: string): void {
  useLayoutEffect(() => {
    const element = row.current!;
    let fitted = -1;
    const fit = () => {
      const room = element.clientWidth;
      if (room === fitted) return;
      fitted = room;
      element.style.flexWrap = 'nowrap';
      const fits = SHARES.some((share) => {
        element.style.setProperty('--fit', String(share));
        return element.scrollWidth <= room;
      });
      if (!fits) element.style.flexWrap = 'wrap';
    };
    fit();
    const observer = new ResizeObserver(fit);
    observer.observe(element);
    return () => observer.disconnect();
  }, [formula]);
}
