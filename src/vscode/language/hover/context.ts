/** What hovers are made from: one version of a network, where its session stands, and how formulas are written. */
import type * as vscode from 'vscode';
import type { Formula } from '../../../core/formula';
import type { Network } from '../../../core/network';
import { sketchNetwork } from '../../../document/sketch';
import type { NumberFormat } from '../../../explain/numbers';
import type { Session } from '../../../training/session';
import type { NetworkState } from '../networkDocuments';

export interface HoverContext {
  readonly uri: vscode.Uri;
  readonly state: NetworkState;
  /** Names of parameters and neurons: of the file, or as far as it can be read. */
  readonly network: Network | null;
  /** The session that is going on; null where there is none. */
  readonly session: Session | null;
  readonly format: NumberFormat;
  /** Names in the notation of the settings. */
  readonly noted: (name: string) => string;
  /** Whether those are the names by layer and index. */
  readonly matrix: boolean;
  readonly write: (formula: Formula) => string;
  /** Of the hover's text, as `#rrggbb`, for what is drawn. */
  readonly colour: string;
  /** Of factor 1, 2, … as `#rrggbb`. */
  readonly colours: readonly string[];
  /** Whether the words that the JSON schema has are said here: where VS Code does not show them. */
  readonly words: boolean;
}

/** Of the file, or as far as it can be read; null where it does not tell. */
export function knownNetwork({ setup, loaded: { parsed } }: NetworkState): Network | null {
  return setup?.network ?? parsed.document?.network ?? (parsed.outline && sketchNetwork(parsed.outline));
}
