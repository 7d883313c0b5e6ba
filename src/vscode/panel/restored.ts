/** Which network a panel showed before the window was reloaded: its own state says so, or it is found by its title. */
import { fileName } from '../problemText';

/** `Stepper: dosage` for a URI or path that ends in `dosage.nn.json`. */
export function titleOf(uri: string): string {
  return `Stepper: ${decodeURIComponent(fileName({ path: uri })).replace(/\.nn\.json$/, '')}`;
}

/**
 * The URI of the network that a restored panel shows; null: none, the panel is empty.
 * @param state what the webview kept, which can be lost in an abrupt reload
 * @param candidates URIs of the networks whose panels were open and are not yet again
 */
export function restoredUri(state: unknown, title: string, candidates: readonly string[]): string | null {
  if (typeof state === 'object' && state !== null && 'uri' in state && typeof state.uri === 'string') return state.uri;
  return candidates.find((uri) => titleOf(uri) === title) ?? null;
}
