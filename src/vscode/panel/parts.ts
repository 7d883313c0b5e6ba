/** The parts of a session that the panel draws apart from each other: which event changes them, and their messages. */
import type { FromPanel, ShownTab, ToPanel } from '../../protocol/messages';
import type { Session, SessionEvent } from '../../training/session';
import { breakpointsView } from './view/breakpointsView';
import { derivationView } from './view/derivationView';
import { fitView } from './view/fitView';
import { historyView } from './view/historyView';
import { samplesView } from './view/samplesView';
import { sessionView } from './view/sessionView';
import { stepView } from './view/stepView';

/**
 * In the order in which they are sent: what a step computes first. `data`: what the shown tab draws, where it has a view of its own; `operations`:
 * the window that the panel asked for, whichever tab is shown, since the breadcrumb's pickers list them too.
 */
export const sessionParts = ['session', 'step', 'timeline', 'data', 'operations', 'history', 'breakpoints'] as const;

export type SessionPart = (typeof sessionParts)[number];

/** What the panel shows of a session, as it last said. */
export interface Shown {
  readonly tab: ShownTab;
  /** In CSS pixels. */
  readonly width: number;
  readonly operations: Range;
  readonly samples: Range;
}

/** `from` included, `to` not. */
interface Range {
  readonly from: number;
  readonly to: number;
}

export const changedBy: Readonly<Record<SessionEvent['type'], readonly SessionPart[]>> = {
  moved: ['timeline', 'step', 'data', 'history', 'breakpoints'],
  edited: ['timeline', 'step', 'data', 'history', 'breakpoints'],
  selected: ['step', 'history'],
  breakpoints: ['breakpoints'],
  running: ['timeline', 'step', 'history'],
  stopped: ['timeline', 'step', 'data', 'history', 'breakpoints'],
};

/** From this width on, the chain rule shows the slope picture. */
const SLOPE_WIDTH = 1270;

/** What the loss curve and the history are drawn from: as long as it is the same, so are they. */
export function recordingKey({ recorded, replacedFrom, interventions }: Session, width: number): string {
  return JSON.stringify([width, recorded, replacedFrom, interventions]);
}

/** The same of what is told of one update as a whole, whichever of its operations has just run. */
function updateKey({ position, interventions }: Session, { from, to }: Range): string {
  return JSON.stringify([position.update, interventions, from, to]);
}

type Key = (session: Session, shown: Shown) => string;

/** Views that stay the same over many steps, and what they are built from. */
const viewKeys: Readonly<Partial<Record<ShownTab | SessionPart, Key>>> = {
  timeline: (session, { width }) => recordingKey(session, width),
  samples: (session, { samples }) => updateKey(session, samples),
  fit: (session) => updateKey(session, { from: 0, to: 0 }),
  operations: (session, { operations }) => updateKey(session, operations),
};

/** What a part shows, and its key: as long as that is the same, the panel has it already; null: sent every time. */
export function viewKey(session: Session, shown: Shown, part: SessionPart): { of: string; key: string } | null {
  const of = part === 'data' ? shown.tab : part;
  const key = viewKeys[of]?.(session, shown);
  return key === undefined ? null : { of, key };
}

type Build = (session: Session, shown: Shown) => ToPanel | null | Promise<ToPanel>;

const operationsMessage: Build = ({ tape, position }, { operations }) => {
  const from = Math.min(operations.from, Math.max(0, tape.count - 1));
  const to = Math.min(tape.count, operations.to);
  const rows = Array.from({ length: Math.max(0, to - from) }, (_, i) => tape.operation(from + i));
  return { type: 'operations', update: position.update, count: tape.count, from, operations: rows };
};

const tabs: Readonly<Partial<Record<ShownTab, Build>>> = {
  samples: (session, { samples }) => ({ type: 'samples', samples: samplesView(session, samples) }),
  fit: (session) => ({ type: 'fit', fit: fitView(session) }),
  operations: operationsMessage,
};

/** Whoever asks for one of these wants to go on by hand: playing stops. */
export const takesOver: ReadonlySet<FromPanel['type']> = new Set([
  'step',
  'runTo',
  'seek',
  'setParameter',
  'setLearningRate',
  'resetWithLearningRate',
  'restart',
  'continueRun',
]);

/** Views of these wait for a run to stop. */
export const waitsForStop: ReadonlySet<SessionPart> = new Set(['data', 'operations']);

export const buildPart: Readonly<Record<SessionPart, Build>> = {
  session: ({ uri, setup }) => ({ type: 'session', session: sessionView(uri, setup) }),
  timeline: (session, { width }) => {
    const buckets = Math.max(1, Math.round(width));
    const replaced = session.replacedFrom === null ? null : session.lossCurve(buckets, true);
    return { type: 'timeline', curve: session.lossCurve(buckets), replaced };
  },
  step: async (session, { width }) => {
    const step = await stepView(session);
    // The chain rule waits for a run to stop.
    const derivation = session.running ? null : derivationView(session, { withSlope: width >= SLOPE_WIDTH });
    return { type: 'step', step, derivation };
  },
  data: (session, shown) => tabs[shown.tab]?.(session, shown) ?? null,
  operations: operationsMessage,
  breakpoints: async (session) => ({ type: 'breakpoints', breakpoints: await breakpointsView(session) }),
  history: async (session, { width }) => ({ type: 'history', history: await historyView(session, width) }),
};
