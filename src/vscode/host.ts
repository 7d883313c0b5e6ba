/** What commands and panels work with: the parts that activate() builds. */
import type * as vscode from 'vscode';
import type { ActiveNetwork } from './activeNetwork';
import type { NetworkDocuments } from './language/networkDocuments';
import type { Panels } from './panel/panels';
import type { Sessions } from './sessions';

export interface Host {
  readonly extensionUri: vscode.Uri;
  readonly documents: NetworkDocuments;
  readonly sessions: Sessions;
  readonly active: ActiveNetwork;
  readonly panels: Panels;
  readonly log: vscode.LogOutputChannel;
}
