/** Tells two versions of a setup apart by what a run's numbers depend on: equal text means the same run. */

import { dataDigest, NumbersHash } from '../core/numbersHash';
import type { Setup } from '../core/setup';

/** Hashes as text: enough to notice a change, not meant against an adversary. */
export function setupFingerprint({ network, initial, trainable, data, optimizer, training }: Setup): string {
  const { inputs, outputs, layers, loss } = network;
  const { batchSize, shuffle, seed } = training;
  const shape = layers.map(({ units, activation, bias }) => [units, activation, bias]);
  const structure = JSON.stringify([inputs.length, outputs.length, shape, loss, optimizer, batchSize, shuffle, seed]);
  const hash = new NumbersHash();
  hash.words(Uint32Array.from(structure, (character) => character.charCodeAt(0)));
  hash.words(Uint32Array.from(trainable));
  hash.doubles(initial);
  return hash.text() + dataDigest(data);
}
