/** Gradient descent in WebAssembly with SIMD: two parameters at a time. */

import { f64, f64x2, get, i32, type Lanes, set, whileLoop } from './instructions';
import type { Code, WasmFunction } from './module';

/** p −= g × rate for `count` numbers from the addresses p and g on. */
export type Descent = (p: number, g: number, count: number, rate: number) => void;

const [p, g, count, rate] = [0, 1, 2, 3];

function step(lanes: Lanes): Code {
  const moved = lanes.sub(lanes.load(get(p), 0), lanes.mul(lanes.load(get(g), 0), lanes.ofNumber(get(rate))));
  return [
    ...lanes.store(get(p), moved, 0),
    ...[p, g].flatMap((address) => set(address, i32.add(get(address), i32.constant(8 * lanes.width)))),
    ...set(count, i32.sub(get(count), i32.constant(lanes.width))),
  ];
}

export function descentFunction(): WasmFunction {
  const body = [f64x2, f64].flatMap((lanes) =>
    whileLoop(i32.atLeast(get(count), i32.constant(lanes.width)), step(lanes)),
  );
  return { name: 'descend', parameters: ['i32', 'i32', 'i32', 'f64'], locals: [], body };
}
