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

/** The name that a person has chosen last, until what belongs to it is shown; the stepper chooses others by itself. */
let chosen: string | null = null;

export function post(message: FromPanel): void {
  if (message.type === 'select') chosen = message.name;
  vscode().postMessage(message);
}

/** Whether a name is the one that a person has just chosen: true once. */
export function isJustChosen(name: string): boolean {
  if (name !== chosen) return false;
  chosen = null;
  return true;
}

export function savedState(): SavedState {
  return vscode().getState() ?? {};
}

export function saveState(change: SavedState): void {
  vscode().setState({ ...savedState(), ...change });
}
