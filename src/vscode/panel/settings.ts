/** How numbers and names are shown, in the panel and in hovers: the settings as they stand now. */
import * as vscode from 'vscode';
import { notations } from '../../explain/notation';
import type { PanelSettings } from '../../protocol/views';

export function panelSettings(scope?: vscode.Uri): PanelSettings {
  const configuration = vscode.workspace.getConfiguration('backprop', scope);
  const notation = configuration.get<string>('notation');
  return {
    decimals: configuration.get('decimals', 4),
    lookAhead: configuration.get('lookAhead', true),
    notation: notations.find((known) => known === notation) ?? 'article',
    autoplay: configuration.get('autoplay', 2),
  };
}
