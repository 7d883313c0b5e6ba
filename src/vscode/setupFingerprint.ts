/** Tells two versions of a run's setup apart by what matters to its numbers: the same text means the same run. */
import type { Setup } from '../core/setup';

/** Two 32-bit hashes as text: enough to notice a change, not meant against an adversary. */
export function setupFingerprint(setup: Setup): string {
  const { network, initial, trainable, data, optimizer, training } = setup;
  const structure = JSON.stringify([
    network.inputs,
    network.outputs,
    network.layers,
    network.loss,
    optimizer,
    training,
  ]);
  const hash = new Hash();
  hash.words(new Uint32Array(Uint16Array.from(structure, (character) => character.charCodeAt(0))));
  hash.words(Uint32Array.from(trainable));
  for (const numbers of [initial, data.inputs, data.outputs]) hash.words(bits(numbers));
  return hash.text();
}

/** What was changed from one version to the next; null where a run from either gives the same numbers. */
export function changeBetween(before: Setup, after: Setup): 'network' | 'data' | null {
  if (setupFingerprint(before) === setupFingerprint(after)) return null;
  return setupFingerprint({ ...after, data: before.data }) === setupFingerprint(before) ? 'data' : 'network';
}

function bits(numbers: Float64Array): Uint32Array {
  return new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2);
}

/** FNV-1a by 32-bit words, and a second hash with another multiplier. */
class Hash {
  #first = 0x811c9dc5;
  #second = 0x9e3779b9;

  words(values: Uint32Array): void {
    let first = this.#first ^ values.length;
    let second = this.#second ^ values.length;
    for (let i = 0; i < values.length; i++) {
      first = Math.imul(first ^ values[i], 0x01000193);
      second = Math.imul(second ^ values[i], 0x85ebca6b);
      second ^= second >>> 13;
    }
    this.#first = first;
    this.#second = second;
  }

  text(): string {
    return [this.#first, this.#second].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}
