/** A network and its derivations as a LaTeX document that compiles as it is, or one derivation to be put into another. */

import type { Derivation } from '../core/derivationTypes';
import { explainDerivation, type ExplainOptions } from '../explain/derivation';
import { renderLatex } from '../explain/latex';
import { explainNetwork } from '../explain/network';
import { type Explained, explainedDerivations } from './markdown';

const preamble = `\\documentclass{article}
\\usepackage[utf8]{inputenc}
\\usepackage[T1]{fontenc}
\\usepackage{amsmath, amssymb}
\\setlength{\\parindent}{0pt}
\\setlength{\\parskip}{0.6em}
\\begin{document}
`;

export function exportLatex(explained: Explained): string {
  const { setup, parameters, format } = explained;
  const parts = [explainNetwork(setup, parameters, format), ...explainedDerivations(explained)].map(renderLatex);
  return `${preamble}\n${parts.join('\n')}\n\\end{document}\n`;
}

/** One derivation as a fragment that begins with what its document has to load. */
export function derivationLatex(derivation: Derivation, options: ExplainOptions): string {
  return `% \\usepackage{amsmath, amssymb}\n${renderLatex(explainDerivation(derivation, options))}`;
}
