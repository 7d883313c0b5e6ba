/** Blocks as the Markdown of a hover: one text, but for formulas, which are images of their own. */
import type { Block } from '../../../explain/blocks';
import { markdownText } from '../../../explain/formula';
import type { HoverContext } from './context';
import { inlineFormula, markdownBlock } from '../../../explain/markdown';

/** A heading becomes a bold line; every formula is followed, at the end, by its text for those who do not see images. */
export function blocksMarkdown(
  all: readonly Block[],
  { write, words }: Pick<HoverContext, 'write' | 'words'>,
): string[] {
  const blocks = all.filter(({ part }) => words || part !== 'words');
  const texts: string[] = [];
  let open = '';
  const close = (): void => {
    if (open !== '') texts.push(open);
    open = '';
  };
  for (const block of blocks) {
    if (block.kind === 'formula') {
      close();
      texts.push(write(block.formula));
      continue;
    }
    const text = block.kind === 'heading' ? `**${markdownText(block.text)}**` : markdownBlock(block);
    open += open === '' ? text : `\n\n${text}`;
  }
  close();
  const formulas = blocks.flatMap((block) => (block.kind === 'formula' ? [inlineFormula(block.formula)] : []));
  return formulas.length === 0 ? texts : [...texts, formulas.join('  \n')];
}
