/** The extension's entry point: builds, wires and pushes; no logic of its own. */
import * as vscode from 'vscode';
import { ActiveNetwork } from './vscode/activeNetwork';
import { Commands } from './vscode/commands/registry';
import { ContextKeys } from './vscode/contextKeys';
import { Debugging } from './vscode/debug/debugging';
import { registerLanguage } from './vscode/language';
import { NetworkDocuments } from './vscode/language/networkDocuments';
import { Panels } from './vscode/panel/panels';
import { Sessions } from './vscode/sessions';
import { SessionStore } from './vscode/sessionStore';
import { LanguageModelTools } from './vscode/tools/tools';
import { openReaderOf, openWorkerOf } from './vscode/worker/openWorker';

export function activate(context: vscode.ExtensionContext): void {
  const { extensionUri, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Backprop Stepper', { log: true });
  const documents = new NetworkDocuments(openReaderOf(extensionUri));
  const sessions = new Sessions(documents, new SessionStore(workspaceState), openWorkerOf(extensionUri));
  const active = new ActiveNetwork(workspaceState);
  const panels = new Panels(extensionUri, workspaceState);
  const host = { extensionUri, documents, sessions, active, panels, log };
  panels.attach(host);
  context.subscriptions.push(
    log,
    documents,
    sessions,
    active,
    panels,
    new ContextKeys(active, sessions),
    new Commands(host),
    new LanguageModelTools(host),
    new Debugging(host),
  );
  registerLanguage(context, host);
}
