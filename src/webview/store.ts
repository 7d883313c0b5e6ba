/** The panel's state: what the host sent last, and the few things that only the panel knows. */

import { computed, signal } from '@preact/signals';
import type { ToPanel } from '../protocol/messages';
import type {
  DerivationView,
  FitView,
  HistoryView,
  NetworkChoice,
  PanelSettings,
  ProblemView,
  SamplesView,
  SeriesView,
  SessionView,
  StepView,
} from '../protocol/views';
import { askForToggle, checked, takeBreakpoints } from './breakpoints/state';
import { saveState } from './host';

type OperationsView = Extract<ToPanel, { type: 'operations' }>;

export const session = signal<SessionView | null>(null);
export const step = signal<StepView | null>(null);
export const derivation = signal<DerivationView | null>(null);
export const timeline = signal<{ readonly curve: SeriesView; readonly replaced: SeriesView | null } | null>(null);
export const history = signal<HistoryView | null>(null);
export const samples = signal<SamplesView | null>(null);
export const fit = signal<FitView | null>(null);
export const operations = signal<OperationsView | null>(null);
export const problem = signal<ProblemView | null>(null);
export const changedOnDisk = signal<'network' | 'data' | null>(null);
export const networks = signal<readonly NetworkChoice[] | null>(null);
export const settings = signal<PanelSettings>({ decimals: 4, lookAhead: true, notation: 'article', autoplay: 2 });
export const failure = signal<string | null>(null);
/** One operation after the other runs by itself. */
export const playing = signal(false);

export const running = computed(() => step.value?.running ?? null);
export const lookAhead = computed(() => settings.value.lookAhead);
/** The last update that the timeline reaches: where Run stops, or beyond. */
export const lastUpdate = computed(() =>
  Math.max(step.value?.recorded ?? 0, session.value?.target ?? 0, step.value?.snapshot.update ?? 0, 1),
);

/** The last update that the charts reach: what has been run, so that a short run is not a speck. */
export const chartEnd = computed(() =>
  Math.max(step.value?.recorded ?? 0, Math.min(10, session.value?.target ?? 10), 1),
);

type Handlers = { readonly [Type in ToPanel['type']]: (message: Extract<ToPanel, { type: Type }>) => void };

const handlers: Handlers = {
  empty: ({ networks: choices }) => {
    session.value = step.value = derivation.value = null;
    networks.value = choices;
  },
  session: ({ session: next }) => {
    // A new run: nothing of the old one may be shown with it.
    step.value = derivation.value = timeline.value = history.value = null;
    samples.value = fit.value = operations.value = failure.value = null;
    session.value = next;
    saveState({ uri: next.uri });
  },
  step: ({ step: next, derivation: derived }) => {
    failure.value = null;
    step.value = next;
    // While it runs, the chain rule waits with what it has.
    if (derived || !next.running) derivation.value = derived;
  },
  timeline: ({ curve, replaced }) => (timeline.value = { curve, replaced }),
  history: (message) => (history.value = message.history),
  samples: (message) => (samples.value = message.samples),
  fit: (message) => (fit.value = message.fit),
  operations: (message) => (operations.value = message),
  breakpoints: (message) => takeBreakpoints(message.breakpoints),
  conditionChecked: (message) => (checked.value = message),
  toggleBreakpoint: askForToggle,
  problem: (message) => (problem.value = message.problem),
  changedOnDisk: ({ what }) => (changedOnDisk.value = what),
  settings: (message) => {
    settings.value = message.settings;
    saveState({ lookAhead: message.settings.lookAhead });
  },
  playing: (message) => (playing.value = message.playing),
  failed: ({ message }) => (failure.value = message),
};

export function receive(message: ToPanel): void {
  const handle = handlers[message.type] as ((message: ToPanel) => void) | undefined;
  handle?.(message);
}

/** How many samples the batch of the update in progress has. */
export const batchSize = computed(
  () => step.value?.snapshot.sample?.count ?? derivation.value?.derivation.sampleCount ?? session.value?.dataCount ?? 0,
);
