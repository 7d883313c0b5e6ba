/** Where the cursor goes: positions within an update, as rows of a table, and the step back over its start. */

import type { Tape } from '../core/tape';

/** Finished updates, and the operation of the next one that has just run; −1: none of it. */
export interface Position {
  readonly update: number;
  readonly operation: number;
}

export type Move = 'into' | 'over' | 'out';

/**
 * The operation that has just run after a move, from the one that has run before. The last operation of an update moves
 * every parameter at once, so that the cursor then stands at the start of the next.
 */
export const moves: Readonly<Record<Move, (tape: Tape, operation: number) => number>> = {
  into: (_tape, operation) => operation + 1,
  // The sample of the operation that comes next: at the end of a sample, the whole next one.
  over: (tape, operation) => tape.sampleEnd(operation + 1),
  out: (tape) => tape.count - 1,
};

/** One operation back; `count`: operations of an update, given its number. */
export function before({ update, operation }: Position, count: (update: number) => number): Position {
  if (operation >= 0) return { update, operation: operation - 1 };
  if (update === 0) return { update, operation };
  return { update: update - 1, operation: count(update - 1) - 2 };
}

export function samePosition(a: Position, b: Position): boolean {
  return a.update === b.update && a.operation === b.operation;
}
