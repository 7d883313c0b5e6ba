/** The matrix product in WebAssembly with SIMD: a tile of sums in registers, two of them side by side in each. */

import { f64, f64x2, get, i32, type Lanes, set, whileLoop } from './instructions';
import type { Code, ValueType, WasmFunction } from './module';

/**
 * C = A·B with C `[rows, columns]` and B `[depth, columns]` row-major, and A(row, k) at a + row·aRow + k·aDepth.
 * Addresses and strides are in bytes. Every sum starts at 0 and runs over the depth in order, as it does in JavaScript:
 * side by side are sums of neighbouring columns, never parts of one sum. So the bits are the same.
 */
export type Product = (
  c: number,
  a: number,
  b: number,
  rows: number,
  columns: number,
  depth: number,
  aRow: number,
  aDepth: number,
) => void;

const parameters = ['c', 'a', 'b', 'rows', 'columns', 'depth', 'aRow', 'aDepth'] as const;

/** Rows of a tile, and registers across it: with eight sums there is room for what is multiplied. */
const ROWS = 4;
const ACROSS = 2;

const counters = ['columnsLeft', 'depthLeft', 'rowBytes', 'bColumn', 'bAt'] as const;
const rowAddresses = ['a0', 'a1', 'a2', 'a3', 'c0', 'c1', 'c2', 'c3'] as const;
type Integer = (typeof parameters)[number] | (typeof counters)[number] | (typeof rowAddresses)[number];

const integers: readonly Integer[] = [...parameters, ...counters, ...rowAddresses];
const $ = (name: Integer): Code => get(integers.indexOf(name));
const let$ = (name: Integer, value: Code): Code => set(integers.indexOf(name), value);
const advance = (name: Integer, bytes: Code): Code => let$(name, i32.add($(name), bytes));
const count = (name: Integer, steps: number): Code => let$(name, i32.sub($(name), i32.constant(steps)));
const atLeast = (name: Integer, value: number): Code => i32.atLeast($(name), i32.constant(value));
const aOf = (row: number) => `a${row}` as Integer;
const cOf = (row: number) => `c${row}` as Integer;

/** Registers follow the integers: the tile's sums, what is read of B, and one number of A; for pairs, then for one. */
const registers = (lanes: Lanes) => {
  const first = integers.length + (lanes.width === 2 ? 0 : ROWS * ACROSS + ACROSS + 1);
  return {
    sum: (row: number, across: number) => first + row * ACROSS + across,
    b: (across: number) => first + ROWS * ACROSS + across,
    a: first + ROWS * ACROSS + ACROSS,
  };
};

const numbers = (length: number) => Array.from({ length }, (_, i) => i);

/** The sums of `height` rows and `across` registers of columns, from a0 … and bColumn on, into c0 … */
function tile(lanes: Lanes, height: number, across: number): Code {
  const register = registers(lanes);
  const bytes = 8 * lanes.width;
  const step = numbers(height).flatMap((row) => [
    set(register.a, lanes.spread($(aOf(row)))),
    ...numbers(across).map((i) => {
      const product = lanes.mul(get(register.a), get(register.b(i)));
      return set(register.sum(row, i), lanes.add(get(register.sum(row, i)), product));
    }),
    advance(aOf(row), $('aDepth')),
  ]);
  return [
    ...numbers(height).flatMap((row) => numbers(across).map((i) => set(register.sum(row, i), lanes.zero))),
    ...numbers(height).map((row) => let$(aOf(row), row === 0 ? $('a') : i32.add($(aOf(row - 1)), $('aRow')))),
    let$('bAt', $('bColumn')),
    let$('depthLeft', $('depth')),
    whileLoop(
      atLeast('depthLeft', 1),
      ...numbers(across).map((i) => set(register.b(i), lanes.load($('bAt'), i * bytes))),
      ...step,
      advance('bAt', $('rowBytes')),
      count('depthLeft', 1),
    ),
    ...numbers(height).flatMap((row) => [
      ...numbers(across).map((i) => lanes.store($(cOf(row)), get(register.sum(row, i)), i * bytes)),
      advance(cOf(row), i32.constant(across * bytes)),
    ]),
    advance('bColumn', i32.constant(across * bytes)),
    count('columnsLeft', across * lanes.width),
  ].flat();
}

/** As many times `height` rows as there are, each over all columns: wide tiles first, then what is left. */
function rowsOf(height: number): Code {
  const columns = (lanes: Lanes, across: number) =>
    whileLoop(atLeast('columnsLeft', across * lanes.width), tile(lanes, height, across));
  return whileLoop(
    atLeast('rows', height),
    ...numbers(height).map((row) => let$(cOf(row), row === 0 ? $('c') : i32.add($(cOf(row - 1)), $('rowBytes')))),
    let$('bColumn', $('b')),
    let$('columnsLeft', $('columns')),
    columns(f64x2, ACROSS),
    columns(f64x2, 1),
    columns(f64, 1),
    advance('c', i32.mul($('rowBytes'), i32.constant(height))),
    advance('a', i32.mul($('aRow'), i32.constant(height))),
    count('rows', height),
  );
}

export function productFunction(): WasmFunction {
  const perKind = ROWS * ACROSS + ACROSS + 1;
  const body = [...let$('rowBytes', i32.mul($('columns'), i32.constant(8))), ...rowsOf(ROWS), ...rowsOf(1)];
  const locals: ValueType[] = [
    ...new Array<ValueType>(integers.length - parameters.length).fill('i32'),
    ...new Array<ValueType>(perKind).fill('v128'),
    ...new Array<ValueType>(perKind).fill('f64'),
  ];
  return { name: 'product', parameters: parameters.map(() => 'i32'), locals, body };
}
