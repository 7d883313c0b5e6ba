/** Blocks as plain text, for the debug console, the clipboard and screen readers. */

import type { Block, Table } from './blocks';
import { unicodeText } from './formula';

/** Blocks as lines of Unicode text, tables with their columns aligned. */
export function renderPlain(blocks: readonly Block[]): string {
  return blocks.map(plainBlock).join('\n\n');
}

function plainBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
    case 'text':
      return unicodeText(block.text);
    case 'formula':
      return unicodeText(block.formula.plain);
    case 'reasons':
      return block.reasons
        .map(({ badge, equation, result, why }) => {
          return unicodeText(`${badge}. ${equation.plain}${result ? ` ⇒ ${result.plain}` : ''}: ${why}`);
        })
        .join('\n');
    case 'table':
      return plainTable(block.table);
  }
}

function plainTable({ columns, rows, total }: Table): string {
  const titles = columns.map(({ title }) => unicodeText(title.plain));
  const lines = [titles, ...[...rows, ...(total ? [total] : [])].map((row) => row.map(unicodeText))];
  const widths = columns.map((_, index) => Math.max(...lines.map((line) => [...line[index]].length)));
  return lines
    .map((line) =>
      line
        .map((cell, index) => {
          const space = ' '.repeat(widths[index] - [...cell].length);
          return columns[index].align === 'right' ? space + cell : cell + space;
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}
