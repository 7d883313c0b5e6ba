/** Formulas of the core made readable: their ⟨names⟩ set as Unicode or TeX, or numbers put in their place. */

import type { Formula } from '../core/formula';
import { escapeMarkdown } from './escape';
import { spokenName, texName, unicodeName } from './names';
import { briefNumber, texNumber, type NumberFormat } from './numbers';

const marked = /⟨([^⟨⟩]*)⟩/g;

/** Text with every ⟨name⟩ written by a function. */
export function setNames(text: string, write: (name: string) => string): string {
  return text.replace(marked, (_, name: string) => write(name));
}

/** `⟨y2⟩·⟨w4⟩ and ⟨b3⟩` → `y₂·w₄ and b₃`: for formulas' plain side and for sentences. */
export function unicodeText(text: string): string {
  return setNames(text, unicodeName);
}

/** The same for Markdown: nothing in it is markup. */
export function markdownText(text: string): string {
  return escapeMarkdown(unicodeText(text));
}

/** The TeX side with its names set: ready for KaTeX, MathJax or LaTeX. */
export function texFormula(formula: Formula): string {
  return setNames(formula.tex, texName);
}

/** Names that a formula mentions, each once, in the order of their appearance. */
export function namesIn(formula: Formula): string[] {
  return [...new Set(Array.from(formula.plain.matchAll(marked), ([, name]) => name))];
}

/** Both sides with the numbers of a sample instead of names: `−2·(1 − 0.4881)`. A name without a number stays a name. */
export function withNumbers(
  formula: Formula,
  values: Readonly<Record<string, number>>,
  format?: NumberFormat,
): Formula {
  return {
    plain: substitute(formula.plain, values, format, unicodeName, (shown) => shown),
    tex: substitute(formula.tex, values, format, texName, texNumber),
  };
}

function substitute(
  template: string,
  values: Readonly<Record<string, number>>,
  format: NumberFormat | undefined,
  write: (name: string) => string,
  set: (shown: string) => string,
): string {
  return template.replace(marked, (match, name: string, offset: number) => {
    if (!Object.hasOwn(values, name)) return write(name);
    const shown = briefNumber(values[name], format);
    const number = set(shown);
    const before = template.slice(0, offset).trimEnd();
    const after = template.slice(offset + match.length);
    return needsBrackets(shown, before, after) ? `(${number})` : number;
  });
}

/** A negative number after an operator, and any but a plain number under a power or after a division. */
function needsBrackets(shown: string, before: string, after: string): boolean {
  const isPower = /^\s*[²³^]/.test(after);
  const afterOperator = /([−\-+·×/^√]|\\cdot|\\times|\\odot)$/.test(before);
  if (shown.startsWith('−')) return isPower || afterOperator;
  return shown.includes('·') && (isPower || /[/^√]$/.test(before));
}

/** Words for what a formula's plain side says: signs and brackets spoken, names by their letters. */
const spokenSigns: readonly (readonly [RegExp, string])[] = [
  [/ = /g, ' equals '],
  [/ ≈ /g, ' is about '],
  [/Σ ?/g, 'the sum of '],
  [/½/g, 'half '],
  [/²/g, ' squared'],
  [/\be\^/g, 'e to the power of '],
  [/√/g, 'the square root of '],
  [/ᵀ/g, ' transposed'],
  [/ ?⊙ ?/g, ' elementwise times '],
  [/ ?[·×] ?/g, ' times '],
  [/ ?\/ ?/g, ' divided by '],
  [/ − /g, ' minus '],
  [/−/g, 'minus '],
  [/ \+ /g, ' plus '],
  [/\(/g, ', open bracket, '],
  [/\)/g, ', close bracket, '],
];

/** A formula for a screen reader: `minus 2 times, open bracket, observed minus predicted, close bracket`. */
export function spokenFormula(formula: Formula): string {
  // The names keep their marks until the signs are words: a column may be called `50/50`.
  const names: string[] = [];
  const signs = setNames(formula.plain, (name) => `⟨${names.push(name) - 1}⟩`);
  const words = spokenSigns.reduce((text, [sign, word]) => text.replace(sign, word), signs);
  return setNames(words, (index) => spokenName(names[Number(index)]))
    .replace(/\s+/g, ' ')
    .replace(/ ,/g, ',')
    .replace(/,(?: ?,)+/g, ',')
    .replace(/^[, ]+|[, ]+$/g, '');
}
