/** Which of the three widths the panel has, and which tab is shown in it. */

import { computed, effect, signal } from '@preact/signals';
import type { ShownTab } from '../protocol/messages';
import { post, saveState, savedState } from './host';
import { session } from './store';

export type Width = 'wide' | 'medium' | 'narrow';

const wide = matchMedia('(min-width: 1180px)');
const narrow = matchMedia('(max-width: 599px)');
const low = matchMedia('(max-height: 799px)');
const measure = (): Width => (wide.matches ? 'wide' : narrow.matches ? 'narrow' : 'medium');

export const width = signal<Width>(measure());
for (const query of [wide, narrow]) query.addEventListener('change', () => (width.value = measure()));

/** Too low for the roomy diagram above the parameters. */
export const isLow = signal(low.matches);
low.addEventListener('change', () => (isLow.value = low.matches));

export const tabs: readonly { readonly id: ShownTab; readonly label: string }[] = [
  { id: 'parameters', label: 'Parameters' },
  { id: 'history', label: 'Parameter history' },
  { id: 'loss', label: 'Loss' },
  { id: 'fit', label: 'Fit' },
  { id: 'samples', label: 'Samples' },
  { id: 'operations', label: 'Operations' },
];

const saved = savedState();
const chosen = signal<ShownTab | null>(tabs.find(({ id }) => id === saved.tab)?.id ?? null);

/** Side by side the parameters have a place of their own; in one column they are the first tab. */
export const shownTab = computed<ShownTab>(() => {
  const first = width.value === 'wide' ? 'history' : 'parameters';
  if (chosen.value === null || (chosen.value === 'parameters' && width.value === 'wide')) return first;
  return chosen.value;
});

export function choose(tab: ShownTab): void {
  chosen.value = tab;
  saveState({ tab });
}

export const maximized = signal(saved.maximized ?? false);

export function toggleMaximized(): void {
  maximized.value = !maximized.value;
  saveState({ maximized: maximized.value });
}

/** Tells the host what to compute: again when a session begins and when the window changes. */
export function reportShown(): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const report = () => post({ type: 'show', tab: shownTab.peek(), width: Math.round(window.innerWidth) });
  const onResize = () => {
    clearTimeout(timer);
    timer = setTimeout(report, 200);
  };
  window.addEventListener('resize', onResize);
  const stop = effect(() => {
    if (session.value && shownTab.value) report();
  });
  return () => {
    stop();
    window.removeEventListener('resize', onResize);
  };
}
