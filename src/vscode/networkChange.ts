/** Whether a newer version of a network's files matters to a session that took an older one. */
import type { Setup } from '../core/setup';
import { setupFingerprint } from '../training/setupFingerprint';

/** What was changed from one version to the next; null where the same is computed, called the same, and stopped at the same place. */
export function changeBetween(before: Setup, after: Setup): 'network' | 'data' | null {
  if (same(before, after)) return null;
  return same(before, { ...after, data: before.data }) ? 'data' : 'network';
}

function same(a: Setup, b: Setup): boolean {
  return whatIsShown(a) === whatIsShown(b) && setupFingerprint(a) === setupFingerprint(b);
}

/** Names and the end of a run: the numbers do not depend on them, but the panel shows them. */
function whatIsShown({ name, network, training }: Setup): string {
  const neurons = network.layers.map((layer) => layer.neurons ?? null);
  const { updates, epochs, stopWhen } = training;
  return JSON.stringify([name, network.inputs, network.outputs, neurons, updates, epochs, stopWhen]);
}
