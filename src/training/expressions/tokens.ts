/** Cuts an expression into numbers, names and signs; `dSSR/dw3` is one name, `a/b` is a quotient. */

import { ExpressionError, type TextRange } from './expressionError';
import { namesSomeLoss } from './lossNames';

export type Token = TextRange &
  (
    | { readonly kind: 'number'; readonly value: number }
    | { readonly kind: 'text'; readonly text: string }
    | { readonly kind: 'name'; readonly name: string }
    /** d`loss`/d`name`. */
    | { readonly kind: 'derivative'; readonly loss: string; readonly name: string }
    | { readonly kind: 'sign'; readonly sign: string }
    | { readonly kind: 'end' }
  );

/** An expression is a line that a person has typed. */
const LONGEST = 2000;

const BLANK = /\s+/y;
const NUMBER = /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+\-−]?\d+)?/y;
const TEXT = /"([^"]*)"|'([^']*)'/y;
const LETTERS = '[\\p{L}_½][\\p{L}\\d_½₀-₉]*';
const NAME = new RegExp(LETTERS, 'uy');
/** Blanks may stand around the line: no other name begins with d and a loss's name. */
const DERIVATIVE = new RegExp(`d(${LETTERS})\\s*/\\s*d(${LETTERS})`, 'uy');

/** Signs that mean the same as another one: as they are printed, and as other languages write them. */
const sameAs: Readonly<Record<string, string>> = {
  '−': '-',
  '·': '*',
  '×': '*',
  '≤': '<=',
  '≥': '>=',
  '≠': '!=',
  '===': '==',
  '!==': '!=',
};

/** Longer ones first, so that `<=` is not read as `<`. */
const signs: readonly string[] = [
  ...['===', '!==', '**', '<=', '>=', '==', '!=', '&&', '||', '<', '>', '+', '-', '*', '/', '%', '!'],
  ...['(', ')', '[', ']', ',', '−', '·', '×', '≤', '≥', '≠'],
];

/** What was probably meant by a character that is no sign. */
const meant: Readonly<Record<string, string>> = {
  '=': 'Values are compared with ==.',
  '&': '“and” is written &&.',
  '|': '“or” is written ||.',
  '^': 'A power is written **: w1 ** 2.',
  '²': 'A square is written ** 2.',
  '"': 'The quotation mark is never closed.',
  "'": 'The quotation mark is never closed.',
};

/**
 * @param phrases names that contain a blank, such as `learning rate`
 * @throws ExpressionError where a character belongs to no token
 */
export function tokenize(text: string, phrases: readonly string[]): Token[] {
  if (text.length > LONGEST) {
    throw new ExpressionError(`An expression has at most ${LONGEST} characters.`, { offset: LONGEST, length: 1 });
  }
  const tokens: Token[] = [];
  let offset = 0;
  const match = (pattern: RegExp): RegExpExecArray | null => {
    pattern.lastIndex = offset;
    return pattern.exec(text);
  };
  while ((offset += match(BLANK)?.[0].length ?? 0) < text.length) {
    const token = next(text, offset, phrases, match);
    tokens.push(token);
    offset += token.length;
  }
  return [...tokens, { kind: 'end', offset: text.length, length: 0 }];
}

function next(
  text: string,
  offset: number,
  phrases: readonly string[],
  match: (pattern: RegExp) => RegExpExecArray | null,
): Token {
  const number = match(NUMBER)?.[0];
  if (number !== undefined) {
    return { kind: 'number', value: Number(number.replace('−', '-')), offset, length: number.length };
  }
  const quoted = match(TEXT);
  if (quoted) return { kind: 'text', text: quoted[1] ?? quoted[2], offset, length: quoted[0].length };
  const phrase = phrases.find((one) => text.startsWith(one, offset));
  if (phrase !== undefined) return { kind: 'name', name: phrase, offset, length: phrase.length };
  const derivative = match(DERIVATIVE);
  if (derivative && namesSomeLoss(derivative[1])) {
    const [whole, loss, name] = derivative;
    return { kind: 'derivative', loss, name: withDigits(name), offset, length: whole.length };
  }
  const name = match(NAME)?.[0];
  if (name !== undefined) return { kind: 'name', name: withDigits(name), offset, length: name.length };
  const sign = signs.find((one) => text.startsWith(one, offset));
  if (sign !== undefined) return { kind: 'sign', sign: sameAs[sign] ?? sign, offset, length: sign.length };
  const character = String.fromCodePoint(text.codePointAt(offset)!);
  const hint = meant[character] === undefined ? '' : ` ${meant[character]}`;
  throw new ExpressionError(`“${character}” has no meaning here.${hint}`, { offset, length: character.length });
}

/** `w₃` as it is printed is `w3` as it is written. */
function withDigits(name: string): string {
  return name.replace(/[₀-₉]/g, (digit) => String(digit.charCodeAt(0) - '₀'.charCodeAt(0)));
}
