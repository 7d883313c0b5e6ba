/** A network and its derivations as a Markdown document whose formulas are TeX between dollar signs. */

import type { Derivation } from '../core/derivationTypes';
import type { Setup } from '../core/setup';
import { type ExplainOptions, explainDerivation } from '../explain/derivation';
import { texFormula } from '../explain/formula';
import { renderMarkdown } from '../explain/markdown';
import { explainNetwork } from '../explain/network';
import { parameterPlace } from '../explain/place';
import type { Block } from '../explain/blocks';

export interface Explained {
  readonly setup: Setup;
  /** Flat, as they stand at the position that is told. */
  readonly parameters: Float64Array;
  readonly derivations: readonly Derivation[];
  /** `at update 48, operation 35`, `at the file’s values`. */
  readonly when: string;
  readonly format?: ExplainOptions['format'];
}

/** As GitHub and VS Code's preview show it. */
export function exportMarkdown(explained: Explained): string {
  const { setup, parameters, format } = explained;
  const formula = (shown: { plain: string; tex: string }): string => `$$\n${texFormula(shown)}\n$$`;
  return [
    renderMarkdown(explainNetwork(setup, parameters, format), { formula }),
    ...explainedDerivations(explained).map((blocks) => renderMarkdown(blocks, { formula, level: 2 })),
  ].join('\n');
}

/** The blocks of each derivation, with its parameter's place. */
export function explainedDerivations({ setup, derivations, when, format }: Explained): Block[][] {
  return derivations.map((derivation) => {
    const parameter = setup.network.parameterByName(derivation.name);
    return explainDerivation(derivation, {
      when,
      ...(format && { format }),
      ...(parameter && { place: parameterPlace(setup.network, parameter) }),
    });
  });
}
