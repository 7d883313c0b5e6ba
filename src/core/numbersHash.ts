/** A hash of numbers, to notice a change; not meant against an adversary. */

import type { TrainingData } from './setup';

/** FNV-1a by 32-bit words, and a second hash with another multiplier. */
export class NumbersHash {
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

  /** The bits of doubles: −0 and 0 differ. */
  doubles(numbers: Float64Array): void {
    this.words(new Uint32Array(numbers.buffer, numbers.byteOffset, numbers.length * 2));
  }

  text(): string {
    return [this.#first, this.#second].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }
}

/** Of all samples; the one that the data bring along where they have it. */
export function dataDigest({ digest, inputs, outputs }: TrainingData): string {
  if (digest !== undefined) return digest;
  const hash = new NumbersHash();
  hash.doubles(inputs);
  hash.doubles(outputs);
  return hash.text();
}
