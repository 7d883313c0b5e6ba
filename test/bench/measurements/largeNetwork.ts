/** A network of 784-128-10 with its weights written out, read and checked. */

import { parseNetwork } from '../../../src/document/parse';
import { milliseconds, quantile } from './quantile';

export interface LargeNetworkMeasured {
  readonly characters: number;
  readonly milliseconds: number;
}

const ROUNDS = 5;

export function largeNetwork(): LargeNetworkMeasured {
  const text = writtenOut();
  const times = Array.from({ length: ROUNDS }, () => milliseconds(() => parseNetwork(text)));
  return { characters: text.length, milliseconds: quantile(times, 0.5) };
}

/** As `backprop.writeParameters` does. */
function writtenOut(): string {
  const row = (count: number) => Array.from({ length: count }, (_, i) => Math.sin(i * 12.9898) * 0.0437585453);
  const layer = (units: number, inputs: number, activation: string) => ({
    activation,
    weights: Array.from({ length: units }, () => row(inputs)),
    biases: row(units),
  });
  const inputs = Array.from({ length: 784 }, (_, i) => `p${i}`);
  return JSON.stringify(
    { dataset: 'digits.csv', inputs, outputs: ['digit'], layers: [layer(128, 784, 'relu'), layer(10, 128, 'softmax')] },
    null,
    2,
  );
}
