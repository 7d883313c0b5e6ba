/** From tokens to a tree whose every node knows where it stands in the text. */

import { ExpressionError, spanning, type TextRange } from './expressionError';
import { type Token, tokenize } from './tokens';

export type Node = TextRange &
  (
    | { readonly type: 'number'; readonly value: number }
    | { readonly type: 'text'; readonly text: string }
    | { readonly type: 'name'; readonly name: string }
    | { readonly type: 'derivative'; readonly loss: string; readonly name: string }
    | { readonly type: 'array'; readonly items: readonly Node[] }
    | { readonly type: 'call'; readonly callee: TextRange & { readonly name: string }; readonly args: readonly Node[] }
    | { readonly type: 'index'; readonly object: Node; readonly indices: readonly Node[] }
    | { readonly type: 'unary'; readonly operator: string; readonly operand: Node }
    | { readonly type: 'binary'; readonly operator: string; readonly left: Node; readonly right: Node }
  );

/** How tightly an operator binds; those of equal strength are taken from the left. */
const strengths: Readonly<Record<string, number>> = {
  '||': 1,
  '&&': 2,
  '==': 3,
  '!=': 3,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  '%': 6,
};

const unaries: ReadonlySet<string> = new Set(['-', '+', '!']);

/** Brackets and signs within each other: far more than a person writes, far fewer than the stack holds. */
const DEEPEST = 200;

/** @throws ExpressionError where the text is no expression */
export function parse(text: string, phrases: readonly string[]): Node {
  return new Parser(tokenize(text, phrases)).whole();
}

class Parser {
  readonly #tokens: readonly Token[];
  #at = 0;
  #depth = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  whole(): Node {
    const node = this.#expression(0);
    const rest = this.#token();
    if (rest.kind === 'end') return node;
    throw new ExpressionError(
      rest.kind === 'sign' ? `“${rest.sign}” is too much here.` : 'An operator is missing here, such as + or &&.',
      rest,
    );
  }

  #expression(weakest: number): Node {
    let left = this.#unary();
    for (;;) {
      const token = this.#token();
      const strength = token.kind === 'sign' ? strengths[token.sign] : undefined;
      if (token.kind !== 'sign' || strength === undefined || strength <= weakest) return left;
      this.#at++;
      const right = this.#expression(strength);
      left = { type: 'binary', operator: token.sign, left, right, ...spanning(left, right) };
    }
  }

  /** A sign binds less tightly than a power, as in mathematics: −2 ** 2 is −4. */
  #unary(): Node {
    const token = this.#token();
    if (++this.#depth > DEEPEST) throw new ExpressionError('Too many brackets within each other.', token);
    let node: Node;
    if (token.kind === 'sign' && unaries.has(token.sign)) {
      this.#at++;
      const operand = this.#unary();
      node = { type: 'unary', operator: token.sign, operand, ...spanning(token, operand) };
    } else {
      node = this.#power();
    }
    this.#depth--;
    return node;
  }

  /** Powers are taken from the right: 2 ** 3 ** 2 is 2 ** 9. */
  #power(): Node {
    const left = this.#indexed();
    if (!this.#take('**')) return left;
    const right = this.#unary();
    return { type: 'binary', operator: '**', left, right, ...spanning(left, right) };
  }

  #indexed(): Node {
    let object = this.#operand();
    while (this.#take('[')) {
      const indices = this.#list(']');
      const last = this.#tokens[this.#at - 1];
      if (indices.length === 0) throw new ExpressionError('An index is missing between the brackets.', last);
      object = { type: 'index', object, indices, ...spanning(object, last) };
    }
    return object;
  }

  #operand(): Node {
    const token = this.#token();
    const { offset, length } = token;
    if (token.kind === 'end') throw new ExpressionError('Something is missing at the end.', token);
    this.#at++;
    if (token.kind === 'number') return { type: 'number', value: token.value, offset, length };
    if (token.kind === 'text') return { type: 'text', text: token.text, offset, length };
    if (token.kind === 'derivative') {
      return { type: 'derivative', loss: token.loss, name: token.name, offset, length };
    }
    if (token.kind === 'name') {
      const { name } = token;
      if (!this.#take('(')) return { type: 'name', name, offset, length };
      const args = this.#list(')');
      return { type: 'call', callee: { name, offset, length }, args, ...spanning(token, this.#tokens[this.#at - 1]) };
    }
    if (token.sign === '(') {
      const inner = this.#expression(0);
      this.#expect(')', token);
      // The brackets belong to the place, so that what is wrong with all of it is marked as a whole.
      return { ...inner, ...spanning(token, this.#tokens[this.#at - 1]) };
    }
    if (token.sign === '[') {
      const items = this.#list(']');
      return { type: 'array', items, ...spanning(token, this.#tokens[this.#at - 1]) };
    }
    throw new ExpressionError(`A number or a name is missing before “${token.sign}”.`, token);
  }

  /** Expressions with commas between them, up to a closing bracket, which is taken too. */
  #list(closing: string): Node[] {
    const opening = this.#tokens[this.#at - 1];
    const items: Node[] = [];
    if (this.#take(closing)) return items;
    do items.push(this.#expression(0));
    while (this.#take(','));
    this.#expect(closing, opening);
    return items;
  }

  #token(): Token {
    return this.#tokens[this.#at];
  }

  #take(sign: string): boolean {
    const token = this.#token();
    if (token.kind !== 'sign' || token.sign !== sign) return false;
    this.#at++;
    return true;
  }

  #expect(closing: string, opening: TextRange): void {
    if (this.#take(closing)) return;
    const found = this.#token();
    if (found.kind === 'end') throw new ExpressionError(`This bracket is never closed with “${closing}”.`, opening);
    throw new ExpressionError(`“${closing}” or an operator is missing here.`, found);
  }
}
