/** Whether a remembered state belongs to a setup, with the reason where it does not. */

import type { Setup } from '../core/setup';
import { setupFingerprint } from './setupFingerprint';
import type { Intervention, SessionState } from './snapshot';

/** @throws Error with the reason for a person, where the state cannot be restored on this setup */
export function requireFitting(state: SessionState, setup: Setup): void {
  const reason = reasonAgainst(state, setup);
  if (reason) throw new Error(`The remembered session cannot be restored: ${reason}.`);
}

function reasonAgainst(state: SessionState, setup: Setup): string | null {
  if (state.version !== 1 || ![state.interventions, state.undo, state.redo].every(Array.isArray)) {
    return `it was written by another version of the extension (${String(state.version)})`;
  }
  const futures = [state.replaced, ...[...state.undo, ...state.redo].map((step) => step.future)];
  const logs = [state.interventions, ...futures.map((future) => future?.interventions ?? [])];
  for (const entry of logs.flat()) {
    const reason = reasonAgainstEntry(entry, setup);
    if (reason) return reason;
  }
  const { update, operation } = state.position;
  if (![update, state.recorded].every((count) => Number.isSafeInteger(count) && count >= 0)) {
    return 'its position is not a number of updates';
  }
  if (!Number.isSafeInteger(operation) || operation < -1) return `it names operation ${operation}`;
  if (update > state.recorded) return `it stands at update ${update} of ${state.recorded}`;
  if (state.fingerprint !== setupFingerprint(setup)) return 'the network or its data have changed since';
  return null;
}

function reasonAgainstEntry(entry: Intervention, { network }: Setup): string | null {
  if (!Number.isFinite(entry.value)) return `an edit sets ${String(entry.value)}`;
  if (entry.kind === 'learningRate' || network.parameterByName(entry.name)) return null;
  return `the network has no parameter '${entry.name}' any more`;
}
