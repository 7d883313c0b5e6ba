/** Losses and gradients of one network over flat arrays: what every kernel offers, and which one serves a network. */

import { activations } from './activations';
import { plainArithmetic } from './arithmetic';
import { usesTile } from './dense';
import { GeneratedKernel } from './generatedKernel';
import { GenericKernel, numbersNeeded } from './genericKernel';
import { losses } from './losses';
import type { Network } from './network';
import type { TrainingData } from './setup';
import { wasmArithmetic } from './wasm/wasmArithmetic';

/**
 * How a kernel calculates: by code generated for the network, by loops over its layers, or by such loops whose large
 * products run in WebAssembly. All take every sum in the same order and give the same bits, so that a run may go on
 * elsewhere, whatever the host allows.
 */
export type KernelPath = 'generated' | 'generic' | 'wasm';

/**
 * A kernel owns its buffers, made once for batches of up to `maxBatch` samples, and allocates nothing afterwards. The
 * order of every sum is fixed, so that the same parameters and rows give the same bits.
 */
export interface Kernel {
  readonly path: KernelPath;
  readonly network: Network;
  readonly maxBatch: number;
  /**
   * Room for the caller's parameters `[parameterCount]`, which the kernel reads there at once; others it may have to copy
   * first. Like `gradients` it may be a view of a larger memory: what leaves the thread has to be a copy.
   */
  readonly parameters: Float64Array;
  /**
   * Derivatives of the loss of the batch of the last `gradient()`, flat like the parameters `[parameterCount]`;
   * 0 where a parameter is frozen. The caller may add to those of trainable ones (l2) before the optimizer gets them.
   */
  readonly gradients: Float64Array;
  /** The loss of some rows of the data: any number of them, at `parameters` `[parameterCount]`. */
  loss(parameters: Float64Array, data: TrainingData, rows: Int32Array): number;
  /**
   * The loss of the batch `rows` (at most maxBatch of them), and its derivatives into `gradients`.
   * @throws RangeError where there are more rows than maxBatch
   */
  gradient(parameters: Float64Array, data: TrainingData, rows: Int32Array): number;
  /** Gradient descent: parameters −= gradients × learning rate, in place, with the bits of the optimizer's own row. */
  descend(parameters: Float64Array, learningRate: number): void;
}

/** Up to so many parameters straight-line code is faster than loops, and made in a millisecond or two. */
const GENERATED_UP_TO = 200;

/**
 * The fastest kernel for a network that the host allows.
 * @param trainable by flat offset, 1 or 0, length network.parameterCount
 * @throws RangeError where the loss does not go with the last activation, or softmax is not in the last layer
 */
export function createKernel(network: Network, trainable: Uint8Array, maxBatch: number): Kernel {
  checkCombination(network);
  if (network.parameterCount <= GENERATED_UP_TO) {
    try {
      return new GeneratedKernel(network, trainable, maxBatch);
    } catch {
      // The host does not allow it.
    }
  }
  const large = network.layers.some((layer) => usesTile(maxBatch, layer));
  const arithmetic = large ? wasmArithmetic(numbersNeeded(network, maxBatch), network.parameterCount) : null;
  return new GenericKernel(network, trainable, maxBatch, arithmetic ?? plainArithmetic);
}

function checkCombination({ layers, lastLayer, loss }: Network): void {
  if (!losses[loss].goesWith.includes(lastLayer.activation)) {
    throw new RangeError(`The loss ${loss} does not go with the last activation ${lastLayer.activation}.`);
  }
  if (layers.some((layer) => layer !== lastLayer && activations[layer.activation].vector)) {
    throw new RangeError('softmax can only be the activation of the last layer.');
  }
}
