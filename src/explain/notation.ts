/** The matrix notation for networks of any size: `w3` reads `W[1][2,1]`, `x1` `z[1][1]`, `y1` `a[1][1]`, `dSSR/dx1` `δ[1][1]`. */

import { losses } from '../core/losses';
import type { Network } from '../core/network';

/** How names are shown: counted through the network as in articles, or by layer and index. */
export type Notation = 'article' | 'matrix';

export const notations: readonly Notation[] = ['article', 'matrix'];

/** What of a network gives its names: a `Network` has it. */
export interface NamedNetwork {
  /** The loss's short name. */
  readonly loss: string;
  readonly layers: readonly {
    readonly units: number;
    readonly inputs: number;
    readonly bias: boolean;
    readonly activation: string;
  }[];
}

/**
 * From a name to its name in the matrix notation; data columns, the loss, predicted and observed values and whatever is
 * no name of the network stay as they are. Sessions and commands keep the article's names, and take both.
 */
export function matrixNotation({ loss, layers }: NamedNetwork): (name: string) => string {
  const names = new Map<string, string>();
  const deltas = new Map<string, string>();
  let [weights, biases, neurons] = [0, 0, 0];
  layers.forEach(({ units, inputs, bias, activation }, index) => {
    const layer = index + 1;
    const isLast = layer === layers.length;
    for (let j = 1; j <= units; j++) {
      for (let i = 1; i <= inputs; i++) names.set(`w${++weights}`, `W[${layer}][${j},${i}]`);
      if (bias) names.set(`b${++biases}`, `b[${layer}][${j}]`);
      const number = units > 1 ? String(j) : '';
      const before = isLast ? (activation === 'identity' ? 'predicted' : 'z') + number : `x${++neurons}`;
      deltas.set(`d${loss}/d${before}`, `δ[${layer}][${j}]`);
      if (before.startsWith('predicted')) continue;
      names.set(before, `z[${layer}][${j}]`);
      if (!isLast) names.set(`y${neurons}`, `a[${layer}][${j}]`);
    }
  });
  const plain = (name: string): string => names.get(name) ?? name;
  return (name) => {
    const known = deltas.get(name) ?? names.get(name);
    if (known !== undefined) return known;
    const [, of, by] = /^d(.+)\/d(.+)$/.exec(name) ?? [];
    if (of !== undefined && by !== undefined) return `d${plain(of)}/d${plain(by)}`;
    const [, prefix, rest] = /^(old |new )(\S+)$/.exec(name) ?? [];
    return rest === undefined ? name : prefix + plain(rest);
  };
}

/** How a network's names are shown: a large one has its matrix names from the core. */
export function notedIn(notation: Notation, network: Network): (name: string) => string {
  if (notation === 'article' || network.matrixForm) return (name) => name;
  return matrixNotation({ loss: losses[network.loss].short, layers: network.layers });
}

/** Text in which every ⟨name⟩ has its other name. */
export function renamedMarks(text: string, rename: (name: string) => string): string {
  return text.replace(/⟨([^⟨⟩]*)⟩/g, (_, name: string) => `⟨${rename(name)}⟩`);
}

/**
 * Plain data whose texts are names, short words, or hold names between ⟨ and ⟩, such as a derivation: with other names,
 * keys included.
 */
export function renamedData<T>(data: T, rename: (name: string) => string): T {
  return renamedValue(data, rename) as T;
}

function renamedValue(value: unknown, rename: (name: string) => string): unknown {
  if (typeof value === 'string') return value.includes('⟨') ? renamedMarks(value, rename) : rename(value);
  if (Array.isArray(value)) return value.map((item) => renamedValue(item, rename));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [rename(key), renamedValue(item, rename)]));
}
