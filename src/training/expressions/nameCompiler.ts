/** Names in an expression, with the indices that belong to them; and what to say where there is none of that name. */

import { didYouMean } from '../../document/names/didYouMean';
import type { Found, NameContext } from './binding';
import { ExpressionError, type TextRange } from './expressionError';
import { expressionNames } from './expressionNames';
import { functions } from './functions';
import { findDerivative, findName } from './names';
import type { Node } from './parser';
import { bindingAt, type Typed } from './typed';

/** Words of other languages for what has a sign here. */
const signsFor: Readonly<Record<string, string>> = { and: '&&', or: '||', not: '!', pow: '**', mod: '%' };

/**
 * The name that a node is, or that it is together with its indices; undefined where it is none that there is.
 * @throws ExpressionError where the name exists but has no value in this network
 */
export function compileName(context: NameContext, node: Node): Typed | undefined {
  const written = partsOf(node);
  if (!written) return undefined;
  const { loss, name } = written;
  const found: Found = loss === null ? findName(context, name) : findDerivative(context, loss, name);
  if (!found) return undefined;
  if ('problem' in found) throw new ExpressionError(found.problem, node);
  return bindingAt(node, found);
}

/** A name as it is written with its indices, those that are computed as `…`; undefined where the node is no name. */
export function writtenName(node: Node): string | undefined {
  const written = partsOf(node);
  return written && (written.loss === null ? written.name : `d${written.loss}/d${written.name}`);
}

/** Of a derivative, `name` is what stands under the line. */
function partsOf(node: Node): { readonly loss: string | null; readonly name: string } | undefined {
  if (node.type === 'name') return { loss: null, name: node.name };
  if (node.type === 'derivative') return { loss: node.loss, name: node.name };
  const object = node.type === 'index' ? partsOf(node.object) : undefined;
  if (node.type !== 'index' || !object) return undefined;
  const indices = node.indices.map((index) => (index.type === 'number' ? String(index.value) : '…'));
  return { ...object, name: `${object.name}[${indices.join(',')}]` };
}

/** Says that there is no such name, and which one was probably meant. */
export function unknownName(context: NameContext, name: string, range: TextRange): ExpressionError {
  if (Object.hasOwn(signsFor, name)) return new ExpressionError(`“${name}” is written ${signsFor[name]}.`, range);
  if (Object.hasOwn(functions, name)) {
    return new ExpressionError(`${name} is a function: ${name}(…).`, range);
  }
  const near = didYouMean(
    name,
    expressionNames(context.setup).map((known) => known.name),
  );
  const hint = near === undefined ? numberedHint(context, name) : ` Did you mean '${near}'?`;
  return new ExpressionError(`There is no '${name}' in this network.${hint}`, range);
}

/** Of a numbered name, how far the numbers go: ` The weights are w1 to w4.` */
function numberedHint({ setup: { network } }: NameContext, name: string): string {
  const letter = /(?:^|\/d)([wbxy])\d+$/.exec(name)?.[1];
  if (letter === undefined) return '';
  const hidden = network.lastLayer.neuronsBefore;
  const [what, count] = { w: ['weights', network.weightCount], b: ['biases', network.biasCount] }[letter] ?? [
    'hidden neurons',
    hidden,
  ];
  if (count === 0) return ` It has no ${what}.`;
  return ` The ${what} are ${letter}1${count === 1 ? '' : ` to ${letter}${count}`}.`;
}
