/** The panel's state: what the host sent last, and the few things that only the panel knows. */

import { batch, computed, signal } from '@preact/signals';
import type { ToPanel } from '../protocol/messages';
import type {
  DerivationView,
  FitView,
  NetworkChoice,
  PanelSettings,
  ProblemView,
  SamplesView,
  SeriesView,
  SessionView,
  StepView,
} from '../protocol/views';
import { askForToggle, checked, markedUpdates, takeBreakpoints } from './breakpoints/state';
import { domainEnd, lastOf } from './charts/domain';
import { followStep, forgetHistory, takeHistory } from './historyStore';
import { saveState } from './host';

export { history } from './historyStore';

type OperationsView = Extract<ToPanel, { type: 'operations' }>;

export const session = signal<SessionView | null>(null);
export const step = signal<StepView | null>(null);
export const derivation = signal<DerivationView | null>(null);
export const timeline = signal<{ readonly curve: SeriesView; readonly replaced: SeriesView | null } | null>(null);
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
/** As far as one may go: where Run stops, or beyond. */
export const farthest = computed(() =>
  Math.max(step.value?.recorded ?? 0, session.value?.target ?? 0, step.value?.snapshot.update ?? 0, 1),
);

/** The last update of the axis that the timeline and all charts share: everything they show lies on it. */
export const lastUpdate = computed(() => {
  const planned = session.value?.target ?? null;
  const marked = markedUpdates().filter((update) => planned === null || update <= planned);
  return domainEnd(Math.max(step.value?.recorded ?? 0, lastOf(timeline.value?.replaced), ...marked), planned);
});

type Handlers = { readonly [Type in ToPanel['type']]: (message: Extract<ToPanel, { type: Type }>) => void };

const handlers: Handlers = {
  empty: ({ networks: choices }) => {
    session.value = step.value = derivation.value = null;
    networks.value = choices;
  },
  session: ({ session: next }) => {
    // A new run: nothing of the old one may be shown with it.
    step.value = derivation.value = timeline.value = null;
    forgetHistory();
    samples.value = fit.value = operations.value = failure.value = null;
    session.value = next;
    saveState({ uri: next.uri });
  },
  step: ({ step: next, derivation: derived }) => {
    failure.value = null;
    followStep(session.value!, step.value, next);
    step.value = next;
    // While it runs, the chain rule waits with what it has.
    if (derived || !next.running) derivation.value = derived;
  },
  timeline: ({ curve, replaced }) => (timeline.value = { curve, replaced }),
  together: ({ messages }) => messages.forEach(take),
  history: (message) => takeHistory(message.history),
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

function take(message: ToPanel): void {
  const handle = handlers[message.type] as ((message: ToPanel) => void) | undefined;
  handle?.(message);
}

/** All of a message is drawn at once. */
export function receive(message: ToPanel): void {
  batch(() => take(message));
}

/** How many samples the batch of the update in progress has. */
export const batchSize = computed(
  () => step.value?.snapshot.sample?.count ?? derivation.value?.derivation.sampleCount ?? session.value?.dataCount ?? 0,
);
