/** The language side of networks: hovers, diagnostics and quick fixes. */
import * as vscode from 'vscode';
import { datasetFormats } from '../../document/dataset/paths';
import type { Host } from '../host';
import { Diagnostics } from './diagnostics';
import { NetworkHover } from './hover/hover';
import { HoverCommands } from './hover/links';
import { QuickFixes } from './quickFixes';

/** Whatever language a network is opened in. */
const networkFiles: vscode.DocumentSelector = { pattern: '**/*.nn.json' };
const networkAndDataFiles: vscode.DocumentSelector = { pattern: `**/*.{${Object.keys(datasetFormats).join(',')}}` };

export function registerLanguage(context: vscode.ExtensionContext, host: Host): void {
  context.subscriptions.push(
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
