/** Indices in an expression: counted from 1 like the names, `b[1][2]` being the second of `b[1]`. */

import type { NameContext } from './binding';
import type { Shape } from './expression';
import { ExpressionError } from './expressionError';
import { compileName, unknownName, writtenName } from './nameCompiler';
import type { Node } from './parser';
import { type Compile, kindInWords, made, numberOf, type ReadArray, type ReadNumber, type Typed } from './typed';

type Index = Extract<Node, { type: 'index' }>;

/**
 * One number of a list, one number of a matrix (`[row, column]`), or a row of it (`[row]`). Beyond the end there is
 * NaN, where the index is known only when it is evaluated.
 * @throws ExpressionError where it is no array, or has no such number
 */
export function compileIndex(node: Index, compile: Compile, context: NameContext): Typed {
  if (!hasNamedPart(context, node.object)) throw unknownName(context, writtenName(node)!, node);
  const object = compile(node.object);
  if (!object.shape) throw new ExpressionError(`This is ${kindInWords(object)}: it has no parts.`, node.object);
  const { columns, count } = object.shape;
  const indices = node.indices.map(compile);
  const readers = indices.map((index) => numberOf(index, 'An index is a whole number'));
  const values = object.read as ReadArray;
  const parts = [object, ...indices];
  checkIndices(node, object.shape);
  const [first, second] = readers;
  if (columns === 0) return made('number', node, parts, (scope) => at(values(scope), first(scope), count, 1, 0));
  if (second) {
    const read: ReadNumber = (scope) => {
      const column = second(scope);
      if (!(column >= 1 && column <= columns)) return NaN;
      return at(values(scope), first(scope), count / columns, columns, column - 1);
    };
    return made('number', node, parts, read);
  }
  const row = new Float64Array(columns);
  const read: ReadArray = (scope) => {
    const from = values(scope);
    const start = first(scope);
    for (let i = 0; i < columns; i++) row[i] = at(from, start, count / columns, columns, i);
    return row;
  };
  return made('array', node, parts, read, { count: columns, columns: 0 });
}

function at(values: Float64Array, index: number, count: number, stride: number, offset: number): number {
  return index >= 1 && index <= count && Number.isInteger(index) ? values[(index - 1) * stride + offset] : NaN;
}

/** Whether what the indices are of is a name that there is, with some of its indices, or no name at all. */
function hasNamedPart(context: NameContext, object: Node): boolean {
  if (compileName(context, object)) return true;
  return object.type === 'index' ? hasNamedPart(context, object.object) : writtenName(object) === undefined;
}

function checkIndices(node: Index, { count, columns }: Shape): void {
  const most = columns === 0 ? 1 : 2;
  if (node.indices.length > most) {
    throw new ExpressionError(most === 1 ? 'A list has one index.' : 'A matrix has two indices: [row, column].', node);
  }
  node.indices.forEach((index, place) => {
    if (index.type !== 'number') return;
    const limit = columns === 0 ? count : place === 0 ? count / columns : columns;
    if (Number.isInteger(index.value) && index.value >= 1 && index.value <= limit) return;
    throw new ExpressionError(`Indices are counted from 1 to ${limit} here.`, index);
  });
}
