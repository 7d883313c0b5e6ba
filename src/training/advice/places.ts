/** Where advice stands in a network file, and the mends that several kinds of it share. */

import type { Network } from '../../core/network';
import { insertProperty } from '../../document/json/edits';
import { type JsonNode, nodeAtPath, propertyOf } from '../../document/json/tree';
import type { LoadedNetwork } from '../../document/loadSetup';
import type { Fix, Path, Range } from '../../document/problems';

const start: Range = { offset: 0, length: 0 };

/** The place of the first of some paths that is written in the file. */
export function firstPlace({ parsed }: LoadedNetwork, ...paths: readonly Path[]): Range {
  for (const path of paths) {
    const node = nodeAtPath(parsed.tree, path);
    if (node) return rangeOf(node);
  }
  return start;
}

/** A neuron's row of weights, else what says how its layer is drawn, else its layer. */
export function neuronPlace(loaded: LoadedNetwork, layer: number, neuron: number): Range {
  return firstPlace(
    loaded,
    ['layers', layer, 'weights', neuron],
    ['layers', layer, 'init'],
    ['layers', layer, 'activation'],
    ['layers', layer],
  );
}

/** Changes a value that is written in the file, or adds it; undefined where neither can be done. */
export function setValue(loaded: LoadedNetwork, path: Path, value: unknown, title: string): Fix | undefined {
  const { tree, text } = loaded.parsed;
  const node = nodeAtPath(tree, path);
  if (node) return { title, edits: [{ ...rangeOf(node), text: JSON.stringify(value) }] };
  const owner = nodeAtPath(tree, path.slice(0, -1));
  const added = owner && insertProperty(text, owner, String(path[path.length - 1]), value);
  return added && { title, edits: added.edits };
}

/** Rescales the inputs to mean 0 and standard deviation 1; undefined where the file does so, or otherwise, already. */
export function normalizeInputs({ parsed, document }: LoadedNetwork): Fix | undefined {
  const dataset = propertyOf(parsed.tree, 'dataset')?.value;
  if (!dataset || document?.normalize !== 'none') return undefined;
  const title = 'Normalize the inputs: mean 0, standard deviation 1';
  if (dataset.type === 'string') {
    const text = `{ "file": ${JSON.stringify(dataset.value)}, "normalize": "standard" }`;
    return { title, edits: [{ ...rangeOf(dataset), text }] };
  }
  const added = insertProperty(parsed.text, dataset, 'normalize', 'standard');
  return added && { title, edits: added.edits };
}

/** `layer 2`, as people count. */
export const layerName = (network: Network, layer: number): string =>
  network.layers.length === 1 ? 'the layer' : `layer ${layer + 1}`;

export function rangeOf({ offset, length }: JsonNode): Range {
  return { offset, length };
}

export const present = <T>(...items: readonly (T | undefined)[]): T[] =>
  items.filter((item): item is T => item !== undefined);
