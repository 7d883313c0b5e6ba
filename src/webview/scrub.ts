/** Numbers changed by hand without typing: dragged sideways, or with Alt and the arrow keys; one edit when let go. */

import { signal } from '@preact/signals';
import { running } from './store';

/** What can be scrubbed: a parameter or the learning rate. */
export interface Scrubbable {
  /** Told apart by this. */
  readonly id: string;
  readonly value: number;
  /** Not below this. */
  readonly least?: number;
  readonly commit: (value: number) => void;
}

interface Scrub {
  readonly target: Scrubbable;
  /** As shown so far. */
  readonly value: number;
}

/** The number that is being changed; null where none is. */
export const scrub = signal<Scrub | null>(null);

/** Pixels that a press may tremble. */
const DEAD_ZONE = 3;

/** A hundredth of the number's power of ten: 0.01 for 3.34, 0.001 for 0.36. */
export function scrubStep(value: number): number {
  const size = Math.max(Math.abs(value), 0.1);
  return 10 ** (Math.floor(Math.log10(size) + 1e-9) - 2);
}

/** A number so many steps on, on the grid of its steps, so that it can be read. */
export function stepped(from: number, steps: number, least = -Infinity): number {
  const step = scrubStep(from);
  const decimals = Math.max(0, -Math.round(Math.log10(step)));
  return Math.max(least, Number((from + steps * step).toFixed(Math.min(20, decimals))));
}

export const shownValue = (id: string, value: number): number =>
  scrub.value?.target.id === id ? scrub.value.value : value;

/** Handlers of the element that is dragged. Shift: ten times as fast. */
export function dragHandlers(target: Scrubbable) {
  let startX: number | null = null;
  const move = (event: PointerEvent) => {
    if (startX === null) return;
    const distance = event.clientX - startX;
    if (scrub.value?.target.id !== target.id && Math.abs(distance) < DEAD_ZONE) return;
    document.getSelection()?.removeAllRanges();
    document.documentElement.classList.add('scrubbing');
    const steps = Math.round(distance) * (event.shiftKey ? 10 : 1);
    scrub.value = { target, value: stepped(target.value, steps, target.least) };
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      if (event.button !== 0 || running.value || (event.target as Element).closest('input')) return;
      const element = event.currentTarget as HTMLElement;
      element.setPointerCapture(event.pointerId);
      startX = event.clientX;
      const end = (isCommitted: boolean) => {
        startX = null;
        document.documentElement.classList.remove('scrubbing');
        element.removeEventListener('pointermove', move);
        element.removeEventListener('pointerup', up);
        element.removeEventListener('pointercancel', cancel);
        window.removeEventListener('keydown', onKey, true);
        if (isCommitted) commit();
        else scrub.value = null;
      };
      const up = () => end(true);
      const cancel = () => end(false);
      const onKey = (pressed: KeyboardEvent) => {
        if (pressed.key !== 'Escape') return;
        pressed.preventDefault();
        pressed.stopPropagation();
        cancel();
      };
      // The element is drawn anew while it is dragged; these see it through.
      element.addEventListener('pointermove', move);
      element.addEventListener('pointerup', up);
      element.addEventListener('pointercancel', cancel);
      window.addEventListener('keydown', onKey, true);
    },
  };
}

const directions: Readonly<Record<string, number>> = { ArrowUp: 1, ArrowDown: -1, PageUp: 10, PageDown: -10 };

/** Alt and ↑ ↓ (PageUp and PageDown: ten steps) change it, letting Alt go makes the edit. @returns whether the key was ours */
export function onScrubKey(event: KeyboardEvent, target: Scrubbable): boolean {
  if (scrub.value?.target.id === target.id && event.key === 'Escape') {
    scrub.value = null;
    event.preventDefault();
    return true;
  }
  const steps = directions[event.key];
  if (!event.altKey || event.ctrlKey || event.metaKey || steps === undefined || running.value) return false;
  event.preventDefault();
  const from = shownValue(target.id, target.value);
  scrub.value = { target, value: stepped(from, steps * (event.shiftKey ? 10 : 1), target.least) };
  return true;
}

/** For keyup and blur. */
export function onScrubEnd(event: KeyboardEvent | FocusEvent): void {
  if (event.type === 'blur' || (event as KeyboardEvent).key === 'Alt') commit();
}

function commit(): void {
  const done = scrub.value;
  scrub.value = null;
  if (done && done.value !== done.target.value) done.target.commit(done.value);
}
