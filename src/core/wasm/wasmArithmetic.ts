/** Arithmetic in the memory of a WebAssembly module, where the host has WebAssembly with SIMD. */

import { type Arithmetic, plainArithmetic } from '../arithmetic';
import { type Descent, descentFunction } from './descentCode';
import { assemble } from './module';
import { type Product, productFunction } from './productCode';

const PAGE = 65_536;
const DOUBLE = Float64Array.BYTES_PER_ELEMENT;

/** The module that the arithmetic runs: it imports its memory. */
export function arithmeticModule(): Uint8Array<ArrayBuffer> {
  return assemble([productFunction(), descentFunction()]);
}

/**
 * @param numbers that will be allocated in all, those of `place` not counted
 * @param parameterCount length of what is placed
 * @returns null where the host has no WebAssembly, does not allow it, or has not so much memory for it
 */
export function wasmArithmetic(numbers: number, parameterCount: number): Arithmetic | null {
  let memory: WebAssembly.Memory;
  let product: Product;
  let descent: Descent;
  try {
    memory = new WebAssembly.Memory({ initial: Math.ceil(((numbers + parameterCount) * DOUBLE) / PAGE) });
    const instance = new WebAssembly.Instance(new WebAssembly.Module(arithmeticModule()), { host: { memory } });
    product = instance.exports.product as unknown as Product;
    descent = instance.exports.descend as unknown as Descent;
  } catch {
    return null;
  }
  const { buffer } = memory;
  let used = 0;
  const allocate = (length: number): Float64Array => {
    const values = new Float64Array(buffer, used, length);
    used += length * DOUBLE;
    return values;
  };
  const room = allocate(parameterCount);
  return {
    path: 'wasm',
    allocate,
    place(parameters) {
      if (parameters.buffer === buffer) return parameters;
      room.set(parameters);
      return room;
    },
    multiply(c, cOffset, a, aOffset, b, bOffset, rows, columns, depth, aRow, aDepth) {
      product(
        c.byteOffset + cOffset * DOUBLE,
        a.byteOffset + aOffset * DOUBLE,
        b.byteOffset + bOffset * DOUBLE,
        rows,
        columns,
        depth,
        aRow * DOUBLE,
        aDepth * DOUBLE,
      );
    },
    descend(parameters, gradients, learningRate) {
      if (parameters.buffer !== buffer) return plainArithmetic.descend(parameters, gradients, learningRate);
      descent(parameters.byteOffset, gradients.byteOffset, gradients.length, learningRate);
    },
  };
}
