/** A network file's text with the parameters of a run put in the place of its own: edits that touch nothing else. */
import type { Network } from '../../core/network';
import { insertProperty } from '../../document/json/edits';
import { itemRange, isArray, type JsonNode, nodeAtPath, parseJson } from '../../document/json/tree';
import type { TextEdit } from '../../document/problems';

/**
 * Edits in the order of the text. Where a layer has no numbers of its own (they are drawn), they are added to it.
 * @param parameters flat, as the network has them
 * @throws Error where the text is not the network's: another number of layers or neurons
 */
export function parameterEdits(text: string, network: Network, parameters: Float64Array): TextEdit[] {
  const { root } = parseJson(text);
  const layers = nodeAtPath(root, ['layers']);
  const nodes = layers?.type === 'array' ? layers.items : [];
  if (nodes.length !== network.layers.length) throw new Error('The file has other layers than the session.');
  return network.layers.flatMap((layer) => {
    const node = nodes[layer.index];
    const rows = Array.from({ length: layer.units }, (_, j) => {
      const from = layer.weightOffset + j * layer.inputs;
      return parameters.subarray(from, from + layer.inputs);
    });
    const missing: [key: string, value: unknown][] = [];
    const edits: TextEdit[] = [];
    const weights = nodeAtPath(node, ['weights']);
    if (!weights) missing.push(['weights', rows.map(jsonNumbers)]);
    else rows.forEach((row, j) => edits.push(...numberEdits(text, nodeAtPath(weights, [j]), row)));
    if (layer.biasOffset >= 0) {
      const own = parameters.subarray(layer.biasOffset, layer.biasOffset + layer.units);
      const biases = nodeAtPath(node, ['biases']);
      if (!biases) missing.push(['biases', jsonNumbers(own)]);
      else edits.push(...numberEdits(text, biases, own));
    }
    return [...edits, ...insertions(text, node, missing)].sort((a, b) => a.offset - b.offset);
  });
}

/** Only numbers that differ are touched: `3.340` stays `3.340`. */
function numberEdits(text: string, node: JsonNode | undefined, values: Float64Array): TextEdit[] {
  if (!isArray(node) || (node.type === 'array' && node.items.length !== values.length)) {
    throw new Error('The file has layers of another size than the session.');
  }
  if (node.type === 'numbers' && node.values.length !== values.length) {
    throw new Error('The file has layers of another size than the session.');
  }
  return Array.from(values, (value, i) => ({ ...itemRange(node, i), text: jsonNumber(value) })).filter(
    ({ offset, length, text: written }) => Number(text.slice(offset, offset + length)) !== Number(written),
  );
}

/** Several properties added to one object stand at one place: one edit. */
function insertions(text: string, node: JsonNode, properties: readonly [key: string, value: unknown][]): TextEdit[] {
  const edits = properties.flatMap(([key, value]) => insertProperty(text, node, key, value)?.edits ?? []);
  const first = edits.at(0);
  return first ? [{ ...first, text: edits.map((edit) => edit.text).join('') }] : [];
}

const jsonNumbers = (values: Float64Array): number[] => Array.from(values, (value) => value + 0);

/** The shortest text that gives the same double again; 0 for −0. */
function jsonNumber(value: number): string {
  if (!Number.isFinite(value)) throw new Error(`${value} cannot be written to a file: the run has diverged.`);
  return String(value + 0);
}
