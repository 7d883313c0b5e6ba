/** A derivation as blocks, in the order that people follow: symbols, reasons, numbers, move, check, common factors. */

import { CHECK_TOLERANCE, isMismatch } from '../core/checkVerdict';
import type { Derivation, Factor, MoveLine, SharedFactor } from '../core/derivationTypes';
import { badge, type Block, joined, marked, type Reason } from './blocks';
import { chainFormula, symbolicFormula } from './chain';
import { equalsSign } from './evaluate';
import { unicodeText, withNumbers } from './formula';
import { formatNumber, fullNumber, type NumberFormat, texNumber } from './numbers';
import { sampleTable } from './sampleTable';

export interface ExplainOptions {
  readonly format?: NumberFormat;
  /** `weight from ⟨y1⟩ to ⟨predicted⟩: layer 2, neuron 1, input 1`. */
  readonly place?: string;
  /** `at update 48, operation 35`, `at the file’s values`. */
  readonly when?: string;
  /** For a narrow view: several paths are shown by their products alone. */
  readonly narrow?: boolean;
}

export { CHECK_TOLERANCE, isMismatch };

/** So many names of a list are written out. */
const NAMES = 8;

/** Everything there is to say about how a derivative comes about. */
export function explainDerivation(derivation: Derivation, options: ExplainOptions = {}): Block[] {
  const { format, narrow } = options;
  return [
    ...title(derivation, options),
    { kind: 'text', part: 'answer', text: answer(derivation, format) },
    ...chain(derivation),
    ...matrixForm(derivation),
    { kind: 'reasons', part: 'factors', reasons: derivation.factors.map(reason) },
    { kind: 'formula', part: 'factors', formula: symbolicFormula(derivation) },
    ...samples(derivation, format, narrow),
    ...move(derivation, format),
    ...check(derivation, format),
    ...derivation.shared.map((shared): Block => ({ kind: 'text', part: 'shared', text: sharedWords(shared) })),
  ];
}

function title(derivation: Derivation, { format, place, when }: ExplainOptions): Block[] {
  const said = [place, when].filter((text) => text !== undefined).join(' · ');
  const value = derivation.kind === 'neuron' ? '' : ` = ${brief(derivation.value, format)}`;
  return [
    { kind: 'heading', part: 'title', level: 1, text: `⟨${derivation.name}⟩${value}` },
    ...(said === '' ? [] : [{ kind: 'text', part: 'title', text: said } as const]),
  ];
}

const brief = (x: number, format?: NumberFormat): string => withNumbers({ plain: '⟨x⟩', tex: '' }, { x }, format).plain;

/** `dSSR/dw3 = 2.5761, so this update moves w3 by −0.2576, from 0.36 to 0.1024.` */
export function answer(derivation: Derivation, format?: NumberFormat): string {
  const withL2 = derivation.l2 ? `, with l2 ${formatNumber(derivation.gradient, format)}` : '';
  const value = `⟨${derivation.target}⟩ = ${formatNumber(derivation.sum, format)}${withL2}`;
  if (derivation.kind === 'neuron') return value;
  const name = `⟨${derivation.name}⟩`;
  if (!derivation.move) return `${value}; ${name} is not trainable, so it keeps its value.`;
  const { next } = derivation.move;
  const by = formatNumber(next - derivation.value, { ...format, signed: true });
  const from = brief(derivation.value, format);
  return `${value}, so this update moves ${name} by ${by}, from ${from} to ${formatNumber(next, format)}.`;
}

function chain(derivation: Derivation): Block[] {
  return [
    { kind: 'text', part: 'chain', text: pathWords(derivation) },
    { kind: 'formula', part: 'chain', formula: chainFormula(derivation) },
  ];
}

/** `The only path: SSR → predicted → y1 → x1 → w1.` */
export function pathWords(derivation: Derivation): string {
  const { paths, pathCount, form, loss, name, opens } = derivation;
  const count = Number.isFinite(pathCount) ? String(pathCount) : 'More than 10¹⁵';
  if (form === 'paths' && paths.length === 1) return `The only path: ${route(paths[0].nodes)}.`;
  if (form === 'paths') {
    const routes = paths.map((path) => `${path.letter}: ${route(path.nodes)}`).join('; ');
    return `${count} paths lead from ⟨${name}⟩ to ⟨${loss}⟩, and the derivative is the sum of their products. ${routes}.`;
  }
  const made = opens.length === 0 ? '' : ` It is made of ${names(opens)}, each to be opened in its turn.`;
  const ways = pathCount === 1 ? 'One path leads' : `${count} paths lead`;
  return `${ways} from ⟨${name}⟩ to ⟨${loss}⟩; what comes from above is taken together in one derivative.${made}`;
}

const route = (nodes: readonly string[]): string => nodes.map((node) => `⟨${node}⟩`).join(' → ');

function names(all: readonly string[]): string {
  const shown = all.slice(0, NAMES).map((name) => `⟨${name}⟩`);
  const more = all.length - shown.length;
  return more > 0 ? `${shown.join(', ')} and ${more} more` : listed(shown);
}

