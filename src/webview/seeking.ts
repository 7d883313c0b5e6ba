/** Seeks one at a time: while one is on its way, only the latest wish is kept. */

import { effect } from '@preact/signals';
import { post } from './host';
import { step } from './store';

interface Wish {
  readonly update: number;
  readonly operation?: number;
}

let onItsWay = false;
let wish: Wish | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;

/** An answer that never comes (the seek failed) must not lock the timeline. */
const PATIENCE = 1000;

export function seek(update: number, operation?: number): void {
  wish = operation === undefined ? { update } : { update, operation };
  if (!onItsWay) send();
}

function send(): void {
  if (!wish) return;
  post({ type: 'seek', ...wish });
  wish = null;
  onItsWay = true;
  clearTimeout(timer);
  timer = setTimeout(arrived, PATIENCE);
}

function arrived(): void {
  clearTimeout(timer);
  onItsWay = false;
  send();
}

effect(() => {
  if (step.value && onItsWay) arrived();
});
