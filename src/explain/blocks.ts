/** An explanation as a few kinds of blocks: made once, rendered as Markdown, LaTeX or plain text. */

import type { Formula } from '../core/formula';

/**
 * What a block is about, for views that show some parts only or put them elsewhere. `words`: what the JSON schema says as
 * well.
 */
export type Part =
  'title' | 'answer' | 'chain' | 'factors' | 'samples' | 'move' | 'check' | 'shared' | 'rule' | 'words';

/** In every text, formula and cell, names stand between ⟨ and ⟩. */
export type Block =
  | { readonly kind: 'heading'; readonly part: Part; readonly level: 1 | 2; readonly text: string }
  | { readonly kind: 'text'; readonly part: Part; readonly text: string }
  | { readonly kind: 'formula'; readonly part: Part; readonly formula: Formula }
  | { readonly kind: 'reasons'; readonly part: Part; readonly reasons: readonly Reason[] }
  | { readonly kind: 'table'; readonly part: Part; readonly table: Table };

/** Why one factor is what it is. */
export interface Reason {
  /** `1`, or `2a` where the factor differs from path to path. */
  readonly badge: string;
  /** What is differentiated: `predicted = y1·w3 + y2·w4 + b3`. */
  readonly equation: Formula;
  /** What comes of it: `dpredicted/dw3 = y1`; null where the equation says it already. */
  readonly result: Formula | null;
  readonly why: string;
}

export interface Table {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  /** The last row, set apart; as many cells as columns. */
  readonly total: readonly string[] | null;
}

export interface Column {
  readonly title: Formula;
  readonly align: 'left' | 'right';
}

/** `1`, `2a`: a factor's place in the chain, counted from the loss, and its path. */
export function badge(factor: { readonly slot: number; readonly letter: string }): string {
  return `${factor.slot}${factor.letter}`;
}

/** Formulas one after the other. */
export function joined(...formulas: readonly (Formula | string)[]): Formula {
  const plain = formulas.map((part) => (typeof part === 'string' ? part : part.plain)).join('');
  const tex = formulas.map((part) => (typeof part === 'string' ? texSigns(part) : part.tex)).join('');
  return { plain, tex };
}

/** `⟨name⟩` on both sides. */
export function marked(name: string): Formula {
  return { plain: `⟨${name}⟩`, tex: `⟨${name}⟩` };
}

/** The signs that stand between the parts of a formula, in TeX. */
function texSigns(text: string): string {
  return text.replaceAll('−', '-').replaceAll('·', '\\cdot').replaceAll('×', '\\times').replaceAll('≈', '\\approx');
}
