/** Which rows are trained on and which are held out: drawn with the seed, the same every time. */

import { Random, streams } from '../../core/random';

export interface Split {
  /** Both in the order of the file. */
  readonly training: Int32Array;
  readonly validation: Int32Array;
}

/**
 * Holds out `fraction` of the rows, rounded, but at least one and not all of them (none where there is only one row).
 * The rows are the first ones of a permutation drawn from the stream `validationSplit` of the seed.
 */
export function splitRows(rowCount: number, fraction: number, seed: number): Split {
  const heldOut = fraction === 0 ? 0 : Math.min(rowCount - 1, Math.max(1, Math.round(rowCount * fraction)));
  const order =
    heldOut === 0
      ? Int32Array.from({ length: rowCount }, (_, row) => row)
      : new Random(seed, streams.validationSplit).permutation(rowCount);
  return { validation: order.slice(0, heldOut).sort(), training: order.slice(heldOut).sort() };
}
