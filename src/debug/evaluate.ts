/** Expressions of watches and of the debug console, and what they are set to. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Setup } from '../core/setup';
import { compileExpression } from '../training/expressions/compileExpression';
import type { Expression, ExpressionValue } from '../training/expressions/expression';
import { ExpressionError } from '../training/expressions/expressionError';
import type { Session } from '../training/session';
import { valueText } from './breakpoints/logMessage';
import type { Here } from './here';
import type { Children, Shown, Writer } from './variables';

/** How a value is written: in full where it is copied. */
type Context = Dap.EvaluateArguments['context'];

/** @throws Error with the place in the text where it is no expression */
export function evaluate(text: string, here: Here, write: Writer, context: Context): Shown {
  const expression = compiled(text, here.setup, context);
  const value = expression.evaluate(here.scope);
  if (context === 'clipboard') return { name: text, value: inFull(value) };
  const shown = { name: text, value: valueText(expression, value, write.format), evaluateName: text };
  const type = typeof value === 'object' ? undefined : (typeof value as 'number' | 'boolean');
  const children = value instanceof Float64Array ? elements(text, value.slice(), expression, write) : undefined;
  if (isAhead(expression, here))
    return { ...shown, value: `${shown.value} (not computed yet in this sample)`, ...(children && { children }) };
  return { ...shown, ...(type && { type }), ...(children && { children }) };
}

/** The names that may be set: parameters and the learning rate. @throws Error for any other */
export async function assign(name: string, text: string, here: Here): Promise<void> {
  const value = compiled(text, here.setup, 'watch').evaluate(here.scope);
  if (typeof value !== 'number') throw new Error(`${name} is a number: '${text}' is not.`);
  await setterOf(name.trim(), here.session)(value);
}

/** `w3 = 0.5`: the name and what it is set to; null where it is no assignment. */
export function assignment(text: string): readonly [name: string, value: string] | null {
  const found = /^([^=<>!]+)=(?!=)([^]+)$/.exec(text);
  return found && [found[1].trim(), found[2].trim()];
}

function setterOf(name: string, session: Session): (value: number) => Promise<unknown> {
  if (/^learning ?rate$/i.test(name)) return (value) => session.setLearningRate(value);
  const parameter = session.setup.network.parameterByName(name);
  if (!parameter) throw new Error(`${name} cannot be set: only parameters and the learning rate can.`);
  return (value) => session.setParameter(name, value);
}

function compiled(text: string, setup: Setup, context: Context): Expression {
  try {
    return compileExpression(text, setup);
  } catch (error) {
    if (!(error instanceof ExpressionError)) throw error;
    const message =
      context === 'repl' ? underlined(text, error) : `${error.message} (at character ${error.offset + 1})`;
    throw new Error(message, { cause: error });
  }
}

/** The text with a line of carets under what is wrong with it. */
function underlined(text: string, { message, offset, length }: ExpressionError): string {
  if (text.includes('\n')) return message;
  return `${text}\n${' '.repeat(offset)}${'^'.repeat(Math.max(1, length))} ${message}`;
}

function inFull(value: ExpressionValue): string {
  return value instanceof Float64Array ? JSON.stringify(Array.from(value)) : String(value);
}

/** A list's numbers, or a matrix's rows. */
function elements(text: string, values: Float64Array, { shape }: Expression, write: Writer): Children {
  const columns = shape?.columns ?? 0;
  const isName = /^[\p{L}\d_[\]/]+$/u.test(text);
  const number = (index: number, name: string): Shown =>
    write.number(name, values[index], isName ? { evaluateName: text + name } : {});
  if (columns === 0) {
    const at = (index: number): Shown => number(index, `[${index + 1}]`);
    return { indexed: { count: values.length, at } };
  }
  const row = (index: number): Shown =>
    write.array(`[${index + 1}]`, columns, (column) =>
      number(index * columns + column, `[${index + 1},${column + 1}]`),
    );
  return { indexed: { count: values.length / columns, at: row } };
}

/** Whether one of its names is of the sample and has not been computed. */
function isAhead({ readyAfter }: Expression, { tape, sample, position }: Here): boolean {
  const { start } = tape.sampleRange(sample);
  return readyAfter > 0 && start + readyAfter > position.operation;
}
