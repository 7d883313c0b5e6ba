/** Tells two versions of a setup apart by what a run's numbers depend on: equal text means the same run. */

import type { Setup } from '../core/setup';

/** Two 32-bit hashes as text: enough to notice a change, not meant against an adversary. */
export function setupFingerprint({ network, initial, trainable, data, optimizer, training }: Setup): string {
  const { inputs, outputs, layers, loss } = network;
  const { batchSize, shuffle, seed } = training;
  const shape = layers.map(({ units, activation, bias }) => [units, activation, bias]);
  const structure = JSON.stringify([inputs.length, outputs.length, shape, loss, optimizer, batchSize, shuffle, seed]);
  const hash = new Hash();
  hash.words(Uint32Array.from(structure, (character) => character.charCodeAt(0)));
  hash.words(Uint32Array.from(trainable));
  for (const numbers of [initial, data.inputs, data.outputs]) {
    hash.words(new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2));
  }
  return hash.text();
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
