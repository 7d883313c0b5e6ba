/** The panel's one line to the host: posts intents, keeps a little state over reloads. */

import type { FromPanel } from '../protocol/messages';

/** What survives a reload of the window; the serializer finds the session by `uri`. */
export interface SavedState {
  readonly uri?: string;
  readonly tab?: string;
  readonly lookAhead?: boolean;
  readonly chainScroll?: number;
  readonly maximized?: boolean;
}

interface VsCodeApi {
  postMessage(message: FromPanel): void;
  getState(): SavedState | undefined;
  setState(state: SavedState): void;
}

declare function acquireVsCodeApi(): VsCodeApi;

let api: VsCodeApi | undefined;
const vscode = (): VsCodeApi => (api ??= acquireVsCodeApi());

export function post(message: FromPanel): void {
  vscode().postMessage(message);
}

export function savedState(): SavedState {
  return vscode().getState() ?? {};
}

export function saveState(change: SavedState): void {
  vscode().setState({ ...savedState(), ...change });
}
