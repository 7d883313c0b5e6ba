/** Numbers and lists as advice says them. */

import { number } from '../../document/words';

/** Three digits that count, with the true minus sign: `0.106`, `−3.53`. */
export function shown(value: number): string {
  return number(Number(value.toPrecision(3)));
}

/** `on all 3 samples`, `on all 500 samples looked at (of 60000)`. */
export function onAll(looked: number, count: number): string {
  if (count === 1) return 'on the only sample';
  return looked === count ? `on all ${count} samples` : `on all ${looked} samples looked at (of ${count})`;
}
