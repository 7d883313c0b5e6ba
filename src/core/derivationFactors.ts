/** A chain in symbols: each link as a factor with its reason, and the whole sum over the batch. */

import { linkKey, linkRules } from './chainLinks';
import type { Chain } from './derivationChain';
import type { Factor } from './derivationTypes';
import type { Formula } from './formula';
import { bracketed, ONE, plus, summed, times } from './formulaText';
import { explainLink } from './linkExplanations';
import type { Network } from './network';

export function describeFactors(network: Network, chain: Chain): Factor[] {
  return chain.links.map(({ link, slot, letter }) => {
    const rule = linkRules[link.kind];
    return {
      key: linkKey(network, link),
      numerator: rule.numerator(network, link),
      denominator: rule.denominator(network, link),
      slot,
      letter,
      symbol: rule.symbol(network, link),
      ...explainLink(network, link),
    };
  });
}

/**
 * `Σ −2·(observed − predicted)·(w5·sigmoid(x3)·w3 + w6·sigmoid(x4)·w4)·sigmoid(x1)·dose`: what all paths share stands
 * outside of the brackets. Factors that are 1 are left out.
 */
export function symbolicSum(factors: readonly Factor[], { paths }: Pick<Chain, 'paths'>): Formula {
  const slots = paths[0].factors.length;
  const isShared = (slot: number): boolean => factors[paths[0].factors[slot]].letter === '';
  const parts: Formula[] = [];
  let from = 0;
  while (from < slots) {
    // Paths that all go through one link choose their ways before it and after it independently of each other.
    let to = from + 1;
    while (to < slots && !isShared(from) && !isShared(to)) to++;
    const ways = new Map<string, Formula>();
    for (const path of paths) {
      const part = path.factors.slice(from, to);
      ways.set(part.join(), product(part.map((index) => factors[index].symbol)));
    }
    const sum = plus([...ways.values()]);
    parts.push(ways.size > 1 ? bracketed(sum) : sum);
    from = to;
  }
  return summed(product(parts));
}

function product(symbols: readonly Formula[]): Formula {
  const written = symbols.filter(({ plain }) => plain !== ONE.plain);
  return written.length === 0 ? ONE : times(...written);
}
