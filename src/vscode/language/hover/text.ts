/** Blocks as the Markdown of a hover: one text, but for formulas, which are images of their own. */
import type { Formula } from '../../../core/formula';
import type { Block } from '../../../explain/blocks';
import { markdownText } from '../../../explain/formula';
import { renamedMarks } from '../../../explain/notation';
import type { HoverContext } from './context';
import { inlineFormula, markdownBlock } from '../../../explain/markdown';

/** Blocks whose names of parameters and neurons are those of the notation; headings name data columns and rules. */
export function notedBlocks(blocks: readonly Block[], { noted }: Pick<HoverContext, 'noted'>): Block[] {
  const renamed = ({ plain, tex }: Formula): Formula => ({
    plain: renamedMarks(plain, noted),
    tex: renamedMarks(tex, noted),
  });
  return blocks.map((block) => {
    if (block.kind === 'text') return { ...block, text: renamedMarks(block.text, noted) };
    return block.kind === 'formula' ? { ...block, formula: renamed(block.formula) } : block;
  });
}

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