function listed(items: readonly string[]): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)!}`;
}

/** The lines of the matrix form, with the sizes of what they give. */
function matrixForm({ matrixSteps = [] }: Derivation): Block[] {
  const reasons = matrixSteps.map(({ name, slot, rows, columns, formula, reason: why }): Reason => {
    return {
      badge: String(slot),
      equation: joined(marked(name), ' = ', formula),
      result: null,
      why: `${rows} × ${columns}; ${why}`,
    };
  });
  return reasons.length === 0 ? [] : [{ kind: 'reasons', part: 'chain', reasons }];
}

function reason(factor: Factor): Reason {
  const { equation, key, symbol } = factor;
  const saysIt = equation.at(-1)?.plain === symbol.plain;
  return {
    badge: badge(factor),
    equation: joined(...equation),
    result: saysIt ? null : joined(marked(key), ' = ', symbol),
    why: factor.reason,
  };
}

function samples(derivation: Derivation, format?: NumberFormat, narrow?: boolean): Block[] {
  const { samples: shown, sampleCount, sum, l2, target, name } = derivation;
  const blocks: Block[] = [{ kind: 'table', part: 'samples', table: sampleTable(derivation, format, narrow) }];
  const left = sampleCount - shown.length;
  if (left > 0) {
    const others = left === 1 ? 'the other is' : `the other ${left} add up to`;
    const text = `The ${shown.length} largest of ${sampleCount} products; ${others} ${formatNumber(rest(derivation), format)}.`;
    blocks.push({ kind: 'text', part: 'samples', text });
  }
  // Where the parameter moves, the lines of its move say this.
  if (l2 && !derivation.move) {
    const formula = joined('Σ + ', { plain: '⟨l2⟩·', tex: '⟨l2⟩ \\cdot ' }, marked(name));
    const values = { l2: l2.coefficient, [name]: derivation.value };
    const shownSum = formatNumber(sum, format);
    const numbers = joined(
      { plain: shownSum, tex: texNumber(shownSum) },
      ' + ',
      withNumbers({ plain: `⟨l2⟩·⟨${name}⟩`, tex: `⟨l2⟩ \\cdot ⟨${name}⟩` }, values, format),
    );
    blocks.push({
      kind: 'formula',
      part: 'samples',
      formula: equation(target, formula, numbers, derivation.gradient, format),
    });
  }
  return blocks;
}

/** What the samples that are not shown add up to; 0 where only the rounding of the sums is left. */
function rest({ samples: shown, sum }: Derivation): number {
  const products = shown.map((sample) => sample.product);
  const difference = products.reduce((left, product) => left - product, sum);
  const size = products.reduce((total, product) => total + Math.abs(product), Math.abs(sum));
  return Math.abs(difference) <= 1e-15 * products.length * size ? 0 : difference;
}

/** `name = formula = numbers = result`, the last sign ≈ where the shown digits do not give the shown result. */
function equation(
  left: string,
  formula: { plain: string; tex: string },
  numbers: { plain: string; tex: string },
  result: number,
  format?: NumberFormat,
) {
  const shown = formatNumber(result, format);
  const sign = equalsSign(numbers.plain, shown, format?.decimals);
  return joined(marked(left), ' = ', formula, ' = ', numbers, ` ${sign} `, { plain: shown, tex: texNumber(shown) });
}

/** `step size = derivative × learning rate = 2.5761 × 0.1 = 0.2576`. */
export function moveLine(line: MoveLine, format?: NumberFormat) {
  return equation(line.name, line.formula, withNumbers(line.formula, line.values, format), line.result, format);
}

function move(derivation: Derivation, format?: NumberFormat): Block[] {
  const lines = derivation.move?.lines ?? [];
  return lines.map((line): Block => ({ kind: 'formula', part: 'move', formula: moveLine(line, format) }));
}

/** `10⁻⁵`, or the number itself. */
function stepWords(h: number): string {
  const shown = fullNumber(h).replace(/^1·/, '');
  return /^0\.0*1$/.test(shown) ? formatNumber(h, { decimals: 0, mantissa: 0 }).replace(/^1·/, '') : shown;
}

function check(derivation: Derivation, format?: NumberFormat): Block[] {
  if (!derivation.check) return [];
  const { h, numeric, relativeError, corner, unresolved, extrapolated } = derivation.check;
  const digits = { ...format, decimals: Math.max(8, format?.decimals ?? 0) };
  const error = formatNumber(relativeError, { mantissa: 0 });
  const isWarning = isMismatch(derivation.check);
  const verdict = isWarning
    ? `which differs: the relative difference is ${error}, more than 10⁻⁵`
    : unresolved
      ? 'it says nothing here, as the derivative is smaller than the rounding of the losses'
      : relativeError <= CHECK_TOLERANCE
        ? `relative difference ${error}`
        : `it says nothing here, as a corner of ⟨${corner}⟩ lies between the two points`;
  const loss = `⟨${derivation.loss}⟩`;
  const name = `⟨${derivation.name}⟩`;
  const quotient = `(${loss}(${name} + h) − ${loss}(${name} − h)) / 2h`;
  return [
    {
      kind: 'text',
      part: 'check',
      text: `${isWarning ? 'Warning' : 'Check'}: ${quotient} = ${formatNumber(numeric, digits)} with h = ${stepWords(h)}${extrapolated ? ' and 2h, extrapolated to 0' : ''}; ${verdict}.`,
    },
  ];
}

/** `dSSR/dpredicted: computed once, used 3 times, in the derivatives of w3, w4 and b3.` */
export function sharedWords(shared: SharedFactor): string {
  const reached = [shared.direct, shared.deeper].filter((list) => list.length > 0).map(names);
  const times = shared.count === 1 ? 'once' : `${shared.count} times`;
  const where = reached.length === 0 ? '' : `, in the derivatives of ${reached.join('; deeper: ')}`;
  return `⟨${shared.name}⟩: computed once, used ${times}${where}.`;
}

/** The answer as one line of Unicode text, for places that take no more. */
export function plainAnswer(derivation: Derivation, format?: NumberFormat): string {
  return unicodeText(answer(derivation, format));
}
