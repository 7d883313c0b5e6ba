/** Small builders of formulas: names, products and sums in both notations, shortened where they would not fit. */

import type { Formula } from './formula';

/** A sum of more terms than this is written with `…`, and an operation keeps the operands of no more terms. */
export const MAX_TERMS = 12;

/** In the list of shown terms: some are left out here. */
export const GAP = -1;

export const named = (name: string): Formula => ({ plain: `⟨${name}⟩`, tex: `⟨${name}⟩` });

export const literal = (text: string): Formula => ({ plain: text, tex: text });

export const ONE = literal('1');

export const DOTS: Formula = { plain: '…', tex: '\\dots' };

export const PLUS: Formula = { plain: ' + ', tex: ' + ' };

/** `⟨y1⟩·⟨w3⟩`. */
export function times(...factors: readonly Formula[]): Formula {
  return { plain: factors.map((f) => f.plain).join('·'), tex: factors.map((f) => f.tex).join(' \\cdot ') };
}

/** `⟨dSSR/dx1⟩ · ⟨dose⟩`: with spaces, for factors whose names are long. */
export function timesSpaced(...factors: readonly Formula[]): Formula {
  return { plain: factors.map((f) => f.plain).join(' · '), tex: factors.map((f) => f.tex).join(' \\cdot ') };
}

/** `a + b`, and `a − b` where a term begins with a minus sign. */
export function plus(terms: readonly Formula[]): Formula {
  return {
    plain: joined(
      terms.map((t) => t.plain),
      '−',
    ),
    tex: joined(
      terms.map((t) => t.tex),
      '-',
    ),
  };
}

function joined(terms: readonly string[], minus: string): string {
  return terms.reduce((sum, term) =>
    term.startsWith(minus) ? `${sum} ${minus} ${term.slice(minus.length)}` : `${sum} + ${term}`,
  );
}

export function bracketed({ plain, tex }: Formula): Formula {
  return { plain: `(${plain})`, tex: `\\left(${tex}\\right)` };
}

export function summed({ plain, tex }: Formula): Formula {
  return { plain: `Σ ${plain}`, tex: `\\sum ${tex}` };
}

/** Plain text without the marks around names. */
export const withoutMarks = (plain: string): string => plain.replace(/[⟨⟩]/g, '');

/** The terms of a sum that are written out, with GAP where some are left out: all, up to MAX_TERMS; else the active
 * one (0-based) with its neighbours, or, where none is active, the first three and the last. */
export function shownTerms(count: number, active = GAP): number[] {
  if (count <= MAX_TERMS) return Array.from({ length: count }, (_, index) => index);
  const wanted = active === GAP ? [0, 1, 2, count - 1] : [active - 1, active, active + 1];
  const shown: number[] = [];
  let expected = 0;
  for (const index of wanted) {
    if (index < 0 || index >= count) continue;
    if (index !== expected) shown.push(GAP);
    shown.push(index);
    expected = index + 1;
  }
  if (expected < count) shown.push(GAP);
  return shown;
}

/** The sum of `count` terms, shortened as `shownTerms` says. */
export function shortSum(count: number, term: (index: number) => Formula, active = GAP): Formula {
  return plus(shownTerms(count, active).map((index) => (index === GAP ? DOTS : term(index))));
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items[items.length - 1]}`;
}
