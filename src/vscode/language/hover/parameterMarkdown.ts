/** A derivation as the Markdown texts of a hover: the answer first, then the chain, reasons, numbers, move and check. */
import type { Derivation } from '../../../core/derivationTypes';
import type { Formula } from '../../../core/formula';
import type { Block, Part } from '../../../explain/blocks';
import { chainAndSymbols } from '../../../explain/chain';
import { explainDerivation } from '../../../explain/derivation';
import { markdownText, withNumbers } from '../../../explain/formula';
import { inlineFormula, markdownBlock, markdownReason } from '../../../explain/markdown';
import { fullNumber, type NumberFormat } from '../../../explain/numbers';

export interface ParameterHover {
  readonly derivation: Derivation;
  /** `weight from ⟨y1⟩ to ⟨predicted⟩: layer 2, neuron 1, input 1`. */
  readonly place: string;
  /** `at update 48, operation 35`. */
  readonly when: string;
  /** What the file says, where that is another number than the derivation's. */
  readonly inFile?: number | undefined;
  /** Commands, in Markdown; '' for none. */
  readonly links: string;
  readonly format: NumberFormat;
  /** Of factor 1, 2, … as `#rrggbb`: in the formula and on the badges. */
  readonly colours: readonly string[];
}

/** One Markdown text per part; a formula is a text of its own, as VS Code cuts each off at 100,000 characters. */
export function parameterMarkdown(hover: ParameterHover, write: (formula: Formula) => string): string[] {
  const { derivation, format, colours } = hover;
  const blocks = explainDerivation(derivation, { format, narrow: true });
  const texts = (part: Part): string[] =>
    blocks.filter((block) => block.part === part && block.kind !== 'formula').map((block) => textOf(block, colours));
  const formulas = (part: Part): string[] =>
    blocks.flatMap((block) => (block.part === part && block.kind === 'formula' ? [inlineFormula(block.formula)] : []));
  return [
    paragraphs(title(hover), lines([...texts('answer'), hover.links])),
    write(chainAndSymbols(derivation, colours)),
    paragraphs(...texts('factors'), ...formulas('factors').map((formula) => `So ${formula}`), ...texts('chain')),
    paragraphs(...texts('samples'), ...formulas('samples')),
    paragraphs(lines(formulas('move')), ...texts('check'), lines(texts('shared'))),
  ].filter((text) => text !== '');
}

/** Reasons are lines that begin with the badge of the panel: `① …`. */
function textOf(block: Block, colours: readonly string[]): string {
  if (block.kind !== 'reasons') return markdownBlock(block);
  return lines(block.reasons.map((reason) => `${circled(reason.badge, colours)} ${markdownReason(reason)}`));
}

const circles = '⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳';

/** `2a` → `②a`, in the colour of factor 2. */
function circled(badge: string, colours: readonly string[]): string {
  const slot = parseInt(badge, 10);
  const text = badge.replace(/^\d+/, (digits) => circles[slot] ?? digits);
  const colour = colours[slot - 1];
  return colour === undefined ? text : `<span style="color:${colour};">${text}</span>`;
}

function title({ derivation, place, when, inFile, format }: ParameterHover): string {
  const { name, value } = derivation;
  const shown = withNumbers({ plain: `⟨${name}⟩ = ⟨value⟩`, tex: '' }, { value }, format).plain;
  const file = inFile === undefined ? '' : ` (${fullNumber(inFile)} in the file)`;
  return `**${markdownText(shown)}**${file} · ${markdownText(place)} · *${markdownText(when)}*`;
}

const paragraphs = (...texts: readonly string[]): string => texts.filter((text) => text !== '').join('\n\n');

/** Lines of one paragraph. */
const lines = (texts: readonly string[]): string => texts.filter((text) => text !== '').join('  \n');
