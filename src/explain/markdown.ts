/** Blocks as Markdown: Unicode formulas, or images or TeX where the reader can show them. */

import type { Formula } from '../core/formula';
import type { Block, Reason, Table } from './blocks';
import { escapeMarkdown } from './escape';
import { markdownText } from './formula';

export interface MarkdownOptions {
  /** How a formula that stands alone is written; default: Unicode text. */
  readonly formula?: (formula: Formula) => string;
  /** Level of the first headings; default 1. */
  readonly level?: number;
}

/** One Markdown text; blocks are paragraphs. */
export function renderMarkdown(blocks: readonly Block[], options: MarkdownOptions = {}): string {
  return blocks.map((block) => `${markdownBlock(block, options)}\n`).join('\n');
}

/** One block as Markdown, without a line break at its end. */
export function markdownBlock(block: Block, { formula = inlineFormula, level = 1 }: MarkdownOptions = {}): string {
  switch (block.kind) {
    case 'heading':
      return `${'#'.repeat(block.level + level - 1)} ${markdownText(block.text)}`;
    case 'text':
      return markdownText(block.text);
    case 'formula':
      return formula(block.formula);
    case 'reasons':
      return block.reasons
        .map((reason) => `- **${escapeMarkdown(reason.badge)}** ${markdownReason(reason)}`)
        .join('\n');
    case 'table':
      return markdownTable(block.table);
  }
}

/** A formula as Unicode text in which nothing is markup. */
export function inlineFormula(formula: Formula): string {
  return markdownText(formula.plain);
}

/** `equation ⇒ result: why`. */
export function markdownReason({ equation, result, why }: Reason): string {
  const so = result ? ` ⇒ ${inlineFormula(result)}` : '';
  return `${inlineFormula(equation)}${so}: ${markdownText(why)}`;
}

function markdownTable({ columns, rows, total }: Table): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const last = total?.map((cell) => (cell === '' ? '' : `**${markdownText(cell)}**`));
  return [
    line(columns.map(({ title }) => markdownText(title.plain))),
    line(columns.map(({ align }) => (align === 'right' ? '---:' : '---'))),
    ...rows.map((row) => line(row.map(markdownText))),
    ...(last ? [line(last)] : []),
  ].join('\n');
}
