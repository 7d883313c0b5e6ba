/** Calls in an expression: the functions of the table, and `column("…")`. */

import { didYouMean } from '../../document/names/didYouMean';
import type { NameContext } from './binding';
import { ExpressionError } from './expressionError';
import { type ExpressionFunction, functions, type SummaryFunction } from './functions';
import { column } from './names';
import type { Node } from './parser';
import { bindingAt, type Compile, elementwise, kindInWords, made, numberOf, type ReadArray, type Typed } from './typed';

type Call = Extract<Node, { type: 'call' }>;

type Forms = {
  readonly [Form in ExpressionFunction['form']]: (
    call: Call,
    args: readonly Typed[],
    rule: Extract<ExpressionFunction, { form: Form }>,
  ) => Typed;
};

const forms: Forms = {
  elementwise(call, args, { of }) {
    const [operand] = exactlyOne(call, args);
    return elementwise(call, operand, of, `${call.callee.name} takes numbers`);
  },
  summary: (call, args, rule) => made('number', call, args, summary(call, args, rule)),
  test(call, args, { of }) {
    const [operand] = exactlyOne(call, args);
    if (operand.kind !== 'array') {
      const value = numberOf(operand, `${call.callee.name} takes numbers`);
      return made('boolean', call, [operand], (scope) => of(value(scope)));
    }
    const values = operand.read as ReadArray;
    return made('boolean', call, [operand], (scope) => values(scope).some(of));
  },
};

/** @throws ExpressionError where there is no such function, or it does not take that */
export function compileCall(call: Call, compile: Compile, context: NameContext): Typed {
  const { name } = call.callee;
  if (name === 'column') return columnOf(call, context);
  if (!Object.hasOwn(functions, name)) {
    const near = didYouMean(name, [...Object.keys(functions), 'column']);
    const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
    throw new ExpressionError(`There is no function '${name}'.${hint}`, call.callee);
  }
  const rule = functions[name];
  const form = forms[rule.form] as (call: Call, args: readonly Typed[], rule: ExpressionFunction) => Typed;
  return form(call, call.args.map(compile), rule);
}

function exactlyOne(call: Call, args: readonly Typed[]): readonly [Typed] {
  if (args.length === 1) return [args[0]];
  throw new ExpressionError(`${call.callee.name} takes one number or array, not ${args.length}.`, call);
}

/** Over all numbers of all arguments. */
function summary(
  call: Call,
  args: readonly Typed[],
  { start, add, end }: SummaryFunction,
): (scope: Parameters<Typed['read']>[0]) => number {
  if (args.length === 0) throw new ExpressionError(`${call.callee.name} takes at least one number or array.`, call);
  for (const part of args) {
    if (part.kind !== 'boolean') continue;
    throw new ExpressionError(`${call.callee.name} takes numbers, but this is ${kindInWords(part)}.`, part.range);
  }
  const count = args.reduce((sum, { shape }) => sum + (shape?.count ?? 1), 0);
  return (scope) => {
    let sum = start;
    for (const part of args) {
      const value = part.read(scope) as number | Float64Array;
      if (typeof value === 'number') sum = add(sum, value);
      else for (let i = 0; i < value.length; i++) sum = add(sum, value[i]);
    }
    return end(sum, count);
  };
}

function columnOf(call: Call, context: NameContext): Typed {
  const [name] = call.args;
  if (call.args.length !== 1 || name.type !== 'text') {
    throw new ExpressionError('column takes the name of a column in quotation marks: column("dose").', call);
  }
  const found = column(context, name.text);
  if (found) return bindingAt(call, found);
  const { inputs, outputs } = context.setup.network;
  const near = didYouMean(name.text, [...inputs, ...outputs]);
  const hint = near === undefined ? '' : ` Did you mean '${near}'?`;
  throw new ExpressionError(`The network reads no column '${name.text}'.${hint}`, name);
}
