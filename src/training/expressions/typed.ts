/** Compiled parts of an expression: what is known of them beforehand, how they combine, and what they must be. */

import type { Binding } from './binding';
import type { ExpressionKind, ExpressionScope, ExpressionValue, Shape } from './expression';
import { ExpressionError, type TextRange } from './expressionError';
import type { Node } from './parser';

/** A part of an expression that can be evaluated. */
export interface Typed {
  readonly kind: ExpressionKind;
  /** Of an array. */
  readonly shape: Shape | null;
  /** As `Expression.readyAfter`. */
  readonly readyAfter: number;
  readonly readsSampleDerivatives: boolean;
  /** Where it stands in the text. */
  readonly range: TextRange;
  readonly read: (scope: ExpressionScope) => ExpressionValue;
}

/** Compiles a part of the part at hand. */
export type Compile = (node: Node) => Typed;

export type ReadNumber = (scope: ExpressionScope) => number;
export type ReadBoolean = (scope: ExpressionScope) => boolean;
export type ReadArray = (scope: ExpressionScope) => Float64Array;

/** A part that is made from others: there when the last of them is. */
export function made(
  kind: ExpressionKind,
  range: TextRange,
  from: readonly Typed[],
  read: Typed['read'],
  shape: Shape | null = null,
): Typed {
  return {
    kind,
    shape,
    readyAfter: from.reduce((last, { readyAfter }) => Math.max(last, readyAfter), -1),
    readsSampleDerivatives: from.some((part) => part.readsSampleDerivatives),
    range,
    read,
  };
}

export function bindingAt(range: TextRange, binding: Binding): Typed {
  return { ...binding, range };
}

const kindWords: Readonly<Record<ExpressionKind, string>> = {
  number: 'a number',
  boolean: 'true or false',
  array: 'an array',
};

export function kindInWords({ kind }: Pick<Typed, 'kind'>): string {
  return kindWords[kind];
}

/** @throws ExpressionError where it is something else */
export function numberOf(part: Typed, wanted: string): ReadNumber {
  if (part.kind === 'number') return part.read as ReadNumber;
  const hint = part.kind === 'array' ? ' Take one of its numbers, or its norm, max, min or mean.' : '';
  throw new ExpressionError(`${wanted}, but this is ${kindInWords(part)}.${hint}`, part.range);
}

/** @throws ExpressionError where it is something else */
export function booleanOf(part: Typed, wanted: string): ReadBoolean {
  if (part.kind === 'boolean') return part.read as ReadBoolean;
  throw new ExpressionError(`${wanted}, but this is ${kindInWords(part)}: compare it, as in … > 0.`, part.range);
}

/** A function of one number, or of every number of an array. */
export function elementwise(range: TextRange, operand: Typed, of: (value: number) => number, wanted: string): Typed {
  if (operand.kind !== 'array' || !operand.shape) {
    const value: ReadNumber = numberOf(operand, wanted);
    return made('number', range, [operand], (scope) => of(value(scope)));
  }
  const { shape } = operand;
  const values = operand.read as ReadArray;
  const result = new Float64Array(shape.count);
  const read: ReadArray = (scope) => {
    const from = values(scope);
    for (let i = 0; i < result.length; i++) result[i] = of(from[i]);
    return result;
  };
  return made('array', range, [operand], read, shape);
}
