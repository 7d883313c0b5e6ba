/** The links between a parameter and the loss: every path written out, or one step of the recursion, or δ and a. */

import { derivativeName, isFused, type Link, linkKey, linkRules } from './chainLinks';
import type { DerivationPath } from './derivationTypes';
import type { Subject } from './derivationSubject';
import { losses } from './losses';
import type { Network } from './network';

/** Names given in a list, at most. */
export const MAX_NAMES = 50;

/** A link with its place in the chain. */
export interface PlacedLink {
  readonly link: Link;
  /** Counted from the loss, from 1. */
  readonly slot: number;
  /** 'a', 'b', … among the links of the slot; '' where all paths share it. */
  readonly letter: string;
}

export interface Chain {
  readonly form: 'paths' | 'recursive' | 'matrix';
  readonly pathCount: number;
  /** In the order of the slots, and in each of the letters. */
  readonly links: readonly PlacedLink[];
  readonly paths: readonly DerivationPath[];
  readonly opens: readonly string[];
}

/** The chain of a subject: paths up to `maxPaths` of them, in the matrix form δ and a. */
export function buildChain(network: Network, subject: Subject, maxPaths: number): Chain {
  const pathCount = countPaths(network, subject.layer);
  const { layer } = subject;
  const isLast = layer === network.layers.length - 1;
  if (network.matrixForm) {
    const start: Link[] = subject.kind === 'neuron' ? neuronSteps(network, subject) : [at('delta', subject)];
    return {
      ...chainOf(network, [[...start, ...tail(subject)]]),
      form: 'matrix',
      pathCount,
      opens: opens(network, layer),
    };
  }
  if (pathCount > maxPaths && !isLast) {
    const links = [...neuronSteps(network, subject), ...tail(subject)];
    return { ...chainOf(network, [links]), form: 'recursive', pathCount, opens: opens(network, layer) };
  }
  const sequences = allPaths(network, subject);
  return { ...chainOf(network, sequences), form: 'paths', pathCount, opens: [] };
}

/** How many ways lead from a neuron of a layer to the loss: one through each neuron of each layer above. */
export function countPaths(network: Network, layer: number): number {
  const count = network.layers.slice(layer + 1).reduce((product, { units }) => product * units, 1);
  return count > Number.MAX_SAFE_INTEGER ? Infinity : count;
}

/** 'a' … 'z', 'aa', 'ab' … */
export function letterOf(index: number): string {
  const letter = String.fromCharCode(97 + (index % 26));
  return index < 26 ? letter : letterOf(Math.floor(index / 26) - 1) + letter;
}

const at = (kind: Link['kind'], { layer, neuron, input }: Omit<Link, 'kind'>): Link => ({ kind, layer, neuron, input });

/** The last link: from the neuron to its weight or bias; none for the neuron itself. */
function tail(subject: Subject): Link[] {
  return subject.kind === 'neuron' ? [] : [at(subject.kind, subject)];
}

/** dL/dx_j in two steps: dL/dy_j, over all neurons above or from the loss, and the slope of the activation. */
function neuronSteps(network: Network, { layer, neuron }: Subject): Link[] {
  const spot = { layer, neuron, input: -1 };
  if (layer === network.layers.length - 1) return outputSteps(network, neuron);
  return [at('sum', spot), at('activation', spot)];
}

/** From the loss to an output's pre-activation. */
function outputSteps(network: Network, output: number): Link[] {
  const spot = { layer: network.layers.length - 1, neuron: output, input: -1 };
  const direct = isFused(network) || network.lastLayer.activation === 'identity';
  return direct ? [at('loss', spot)] : [at('loss', spot), at('activation', spot)];
}

/** All paths from the loss, the first outputs and neurons first. */
function allPaths(network: Network, subject: Subject): Link[][] {
  const last = network.layers.length - 1;
  const end = tail(subject);
  const found: Link[][] = [];
  const extend = (links: Link[], layer: number, neuron: number): void => {
    if (layer === subject.layer) {
      if (neuron === subject.neuron) found.push([...links, ...end]);
      return;
    }
    const below = layer - 1;
    const choices = below === subject.layer ? [subject.neuron] : network.layers[below].units;
    for (const next of typeof choices === 'number' ? Array(choices).keys() : choices) {
      const step = at('input', { layer, neuron, input: next });
      extend([...links, step, at('activation', { layer: below, neuron: next, input: -1 })], below, next);
    }
  };
  for (let output = 0; output < network.lastLayer.units; output++) {
    extend(outputSteps(network, output), last, output);
  }
  return found;
}

/** Paths over one list of links, in which each link stands once. */
function chainOf(network: Network, sequences: readonly Link[][]): Pick<Chain, 'links' | 'paths'> {
  const links: PlacedLink[] = [];
  const indices = sequences.map(() => [] as number[]);
  for (let slot = 1; slot <= sequences[0].length; slot++) {
    const known = new Map<string, number>();
    const first = links.length;
    for (const [path, sequence] of sequences.entries()) {
      const link = sequence[slot - 1];
      const key = linkKey(network, link);
      if (!known.has(key)) {
        known.set(key, links.length);
        links.push({ link, slot, letter: letterOf(links.length - first) });
      }
      indices[path].push(known.get(key)!);
    }
    if (links.length === first + 1) links[first] = { ...links[first], letter: '' };
  }
  const paths = sequences.map((sequence, path) => ({
    letter: sequences.length === 1 ? '' : letterOf(path),
    nodes: [losses[network.loss].short, ...sequence.map((link) => linkRules[link.kind].denominator(network, link))],
    factors: indices[path],
  }));
  return { links, paths };
}

/** The derivatives of the layer above that dL/dx_j is made of. */
function opens(network: Network, layer: number): string[] {
  if (layer === network.layers.length - 1) return [];
  const { units } = network.layers[layer + 1];
  return Array.from({ length: Math.min(units, MAX_NAMES) }, (_, above) => derivativeName(network, layer + 1, above));
}
