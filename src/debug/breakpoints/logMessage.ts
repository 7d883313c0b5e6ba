/** The text of a log point: `SSR {SSR} w3 {w3}`, with expressions between braces. */

import type { Setup } from '../../core/setup';
import { formatNumber, type NumberFormat } from '../../explain/numbers';
import { compileExpression } from '../../training/expressions/compileExpression';
import type { Expression, ExpressionScope, ExpressionValue } from '../../training/expressions/expression';

export interface LogMessage {
  readonly expressions: readonly Expression[];
  /** Each expression is asked when it is its turn, as arrays are overwritten by the next. */
  readonly write: (scope: ExpressionScope) => string;
}

/** @throws Error where an expression has no value in this setup */
export function parseLogMessage(message: string, setup: Setup, format: NumberFormat): LogMessage {
  // Odd parts are expressions; a brace that is not closed is text.
  const parts = message.split(/\{([^{}]*)\}/);
  const expressions = parts.map((part, index) => (index % 2 === 1 ? compileExpression(part, setup) : null));
  return {
    expressions: expressions.filter((one) => one !== null),
    write: (scope) =>
      parts
        .map((part, index) => {
          const expression = expressions[index];
          return expression ? valueText(expression, expression.evaluate(scope), format) : part;
        })
        .join(''),
  };
}

/** So many numbers of an array are written. */
const MOST_NUMBERS = 20;

/** What is counted is written as a whole number. */
const COUNT = /^\s*(update|epoch|batch|sample)\s*$/;

export function valueText({ text }: Expression, value: ExpressionValue, format: NumberFormat): string {
  if (typeof value === 'number' && COUNT.test(text)) return String(value);
  if (typeof value === 'number') return formatNumber(value, format);
  if (typeof value === 'boolean') return String(value);
  const shown = Array.from(value.subarray(0, MOST_NUMBERS), (one) => formatNumber(one, format));
  return `[${[...shown, ...(value.length > MOST_NUMBERS ? ['…'] : [])].join(', ')}]`;
}
