/** Words and snippets of completions. */

import type { Network, Parameter } from '../../core/network';

/** `weight from y1 to predicted: layer 2, neuron 1, input 1`. */
export function parameterWords(network: Network, { kind, layer, neuron, input }: Parameter): string {
  const to = network.preActivationName(layer, neuron);
  const place = `layer ${layer + 1}, neuron ${neuron + 1}`;
  return kind === 'weight'
    ? `Weight from ${network.inputName(layer, input)} to ${to}: ${place}, input ${input + 1}.`
    : `Bias of ${to}: ${place}.`;
}

/** Longer lists and objects are broken into lines. */
const LINE_WIDTH = 72;

/**
 * A value as the text of a snippet, as VS Code's JSON schemas have it: a string that begins with `^` stands without its
 * quotes, and `${1:dose}` is a place to fill in.
 */
export function snippetText(value: unknown, indent = ''): string {
  if (typeof value === 'string') return value.startsWith('^') ? value.slice(1) : `"${value}"`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const isList = Array.isArray(value);
  const inner = `${indent}\t`;
  const entries = Object.entries(value).map(
    ([key, item]) => `${isList ? '' : `"${key}": `}${snippetText(item, inner)}`,
  );
  const [open, close, pad] = isList ? ['[', ']', ''] : ['{', '}', ' '];
  const oneLine = `${open}${pad}${entries.join(', ')}${pad}${close}`;
  const isShort = indent !== '' && oneLine.length <= LINE_WIDTH && !oneLine.includes('\n');
  return isShort ? oneLine : `${open}\n${inner}${entries.join(`,\n${inner}`)}\n${indent}${close}`;
}
