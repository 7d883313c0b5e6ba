/** The language side of networks: everything that their files are given in an editor. */
import * as vscode from 'vscode';
import { datasetFormats } from '../../document/dataset/paths';
import type { Host } from '../host';
import { AdviceDiagnostics } from './advice/advice';
import { AdviceActions } from './advice/adviceActions';
import { NameCompletion } from './completion';
import { CurrentNumbers } from './currentNumbers';
import { Diagnostics } from './diagnostics';
import { NetworkHover } from './hover/hover';
import { HoverCommands } from './hover/hoverCommands';
import { ParameterHints } from './inlayHints';
import { Lenses } from './lenses';
import { Navigation } from './navigation';
import { QuickFixes } from './quickFixes';
import { Renaming } from './renaming';

/** Whatever language a network is opened in. */
const networkFiles: vscode.DocumentSelector = { pattern: '**/*.nn.json' };
const networkAndDataFiles: vscode.DocumentSelector = { pattern: `**/*.{${Object.keys(datasetFormats).join(',')}}` };

export function registerLanguage(context: vscode.ExtensionContext, host: Host): void {
  const { documents } = host;
  const { languages } = vscode;
  const advice = new AdviceDiagnostics(documents);
  const adviceActions = new AdviceActions(advice);
  const navigation = new Navigation(host);
  const lenses = new Lenses(documents);
  const hints = new ParameterHints(host);
  context.subscriptions.push(
    new Diagnostics(documents, host.sessions),
    advice,
    adviceActions,
    new HoverCommands(host),
    new CurrentNumbers(host),
    lenses,
    hints,
    languages.registerHoverProvider(networkFiles, new NetworkHover(host)),
    languages.registerCodeActionsProvider(networkAndDataFiles, new QuickFixes(documents), QuickFixes.metadata),
    languages.registerCodeActionsProvider(networkFiles, adviceActions, AdviceActions.metadata),
    languages.registerCompletionItemProvider(networkFiles, new NameCompletion(documents), ...NameCompletion.triggers),
    languages.registerCodeLensProvider(networkFiles, lenses),
    languages.registerInlayHintsProvider(networkFiles, hints),
    // VS Code groups an outline by who gives it: that of its JSON support could only be switched off for all JSON files.
    languages.registerDocumentSymbolProvider(networkFiles, navigation, { label: 'Network' }),
    languages.registerDefinitionProvider(networkFiles, navigation),
    languages.registerReferenceProvider(networkFiles, navigation),
    languages.registerDocumentLinkProvider(networkFiles, navigation),
    languages.registerFoldingRangeProvider(networkFiles, navigation),
    languages.registerRenameProvider(networkAndDataFiles, new Renaming(documents)),
  );
}
