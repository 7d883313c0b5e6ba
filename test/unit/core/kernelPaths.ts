/** Every way to calculate, by its path, and networks for it. */

import fc from 'fast-check';
import { GeneratedKernel } from '../../../src/core/generatedKernel';
import { GenericKernel, numbersNeeded } from '../../../src/core/genericKernel';
import type { Kernel, KernelPath } from '../../../src/core/kernel';
import { losses } from '../../../src/core/losses';
import type { Network } from '../../../src/core/network';
import { wasmArithmetic } from '../../../src/core/wasm/wasmArithmetic';
import { buildNetwork, elementwiseNames, lossNames } from './sampleNetworks';

export type MakeKernel = (network: Network, trainable: Uint8Array, maxBatch: number) => Kernel;

export const makeKernel: Readonly<Record<KernelPath, MakeKernel>> = {
  generated: (network, trainable, maxBatch) => new GeneratedKernel(network, trainable, maxBatch),
  generic: (network, trainable, maxBatch) => new GenericKernel(network, trainable, maxBatch),
  wasm(network, trainable, maxBatch) {
    const arithmetic = wasmArithmetic(numbersNeeded(network, maxBatch), network.parameterCount)!;
    return new GenericKernel(network, trainable, maxBatch, arithmetic);
  },
};

export const paths = Object.keys(makeKernel) as KernelPath[];

/** Random networks: mixed activations, layers without biases, `fewest` to `widest` inputs and neurons. */
export function networks(widest: number, fewest = 1): fc.Arbitrary<Network> {
  const layer = fc.record({
    units: fc.integer({ min: fewest, max: widest }),
    activation: fc.constantFrom(...elementwiseNames),
    bias: fc.boolean(),
  });
  return fc
    .record({
      loss: fc.constantFrom(...lossNames),
      inputs: fc.integer({ min: fewest, max: widest }),
      hidden: fc.array(layer, { maxLength: 3 }),
      last: layer,
      choice: fc.nat(),
    })
    .map(({ loss, inputs, hidden, last, choice }) => {
      const { goesWith } = losses[loss];
      const activation = goesWith[choice % goesWith.length];
      return buildNetwork({ inputs, layers: [...hidden, { ...last, activation }], loss });
    });
}
