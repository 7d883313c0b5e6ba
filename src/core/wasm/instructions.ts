/** The few WebAssembly instructions that are needed here, written as expressions and statements. */

import { type Code, signed, unsigned } from './module';

const binary =
  (...opcode: number[]) =>
  (a: Code, b: Code): Code => [...a, ...b, ...opcode];

/** An instruction that reads or writes memory at an address plus an offset; numbers are aligned to 8 bytes. */
const access = (opcode: readonly number[], offset: number): Code => [...opcode, 3, ...unsigned(offset)];

/** Reads and writes a local variable, by its index. */
export const get = (local: number): Code => [0x20, ...unsigned(local)];
export const set = (local: number, value: Code): Code => [...value, 0x21, ...unsigned(local)];

export const i32 = {
  constant: (value: number): Code => [0x41, ...signed(value)],
  add: binary(0x6a),
  sub: binary(0x6b),
  mul: binary(0x6c),
  atLeast: binary(0x4e),
};

/** What a register holds: `width` numbers side by side. */
export interface Lanes {
  readonly width: number;
  readonly zero: Code;
  readonly load: (address: Code, offset: number) => Code;
  /** One number from memory, in every lane. */
  readonly spread: (address: Code) => Code;
  /** A number, in every lane. */
  readonly ofNumber: (value: Code) => Code;
  readonly store: (address: Code, value: Code, offset: number) => Code;
  readonly add: (a: Code, b: Code) => Code;
  readonly sub: (a: Code, b: Code) => Code;
  readonly mul: (a: Code, b: Code) => Code;
}

const load = (address: Code, offset = 0): Code => [...address, ...access([0x2b], offset)];

export const f64: Lanes = {
  width: 1,
  zero: [0x44, ...new Array<number>(8).fill(0)],
  load,
  spread: load,
  ofNumber: (value) => value,
  store: (address, value, offset) => [...address, ...value, ...access([0x39], offset)],
  add: binary(0xa0),
  sub: binary(0xa1),
  mul: binary(0xa2),
};

export const f64x2: Lanes = {
  width: 2,
  zero: [0xfd, 0x0c, ...new Array<number>(16).fill(0)],
  load: (address, offset) => [...address, ...access([0xfd, 0x00], offset)],
  spread: (address) => [...address, ...access([0xfd, 0x0a], 0)],
  ofNumber: (value) => [...value, 0xfd, 0x14],
  store: (address, value, offset) => [...address, ...value, ...access([0xfd, 0x0b], offset)],
  add: binary(0xfd, 0xf0, 0x01),
  sub: binary(0xfd, 0xf1, 0x01),
  mul: binary(0xfd, 0xf2, 0x01),
};

/** Repeats statements as long as the condition holds before them. */
export function whileLoop(condition: Code, ...statements: readonly Code[]): Code {
  const [block, loop, end, isZero, leaveIf, again] = [[0x02, 0x40], [0x03, 0x40], 0x0b, 0x45, [0x0d, 1], [0x0c, 0]];
  return [...block, ...loop, ...condition, isZero, ...leaveIf, ...statements.flat(), ...again, end, end];
}
