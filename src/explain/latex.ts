/** Blocks as a fragment of LaTeX, in ASCII: for a document that loads amsmath and amssymb. */

import type { Block, Reason, Table } from './blocks';
import { escapeTexText } from './escape';
import { setNames, texFormula } from './formula';
import { texName } from './names';
import { superscriptRun, texNumber, texSuperscript } from './numbers';

/** Characters of our texts that LaTeX wants in maths; letters and accents of column names go as they are (UTF-8). */
const inMaths: Readonly<Record<string, string>> = {
  '−': '-',
  '·': '\\cdot ',
  '×': '\\times ',
  '≈': '\\approx ',
  '≤': '\\le ',
  '≥': '\\ge ',
  '→': '\\to ',
  '⇒': '\\Rightarrow ',
  '∞': '\\infty ',
  '±': '\\pm ',
  '√': '\\surd ',
  '½': '\\tfrac{1}{2}',
  Σ: '\\textstyle\\sum ',
  δ: '\\delta ',
  β: '\\beta ',
  ε: '\\varepsilon ',
  σ: '\\sigma ',
  Φ: '\\Phi ',
  φ: '\\varphi ',
  '²': '^{2}',
  '³': '^{3}',
  '⊙': '\\odot ',
  ᵀ: '^{\\top}',
  '′': "'",
};
const special = new RegExp(`[${Object.keys(inMaths).join('')}]|${superscriptRun.source}`, 'gu');

/** A text with ⟨names⟩ for LaTeX's text mode. */
export function latexText(text: string): string {
  const names: string[] = [];
  // A character of the private use area holds the place of a name while the text around it is escaped.
  const rest = setNames(text, (name) => `\uE000${names.push(name) - 1}\uE000`);
  return escapeTexText(rest)
    .replace(special, (found) => `$${inMaths[found] ?? `^{${texSuperscript(found)}}`}$`)
    .replaceAll('’', "'")
    .replaceAll('…', '\\dots{}')
    .replace(/\uE000(\d+)\uE000/g, (_, index: string) => `$${texName(names[Number(index)])}$`)
    .replace(/(?<!\\)\$\$/g, '');
}

const isNumber = /^[+−]?(\d|Infinity$|NaN$)[\d.·⁻⁰¹²³⁴⁵⁶⁷⁸⁹]*$/;

function latexCell(cell: string): string {
  return isNumber.test(cell) ? `$${texNumber(cell)}$` : latexText(cell);
}

/** Blocks as LaTeX; headings are starred sections, so that a document may include the fragment anywhere. */
export function renderLatex(blocks: readonly Block[]): string {
  return blocks.map((block) => `${latexBlock(block)}\n`).join('\n');
}

function latexBlock(block: Block): string {
  switch (block.kind) {
    case 'heading':
      return `\\${block.level === 1 ? 'section' : 'subsection'}*{${latexText(block.text)}}`;
    case 'text':
      return latexText(block.text);
    case 'formula':
      return `\\[\n  ${texFormula(block.formula)}\n\\]`;
    case 'reasons':
      return ['\\begin{itemize}', ...block.reasons.map(latexReason), '\\end{itemize}'].join('\n');
    case 'table':
      return latexTable(block.table);
  }
}

function latexReason({ badge, equation, result, why }: Reason): string {
  const so = result ? `, so $\\displaystyle ${texFormula(result)}$` : '';
  return `  \\item[${badge}] $${texFormula(equation)}$${so}: ${latexText(why)}`;
}

function latexTable({ columns, rows, total }: Table): string {
  const line = (cells: readonly string[]): string => `  ${cells.join(' & ')} \\\\`;
  return [
    '\\begin{center}',
    `\\begin{tabular}{${columns.map(({ align }) => (align === 'right' ? 'r' : 'l')).join('')}}`,
    line(columns.map(({ title }) => `$${texFormula(title)}$`)),
    '  \\hline',
    ...rows.map((row) => line(row.map(latexCell))),
    ...(total ? ['  \\hline', line(total.map(latexCell))] : []),
    '\\end{tabular}',
    '\\end{center}',
  ].join('\n');
}
