/** The chain rule of one derivative as a row of pieces: factors, and the signs and brackets between them. */

import type { Derivation, Factor } from '../core/derivationTypes';
import type { Formula } from '../core/formula';
import { joined, marked } from './blocks';
import { spokenFormula, texFormula, unicodeText } from './formula';

/** A factor, or what stands between factors. */
export type ChainPiece =
  | { readonly kind: 'factor'; readonly factor: Factor; readonly formula: Formula }
  | { readonly kind: 'sign'; readonly formula: Formula };

const sign = (plain: string, tex: string): ChainPiece => ({ kind: 'sign', formula: { plain, tex } });
const TIMES = sign(' · ', ' \\cdot ');
const PLUS = sign(' + ', ' + ');
const OPEN = sign('(', '\\Bigl(');
const CLOSE = sign(')', '\\Bigr)');

/**
 * The pieces of the product: one path's factors in a row; with several paths the factors that all share stand outside
 * of a bracket, which adds up the rest.
 */
function pieces(derivation: Derivation, formulaOf: (factor: Factor) => Formula): ChainPiece[] {
  const { factors, paths } = derivation;
  const row = (indices: readonly number[]): ChainPiece[] =>
    joinPieces(
      indices.map((index) => [{ kind: 'factor', factor: factors[index], formula: formulaOf(factors[index]) }]),
      TIMES,
    );
  const first = paths[0]?.factors ?? factors.map((_, index) => index);
  if (paths.length <= 1) return row(first);
  const shares = (place: number): boolean =>
    paths.every((path) => path.factors.length === first.length && path.factors[place] === first[place]);
  let from = 0;
  while (from < first.length && shares(from)) from++;
  let to = first.length;
  while (to > from && shares(to - 1)) to--;
  const ways = paths.map((path) => row(path.factors.slice(from, to)));
  const bracket = [OPEN, ...joinPieces(ways, PLUS), CLOSE];
  return joinPieces(
    [row(first.slice(0, from)), bracket, row(first.slice(to))].filter((part) => part.length > 0),
    TIMES,
  );
}

function joinPieces(parts: readonly (readonly ChainPiece[])[], between: ChainPiece): ChainPiece[] {
  return parts.flatMap((part, index) => (index === 0 ? part : [between, ...part]));
}

/** `dSSR/dpredicted · dpredicted/dw3`, as pieces. */
export function chainPieces(derivation: Derivation): ChainPiece[] {
  return pieces(derivation, (factor) => marked(factor.key));
}

/** `−2·(observed − predicted) · y1`, as pieces. */
export function symbolPieces(derivation: Derivation): ChainPiece[] {
  return pieces(derivation, (factor) => factor.symbol);
}

/** `dSSR/dw3 = Σ dSSR/dpredicted · dpredicted/dw3`. */
export function chainFormula(derivation: Derivation): Formula {
  return joined(marked(derivation.target), ' = ', sumOf(chainPieces(derivation)));
}

/** Factors on one line of a narrow view, at most. */
const FACTORS_PER_LINE = 4;
/** A sum in symbols that is longer, in plain text, does not fit into a narrow view. */
const LONGEST_SYMBOLS = 90;

/**
 * For a narrow view: the chain, broken where it is long, and below it what it comes to in symbols where that fits.
 * @param colours Of factor 1, 2, … as `#rrggbb`, in TeX; none: all in one colour.
 */
export function chainAndSymbols(derivation: Derivation, colours: readonly string[] = []): Formula {
  const { target, symbolic } = derivation;
  const chain = chainFormula(derivation);
  const fits = symbolic.plain.length <= LONGEST_SYMBOLS;
  const paint = (piece: ChainPiece): string => {
    const colour = piece.kind === 'factor' ? colours[piece.factor.slot - 1] : undefined;
    return colour === undefined ? piece.formula.tex : `\\textcolor{${colour}}{${piece.formula.tex}}`;
  };
  const rows = [
    `⟨${target}⟩ &= \\sum ${brokenRow(chainPieces(derivation), paint)}`,
    ...(fits ? [`&= \\sum ${withoutOnes(symbolPieces(derivation)).map(paint).join('')}`] : []),
  ];
  return {
    plain: fits ? `${chain.plain} = ${symbolic.plain}` : chain.plain,
    tex: `\\begin{aligned} ${rows.join(' \\\\[4pt] ')} \\end{aligned}`,
  };
}

/** TeX with a line break after every few factors, where there are more. */
function brokenRow(row: readonly ChainPiece[], paint: (piece: ChainPiece) => string): string {
  const isLong = row.filter(({ kind }) => kind === 'factor').length > FACTORS_PER_LINE + 1;
  let onLine = 0;
  const parts = row.map((piece, index): string => {
    if (piece.kind === 'factor') onLine++;
    const isPlace = piece.kind === 'sign' && piece !== OPEN && piece !== CLOSE && row[index + 1]?.kind === 'factor';
    if (!isLong || !isPlace || onLine < FACTORS_PER_LINE) return paint(piece);
    onLine = 0;
    return ` \\\\ &\\quad ${paint(piece)}`;
  });
  return parts.join('');
}

/** A factor 1, as that of a bias, need not be written, unless it is alone. */
function withoutOnes(row: readonly ChainPiece[]): ChainPiece[] {
  const isOne = (piece: ChainPiece | undefined): boolean => piece?.kind === 'factor' && piece.formula.plain === '1';
  const rest = row.filter(
    (piece, index) => !(piece === TIMES && isOne(row[index + 1])) && !(isOne(piece) && row[index - 1] === TIMES),
  );
  return rest.length > 1 && isOne(rest[0]) && rest[1] === TIMES ? rest.slice(2) : rest;
}

/** `dSSR/dw3 = Σ −2·(observed − predicted)·y1`. */
export function symbolicFormula(derivation: Derivation): Formula {
  return joined(marked(derivation.target), ' = ', derivation.symbolic);
}

function sumOf(row: readonly ChainPiece[]): Formula {
  return joined({ plain: 'Σ ', tex: '\\sum ' }, ...row.map((piece) => piece.formula));
}

/** What a panel needs of a piece: both notations with names set, and words for a screen reader. */
export interface TypesetPiece {
  readonly factor: Factor | null;
  readonly tex: string;
  readonly plain: string;
  readonly spoken: string;
}

export function typesetPieces(row: readonly ChainPiece[]): TypesetPiece[] {
  return row.map((piece) => ({
    factor: piece.kind === 'factor' ? piece.factor : null,
    tex: texFormula(piece.formula),
    plain: unicodeText(piece.formula.plain),
    spoken: spokenFormula(piece.formula),
  }));
}

/** `d SSR over d w 3 equals the sum, over the samples, of the product of 2 factors: d SSR over d predicted, d predicted over d w 3`. */
export function spokenChain(derivation: Derivation): string {
  const target = spokenFormula(marked(derivation.target));
  const ways = derivation.paths.length > 1 ? derivation.paths.map((path) => path.factors) : [null];
  const words = ways.map((indices) => {
    const factors = indices ? indices.map((index) => derivation.factors[index]) : derivation.factors;
    const names = factors.map((factor) => spokenFormula(marked(factor.key))).join(', ');
    return factors.length === 1 ? names : `the product of ${factors.length} factors: ${names}`;
  });
  return `${target} equals the sum, over the samples, of ${words.join('; plus ')}`;
}
