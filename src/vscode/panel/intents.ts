/** What the panel asks for, as calls of the session and of VS Code: one row per message. */
import * as vscode from 'vscode';
import type { ConditionProblem } from '../../protocol/breakpoints';
import type { FromPanel } from '../../protocol/messages';
import type { Session } from '../../training/session';
import type { CommandId } from '../commandIds';
import type { Host } from '../host';
import { mayEdit } from '../mayEdit';
import { chooseNetworkFile } from '../networkFiles';
import { runTo } from '../runTo';
import { conditionProblem } from './view/breakpointsView';

/** The panel as its intents see it. */
export interface IntentTarget {
  readonly host: Host;
  readonly uri: vscode.Uri | null;
  /** @throws Error where no session is going on */
  session(): Session;
  /** Shows another network in this panel, or brings that network's own panel up. */
  open(uri: vscode.Uri): void;
  ready(): void;
  show(tab: Extract<FromPanel, { type: 'show' }>['tab'], width: number): void;
  showOperations(from: number, to: number): void;
  showSamples(from: number, to: number): void;
  goToProblem(): Promise<void>;
  conditionChecked(text: string, problem: ConditionProblem | null): void;
  play(playing: boolean): void;
  /** Shows everything again: what the panel shows of an edit that was called off. */
  redraw(): void;
}

type Intents = {
  readonly [Type in FromPanel['type']]: (panel: IntentTarget, message: Extract<FromPanel, { type: Type }>) => unknown;
};

const intents: Intents = {
  ready: (panel) => panel.ready(),
  step: (panel, { command }) => panel.session()[command](),
  runTo: (panel, { target }) => runTo(panel.session(), target),
  addBreakpoint: (panel, { spec }) => panel.session().breakpoints.add(spec),
  toggleBreakpoint: (panel, { spec }) => panel.session().breakpoints.toggle(spec),
  enableBreakpoint: (panel, { id, enabled }) => panel.session().breakpoints.setEnabled(id, enabled),
  removeBreakpoint: (panel, { id }) => panel.session().breakpoints.remove(id),
  checkCondition: (panel, { text }) => panel.conditionChecked(text, conditionProblem(panel.session(), text)),
  seek: (panel, { update, operation }) =>
    panel.session().seek(operation === undefined ? { update } : { update, operation }),
  play: (panel, { playing }) => panel.play(playing),
  select: (panel, { name }) => {
    panel.session().selected = name;
  },
  setParameter: async (panel, { name, value }) => {
    const session = panel.session();
    if (await mayEdit(session)) await session.setParameter(name, value);
    else panel.redraw();
  },
  setLearningRate: async (panel, { value }) => {
    const session = panel.session();
    if (await mayEdit(session)) await session.setLearningRate(value);
    else panel.redraw();
  },
  writeParameters: async (panel) => {
    const id: CommandId = 'backprop.writeParameters';
    const { changed } = await vscode.commands.executeCommand<{ changed: number }>(id, panel.uri?.toString());
    if (changed === 0) void vscode.window.showInformationMessage('The file has these values already.');
  },
  show: (panel, { tab, width }) => panel.show(tab, width),
  operations: (panel, { from, to }) => panel.showOperations(from, to),
  samples: (panel, { from, to }) => panel.showSamples(from, to),
  open: async (panel, { uri }) => {
    const chosen = uri === undefined ? await chooseNetworkFile() : vscode.Uri.parse(uri, true);
    if (chosen) panel.open(chosen);
  },
  newFromExample: async ({ host }) => {
    const id: CommandId = 'backprop.newNetwork';
    const created = await vscode.commands.executeCommand<{ uri: string } | undefined>(id);
    // The file was opened beside this panel, which takes it up.
    if (created) host.panels.show(vscode.Uri.parse(created.uri, true));
  },
  goToProblem: (panel) => panel.goToProblem(),
  showProblems: () => vscode.commands.executeCommand('workbench.actions.view.problems'),
  continueRun: (panel) => panel.session().continueRun(),
  restart: (panel) => panel.uri && panel.host.sessions.restart(panel.uri),
  resetWithLearningRate: async (panel, { value }) => {
    const session = panel.session();
    await session.reset();
    await session.setLearningRate(value);
  },
  setLookAhead: (_, { value }) =>
    vscode.workspace.getConfiguration('backprop').update('lookAhead', value, vscode.ConfigurationTarget.Global),
  copy: (_, { text }) => vscode.env.clipboard.writeText(text),
};

/** Resolves when what was asked for is done; rejects with what went wrong. */
export async function handleIntent(panel: IntentTarget, message: FromPanel): Promise<void> {
  const handle = intents[message.type] as ((panel: IntentTarget, message: FromPanel) => unknown) | undefined;
  await handle?.(panel, message);
}
