/** The harness page: the panel's host without VS Code. A real session answers the panel's intents; all messages are kept. */

import { loadSetup } from '../../../src/document/loadSetup';
import type { FromPanel, ToPanel } from '../../../src/protocol/messages';
import type { PanelSettings } from '../../../src/protocol/views';
import { Autoplay } from '../../../src/training/autoplay';
import { Session } from '../../../src/training/session';
import type { SessionState } from '../../../src/training/snapshot';
import { SessionDrawing } from '../../../src/vscode/panel/drawing';
import { changedBy, type SessionPart, sessionParts, type Shown, takesOver } from '../../../src/vscode/panel/parts';
import { conditionProblem } from '../../../src/vscode/panel/view/breakpointsView';
import { runTarget } from '../../../src/vscode/panel/view/sessionView';
import { runTo } from '../../../src/vscode/runTo';

export interface Harness {
  /** What the panel has sent, oldest first. */
  readonly sent: FromPanel[];
  /** What it was shown last, by type. */
  readonly shown: Partial<Record<ToPanel['type'], ToPanel>>;
  session: Session | null;
  /** Starts a session of a network and its data, or goes on from where one stood, and shows it. */
  open(text: string, files: Readonly<Record<string, string>>, state?: SessionState): Promise<void>;
  /** Shows any message, such as a state that a session has not. */
  show(message: ToPanel): void;
  /** Changes settings, as a person does in the settings editor. */
  configure(change: Partial<PanelSettings>): void;
  /** Sends the session as it stands, as the host does after every change. */
  refresh(): Promise<void>;
  /** Resolves when all intents so far are done and drawn. */
  settled(): Promise<void>;
}

declare global {
  interface Window {
    harness: Harness;
    acquireVsCodeApi: () => unknown;
  }
}

let shown: Shown = {
  tab: 'history',
  width: innerWidth,
  operations: { from: 0, to: 200 },
  samples: { from: 0, to: 100 },
};
let settings: PanelSettings = { decimals: 4, lookAhead: true, notation: 'article', autoplay: 2 };
let autoplay: Autoplay | null = null;
let state: unknown;
let pending: Promise<unknown> = Promise.resolve();

const show = (message: ToPanel) => {
  for (const one of message.type === 'together' ? message.messages : [message]) harness.shown[one.type] = one;
  window.postMessage(message);
};

const drawing = new SessionDrawing(show, (error) => show({ type: 'failed', message: String(error) }));

const harness: Harness = {
  sent: [],
  shown: {},
  session: null,
  show,
  async open(text, files, state) {
    const encoder = new TextEncoder();
    const { setup, problems } = await loadSetup(text, (path) => Promise.resolve(encoder.encode(files[path])));
    if (!setup) throw new Error(problems.map(({ message }) => message).join('\n'));
    autoplay?.dispose();
    harness.session?.dispose();
    harness.session = new Session('file:///samples/dosage.nn.json', setup, state && { state });
    const session = harness.session;
    autoplay = new Autoplay(session, {
      speed: () => settings.autoplay,
      end: () => runTarget(session.setup),
      changed: () => show({ type: 'playing', playing: autoplay!.playing }),
    });
    session.listen(({ type }) => {
      if (type === 'running' || autoplay?.playing) void draw(changedBy[type]);
    });
    show({ type: 'settings', settings });
    await draw(sessionParts);
  },
  configure(change) {
    settings = { ...settings, ...change };
    show({ type: 'settings', settings });
  },
  refresh: () => draw(sessionParts.filter((part) => part !== 'session')),
  async settled() {
    let last: unknown;
    while (last !== pending) {
      last = pending;
      await pending;
      await drawing.settled();
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  },
};

const draw = (parts: readonly SessionPart[]): Promise<void> =>
  drawing.draw(harness.session!, shown, new Set<string>(parts));

type Intents = {
  readonly [Type in FromPanel['type']]?: (session: Session, message: Extract<FromPanel, { type: Type }>) => unknown;
};

const intents: Intents = {
  step: (session, { command }) => session[command](),
  runTo: (session, { target }) => runTo(session, target),
  seek: (session, { update, operation }) => session.seek(operation === undefined ? { update } : { update, operation }),
  play: (_, { playing }) => (playing ? autoplay?.start() : autoplay?.stop()),
  select: (session, { name }) => {
    session.selected = name;
  },
  setParameter: (session, { name, value }) => session.setParameter(name, value),
  setLearningRate: (session, { value }) => session.setLearningRate(value),
  show: (_, { tab, width }) => {
    shown = { ...shown, tab, width };
  },
  operations: (_, { from, to }) => {
    shown = { ...shown, operations: { from, to } };
  },
  samples: (_, { from, to }) => {
    shown = { ...shown, samples: { from, to } };
  },
  addBreakpoint: (session, { spec }) => session.breakpoints.add(spec),
  toggleBreakpoint: (session, { spec }) => session.breakpoints.toggle(spec),
  enableBreakpoint: (session, { id, enabled }) => session.breakpoints.setEnabled(id, enabled),
  removeBreakpoint: (session, { id }) => session.breakpoints.remove(id),
  continueRun: (session) => session.continueRun(),
  checkCondition: (session, { text }) =>
    show({ type: 'conditionChecked', text, problem: conditionProblem(session, text) }),
  resetWithLearningRate: async (session, { value }) => {
    await session.reset();
    await session.setLearningRate(value);
  },
  setLookAhead: (_, { value }) => {
    settings = { ...settings, lookAhead: value };
  },
};

async function answer(message: FromPanel) {
  const { session } = harness;
  if (!session) return;
  if (takesOver.has(message.type)) autoplay?.stop();
  const handle = intents[message.type] as ((session: Session, message: FromPanel) => unknown) | undefined;
  try {
    await handle?.(session, message);
    await harness.refresh();
  } catch (error) {
    show({ type: 'failed', message: error instanceof Error ? error.message : String(error) });
  }
}

window.harness = harness;
window.acquireVsCodeApi = () => ({
  postMessage: (message: FromPanel) => {
    harness.sent.push(message);
    pending = Promise.all([pending, answer(message)]);
  },
  getState: () => state,
  setState: (next: unknown) => {
    state = next;
  },
});
