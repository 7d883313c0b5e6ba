/** The language side of networks: hovers, diagnostics, quick fixes and advice. */
import * as vscode from 'vscode';
import { datasetFormats } from '../../document/dataset/paths';
import type { Host } from '../host';
import { AdviceDiagnostics } from './advice/advice';
import { AdviceActions } from './advice/adviceActions';
import { Diagnostics } from './diagnostics';
import { NetworkHover } from './hover/hover';
import { HoverCommands } from './hover/links';
import { QuickFixes } from './quickFixes';

/** Whatever language a network is opened in. */
const networkFiles: vscode.DocumentSelector = { pattern: '**/*.nn.json' };
const networkAndDataFiles: vscode.DocumentSelector = { pattern: `**/*.{${Object.keys(datasetFormats).join(',')}}` };

export function registerLanguage(context: vscode.ExtensionContext, host: Host): void {
  const advice = new AdviceDiagnostics(host.documents);
  const adviceActions = new AdviceActions(advice);
  context.subscriptions.push(
    advice,
    adviceActions,
    vscode.languages.registerCodeActionsProvider(networkFiles, adviceActions, AdviceActions.metadata),
    new Diagnostics(host.documents),
    new HoverCommands(host),
    vscode.languages.registerHoverProvider(networkFiles, new NetworkHover(host)),
    vscode.languages.registerCodeActionsProvider(
      networkAndDataFiles,
      new QuickFixes(host.documents),
      QuickFixes.metadata,
    ),
  );
}
