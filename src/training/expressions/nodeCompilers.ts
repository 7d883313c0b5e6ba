/** From the tree of an expression to functions that only compute: every name found and every type checked beforehand. */

import type { NameContext } from './binding';
import { compileCall } from './calls';
import type { Shape } from './expression';
import { ExpressionError, spanning } from './expressionError';
import { compileIndex } from './indexing';
import { compileName, unknownName } from './nameCompiler';
import { arithmetic, type Arithmetic, comparisons } from './operators';
import type { Node } from './parser';
import {
  booleanOf,
  type Compile,
  elementwise,
  kindInWords,
  made,
  numberOf,
  type ReadArray,
  type ReadBoolean,
  type Typed,
} from './typed';

type Compilers = {
  readonly [Type in Node['type']]: (
    node: Extract<Node, { type: Type }>,
    compile: Compile,
    context: NameContext,
  ) => Typed;
};

const compilers: Compilers = {
  number: (node) => {
    const { value } = node;
    return made('number', node, [], () => value);
  },
  text: (node) => {
    throw new ExpressionError('A text stands only in column("…").', node);
  },
  name: (node, _, context) => {
    if (node.name !== 'true' && node.name !== 'false') throw unknownName(context, node.name, node);
    const value = node.name === 'true';
    return made('boolean', node, [], () => value);
  },
  derivative: (node, _, context) => {
    throw unknownName(context, `d${node.loss}/d${node.name}`, node);
  },
  array: (node, compile) => {
    const items = node.items.map(compile);
    const readers = items.map((item) => numberOf(item, 'A list is of numbers'));
    const values = new Float64Array(items.length);
    const read: ReadArray = (scope) => {
      for (let i = 0; i < readers.length; i++) values[i] = readers[i](scope);
      return values;
    };
    return made('array', node, items, read, { count: items.length, columns: 0 });
  },
  call: compileCall,
  index: compileIndex,
  unary: (node, compile) => {
    const operand = compile(node.operand);
    if (node.operator === '!') {
      const holds = booleanOf(operand, '“!” turns true and false around');
      return made('boolean', node, [operand], (scope) => !holds(scope));
    }
    const sign = node.operator === '-' ? -1 : 1;
    return elementwise(node, operand, (value) => sign * value, `“${node.operator}” stands before a number`);
  },
  binary: (node, compile) => {
    const left = compile(node.left);
    const right = compile(node.right);
    if (node.operator === '&&' || node.operator === '||') return logical(node, left, right);
    const compare = Object.hasOwn(comparisons, node.operator) ? comparisons[node.operator] : undefined;
    if (!compare) return calculation(node, left, right);
    if (right.kind !== 'boolean') requireNoChain(node);
    if (left.kind === 'boolean' && right.kind === 'boolean' && /^[=!]=$/.test(node.operator)) {
      const wanted = node.operator === '==';
      return made('boolean', node, [left, right], (scope) => (left.read(scope) === right.read(scope)) === wanted);
    }
    const a = numberOf(left, `“${node.operator}” compares numbers`);
    const b = numberOf(right, `“${node.operator}” compares numbers`);
    return made('boolean', node, [left, right], (scope) => compare(a(scope), b(scope)));
  },
};

type Binary = Extract<Node, { type: 'binary' }>;

/** @throws ExpressionError with the place of the first thing that is wrong */
export function compileNode(context: NameContext, node: Node): Typed {
  // Names come first, with the indices that belong to them: `W[1][3,5]` is one name.
  const named = compileName(context, node);
  if (named) return named;
  const compile = compilers[node.type] as (node: Node, compile: Compile, context: NameContext) => Typed;
  return compile(node, (part) => compileNode(context, part), context);
}

function logical(node: Binary, left: Typed, right: Typed): Typed {
  const wanted = `“${node.operator}” joins what is true or false`;
  const a = booleanOf(left, wanted);
  const b = booleanOf(right, wanted);
  const both: ReadBoolean = (scope) => a(scope) && b(scope);
  const either: ReadBoolean = (scope) => a(scope) || b(scope);
  return made('boolean', node, [left, right], node.operator === '&&' ? both : either);
}

/** In mathematics, 0 < w3 < 1 is one statement; here it would compare true with 1. */
function requireNoChain({ operator, left, right }: Binary): void {
  if (left.type !== 'binary' || !Object.hasOwn(comparisons, left.operator)) return;
  throw new ExpressionError(
    `Two comparisons are joined with &&: a ${left.operator} b && b ${operator} c.`,
    spanning(left, right),
  );
}

function calculation(node: Binary, left: Typed, right: Typed): Typed {
  const compute = arithmetic[node.operator];
  const wanted = `“${node.operator}” takes numbers`;
  if (left.kind !== 'array' && right.kind !== 'array') {
    const a = numberOf(left, wanted);
    const b = numberOf(right, wanted);
    return made('number', node, [left, right], (scope) => compute(a(scope), b(scope)));
  }
  for (const part of [left, right]) {
    if (part.kind === 'boolean') throw new ExpressionError(`${wanted}, but this is ${kindInWords(part)}.`, part.range);
  }
  const shape = commonShape(node, left, right);
  return made('array', node, [left, right], elements(compute, left, right, shape.count), shape);
}

/** @throws ExpressionError where two arrays have not the same number of numbers */
function commonShape(node: Binary, left: Typed, right: Typed): Shape {
  const [a, b] = [left.shape, right.shape];
  if (a && b && a.count !== b.count) {
    throw new ExpressionError(`An array of ${a.count} numbers and one of ${b.count} do not go together.`, node);
  }
  return (a ?? b)!;
}

function elements(compute: Arithmetic, left: Typed, right: Typed, count: number): ReadArray {
  const result = new Float64Array(count);
  return (scope) => {
    const a = left.read(scope) as number | Float64Array;
    const b = right.read(scope) as number | Float64Array;
    for (let i = 0; i < count; i++) {
      result[i] = compute(typeof a === 'number' ? a : a[i], typeof b === 'number' ? b : b[i]);
    }
    return result;
  };
}
