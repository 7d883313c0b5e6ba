/** A parsed network on its way from a worker: the numbers of large layers go as typed arrays, which are given away. */

import { Network, type NetworkShape } from '../../core/network';
import type { NetworkDocument } from '../networkDocument';
import type { ParsedNetwork } from '../parse';

type PackedDocument = Omit<NetworkDocument, 'network'> & { readonly network: NetworkShape | null };

/** Without the text, which whoever asked has, and without classes. The outline's nodes are those of the tree. */
export type PackedNetwork = Omit<ParsedNetwork, 'text' | 'document'> & { readonly document: PackedDocument | null };

/** Shorter arrays are cloned as fast as they are. */
const LEAST_PACKED = 32;

/** @returns what can be cloned, beside the buffers that need not be: they were made for it */
export function packParsed(parsed: ParsedNetwork): { packed: PackedNetwork; buffers: ArrayBuffer[] } {
  const { tree, outline, document, problems } = parsed;
  const typed = new TypedNumbers();
  const packed = typed.of({ tree, outline, document: document && plain(document), problems });
  return { packed, buffers: typed.buffers };
}

export function unpackParsed({ document, ...rest }: PackedNetwork, text: string): ParsedNetwork {
  return {
    ...rest,
    text,
    document: document && { ...document, network: document.network && new Network(document.network) },
  };
}

function plain({ network, ...rest }: NetworkDocument): PackedDocument {
  if (!network) return { ...rest, network };
  const { inputs, outputs, layers, loss } = network;
  return { ...rest, network: { inputs, outputs, layers, loss } };
}

/** Copies a value with its long arrays of numbers as typed arrays; what was one object stays one. */
class TypedNumbers {
  readonly buffers: ArrayBuffer[] = [];
  readonly #copies = new Map<object, object>();

  of<T>(value: T): T {
    if (typeof value !== 'object' || value === null) return value;
    const known = this.#copies.get(value);
    if (known) return known as T;
    if (isNumbers(value)) return this.#typed(value) as T;
    const copy: object = Array.isArray(value) ? [] : {};
    this.#copies.set(value, copy);
    for (const [key, item] of Object.entries(value)) (copy as Record<string, unknown>)[key] = this.of<unknown>(item);
    return copy as T;
  }

  #typed(values: readonly number[]): Float64Array {
    const copy = Float64Array.from(values);
    this.buffers.push(copy.buffer);
    this.#copies.set(values, copy);
    return copy;
  }
}

function isNumbers(value: object): value is readonly number[] {
  return Array.isArray(value) && value.length >= LEAST_PACKED && value.every((item) => typeof item === 'number');
}
