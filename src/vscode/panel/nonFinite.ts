/** Lists a message's numbers that JSON would turn into null: a diverged run shows Infinity as Infinity. */
import type { NonFinite, OnItsWay, ToPanel } from '../../protocol/messages';

/** The message itself where all of its numbers are finite. Typed arrays travel as they are. */
export function withNonFinite(message: ToPanel): OnItsWay<ToPanel> {
  const nonFinite: NonFinite[] = [];
  collect(message, [], nonFinite);
  return nonFinite.length === 0 ? message : { ...message, nonFinite };
}

function collect(value: unknown, path: readonly (string | number)[], found: NonFinite[]): void {
  if (typeof value === 'number' && !Number.isFinite(value)) {
    found.push({ path, value: String(value) as NonFinite['value'] });
  } else if (Array.isArray(value)) {
    value.forEach((item, index) => collect(item, [...path, index], found));
  } else if (typeof value === 'object' && value !== null && !ArrayBuffer.isView(value)) {
    for (const [key, item] of Object.entries(value)) collect(item, [...path, key], found);
  }
}
