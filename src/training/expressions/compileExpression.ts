/** Compiles a text to an expression over the names of one setup: for breakpoints, watches and log points. */

import type { Setup } from '../../core/setup';
import { nameContext } from './binding';
import type { Expression, ExpressionScope } from './expression';
import { ExpressionError } from './expressionError';
import { phrases } from './names';
import { compileNode } from './nodeCompilers';
import { parse } from './parser';

/** @throws ExpressionError with the place in the text, where it is no expression or has no value in this setup */
export function compileExpression(text: string, setup: Setup): Expression {
  const { kind, shape, readyAfter, readsSampleDerivatives, read } = compileNode(
    nameContext(setup),
    parse(text, phrases),
  );
  return { text, kind, shape, readyAfter, readsSampleDerivatives, evaluate: read };
}

export interface Condition extends Expression {
  readonly kind: 'boolean';
  readonly evaluate: (scope: ExpressionScope) => boolean;
}

/** An expression that is true or false. @throws ExpressionError as `compileExpression`, and where it is something else */
export function compileCondition(text: string, setup: Setup): Condition {
  const expression = compileExpression(text, setup);
  if (expression.kind === 'boolean') return expression as Condition;
  throw new ExpressionError(`A condition is true or false: compare it, as in ${text.trim()} < 0.1.`, {
    offset: 0,
    length: text.length,
  });
}
