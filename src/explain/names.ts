/** The names of formulas as people read them (`w₃`, `δ⁽¹⁾`), as TeX sets them (`w_{3}`) and as one says them (`w 3`). */

import { losses } from '../core/losses';
import { escapeTexText } from './escape';
import { superscript } from './numbers';

/** One way to write names: a rule for each thing that a name can be made of. */
interface Notation {
  /** `dSSR/dw3`. */
  derivative(of: string, by: string): string;
  /** `w3`, `predicted1`. */
  counted(base: string, index: string): string;
  /** `W[1]`, `δ[1][2]`; indices are `2,1`, or empty for the whole. */
  matrix(base: string, layer: string, indices: string): string;
  /** `SSR`, `½SSR`. */
  loss(half: boolean, short: string): string;
  letter(letter: string): string;
  /** `old w3`. */
  prefixed(prefix: string, rest: string): string;
  /** Anything else, column names above all: it may hold any character. */
  word(text: string): string;
}

const greek: Readonly<Record<string, { readonly tex: string; readonly spoken: string }>> = {
  δ: { tex: '\\delta', spoken: 'delta' },
  β: { tex: '\\beta', spoken: 'beta' },
  ε: { tex: '\\varepsilon', spoken: 'epsilon' },
};
const texLetter = (letter: string): string => greek[letter]?.tex ?? letter;
const spokenLetter = (letter: string): string => greek[letter]?.spoken ?? letter;

const subscript = (index: string): string => index.replace(/\d/g, (digit) => '₀₁₂₃₄₅₆₇₈₉'[Number(digit)]);

const unicode: Notation = {
  derivative: (of, by) => `d${of}/d${by}`,
  counted: (base, index) => base + subscript(index),
  matrix: (base, layer, indices) => `${base}⁽${superscript(Number(layer))}⁾${indices && `[${indices}]`}`,
  loss: (half, short) => (half ? '½' : '') + short,
  letter: (letter) => letter,
  prefixed: (prefix, rest) => prefix + rest,
  word: (text) => text,
};

const tex: Notation = {
  derivative: (of, by) => `\\frac{d\\,${of}}{d\\,${by}}`,
  counted: (base, index) => `${base.length === 1 ? texLetter(base) : `\\text{${base}}`}_{${index}}`,
  // The outer braces keep it whole where a formula adds an exponent of its own, such as the transpose.
  matrix: (base, layer, indices) => `{${texLetter(base)}^{(${layer})}${indices && `_{${indices}}`}}`,
  loss: (half, short) => `${half ? '\\tfrac{1}{2}' : ''}\\text{${short}}`,
  letter: texLetter,
  prefixed: (prefix, rest) => `\\text{${escapeTexText(prefix)}}${rest}`,
  word: (text) => `\\text{${escapeTexText(text)}}`,
};

const spoken: Notation = {
  derivative: (of, by) => `d ${of} over d ${by}`,
  counted: (base, index) => `${spokenLetter(base)} ${index}`,
  matrix: (base, layer, indices) =>
    `${spokenLetter(base)} of layer ${layer}${indices && `, entry ${indices.replace(',', ', ')}`}`,
  loss: (half, short) => (half ? 'half ' : '') + short,
  letter: spokenLetter,
  prefixed: (prefix, rest) => prefix + rest,
  word: (text) => text,
};

const lossNames = new Set(Object.values(losses).map((loss) => loss.short));
const countedName = /^(w|b|x|y|z|β|predicted|observed|residual)(\d+)$/;
const matrixName = /^(W|b|z|a|δ)\[(\d+)\](?:\[([\d, ]+)\])?$/;
const derivativeName = /^d(.+?)\/d(.+)$/;
const prefixedName = /^(.* )(\S+)$/;
const letters = new Set(['w', 'b', 'x', 'y', 'z', 'n', 'h', 'ε']);
const quantityWords = new Set(['predicted', 'residual']);

function write(name: string, notation: Notation): string {
  return (
    quantity(name, notation) ??
    derivative(name, notation) ??
    prefixed(name, notation) ??
    (letters.has(name) ? notation.letter(name) : notation.word(name))
  );
}

function quantity(name: string, notation: Notation): string | undefined {
  const [, base, index] = countedName.exec(name) ?? [];
  if (base !== undefined) return notation.counted(base, index);
  const [, symbol, layer, indices = ''] = matrixName.exec(name) ?? [];
  if (symbol !== undefined) return notation.matrix(symbol, layer, indices.replaceAll(' ', ''));
  return lossNames.has(name) ? notation.loss(name.startsWith('½'), name.replace('½', '')) : undefined;
}

/** `dSSR/dw3`, but not a column called `dist/day`: both sides must be names of the network. */
function derivative(name: string, notation: Notation): string | undefined {
  const [, ...sides] = derivativeName.exec(name) ?? [];
  const [of, by] = sides.map(
    (side) =>
      quantity(side, notation) ??
      (letters.has(side) ? notation.letter(side) : quantityWords.has(side) ? notation.word(side) : undefined),
  );
  return of === undefined || by === undefined ? undefined : notation.derivative(of, by);
}

/** `old w3`, `new b1`. */
function prefixed(name: string, notation: Notation): string | undefined {
  const [, prefix, rest] = prefixedName.exec(name) ?? [];
  const written = rest === undefined ? undefined : (quantity(rest, notation) ?? derivative(rest, notation));
  return written === undefined ? undefined : notation.prefixed(prefix, written);
}

/** A name as Unicode text: `w₃`, `dSSR/dw₃`, `W⁽¹⁾[2,1]`, `δ⁽¹⁾`; column names stay as they are. */
export function unicodeName(name: string): string {
  return write(name, unicode);
}

/** A name in TeX's maths: `w_{3}`, `\frac{d\,\text{SSR}}{d\,w_{3}}`, `{W^{(1)}_{2,1}}`, `\text{my\_column}`. */
export function texName(name: string): string {
  return write(name, tex);
}

/** A name for a screen reader: `d SSR over d w 3`, `delta of layer 1`. */
export function spokenName(name: string): string {
  return write(name, spoken);
}
