/** The value of a formula's shown digits (`−2·(1 − 0.4881)`), to know whether they give the shown result exactly. */

import { activations } from '../core/activations';
import { erf, normalCdf, normalDensity } from '../core/erf';
import { losses } from '../core/losses';
import { texSuperscript, roundsTo } from './numbers';

type Callable = (...values: number[]) => number;

/** Functions by the names that formulas call them by. */
const functions: Readonly<Record<string, Callable>> = {
  ...Object.fromEntries(
    Object.values(activations)
      .filter((activation) => !activation.vector)
      .map((activation) => [activation.label.replace('leaky ReLU', 'leakyReLU'), activation.value]),
  ),
  log: Math.log,
  exp: Math.exp,
  erf,
  max: Math.max,
  sign: Math.sign,
  clip: (x) => Math.max(-1, Math.min(1, x)),
  huber: (residual) => losses.huber.term(residual, 0, 0, 0),
  Φ: normalCdf,
  φ: normalDensity,
};

const token = /\s*(\d+(?:\.\d+)?|Infinity|NaN|[A-Za-zΦφ]+|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|.)/gsu;

class Parser {
  readonly #tokens: string[];
  #next = 0;

  constructor(text: string) {
    this.#tokens = Array.from(text.trimEnd().matchAll(token), ([, part]) => part);
  }

  all(): number {
    const value = this.#condition();
    if (this.#next < this.#tokens.length) throw new SyntaxError(`Unexpected ${this.#tokens[this.#next]}.`);
    return value;
  }

  #take(expected: string): boolean {
    if (this.#tokens[this.#next] !== expected) return false;
    this.#next++;
    return true;
  }

  #demand(expected: string): void {
    if (!this.#take(expected)) throw new SyntaxError(`${expected} expected.`);
  }

  /** `a if b > c else d`. */
  #condition(): number {
    const then = this.#sum();
    if (!this.#take('if')) return then;
    const left = this.#sum();
    this.#demand('>');
    const right = this.#sum();
    this.#demand('else');
    const otherwise = this.#condition();
    return left > right ? then : otherwise;
  }

  #sum(): number {
    let value = this.#product();
    for (;;) {
      if (this.#take('+')) value += this.#product();
      else if (this.#take('−')) value -= this.#product();
      else return value;
    }
  }

  #product(): number {
    let value = this.#signed();
    for (;;) {
      if (this.#take('·') || this.#take('×')) value *= this.#signed();
      else if (this.#take('/')) value /= this.#signed();
      else return value;
    }
  }

  #signed(): number {
    if (this.#take('−')) return -this.#signed();
    const base = this.#primary();
    if (this.#take('^')) return base ** this.#signed();
    const exponent = this.#tokens[this.#next];
    if (exponent === undefined || !/^[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]/.test(exponent)) return base;
    this.#next++;
    return base ** Number(texSuperscript(exponent));
  }

  #primary(): number {
    if (this.#take('(')) return this.#until(')');
    if (this.#take('|')) return Math.abs(this.#until('|'));
    if (this.#take('√')) return Math.sqrt(this.#primary());
    if (this.#take('½')) return 0.5;
    const word = this.#tokens[this.#next++] ?? '';
    if (/^(\d|Infinity|NaN)/.test(word)) return Number(word);
    if (word === 'e') return Math.E;
    if (!Object.hasOwn(functions, word)) throw new SyntaxError(`Unknown: ${word}.`);
    this.#demand('(');
    const values = [this.#condition()];
    while (this.#take(',')) values.push(this.#condition());
    this.#demand(')');
    return functions[word](...values);
  }

  #until(end: string): number {
    const value = this.#condition();
    this.#demand(end);
    return value;
  }
}

/** The value of an expression in numbers; undefined where it holds a name, a Σ or anything else unknown. */
export function evaluateShown(expression: string): number | undefined {
  try {
    return new Parser(expression).all();
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** `=` where the shown digits give the shown result, `≈` where they do not or cannot be put together. */
export function equalsSign(expression: string, result: string, decimals?: number): '=' | '≈' {
  const value = evaluateShown(expression);
  return value !== undefined && roundsTo(value, result, decimals) ? '=' : '≈';
}
