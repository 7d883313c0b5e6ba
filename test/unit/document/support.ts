/** Networks to spoil, and a short way to see what is said about them. */

import assert from 'node:assert/strict';
import { type LoadedNetwork, loadSetup } from '../../../src/document/loadSetup';
import { parseNetwork } from '../../../src/document/parse';
import type { Fix, Problem } from '../../../src/document/problems';

/** The article's network, one thing a line, so that each can be replaced. */
export const article = `{
  "dataset": "dosage.csv",
  "inputs": ["dose"],
  "outputs": ["effectiveness"],
  "layers": [
    { "activation": "softplus", "weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57] },
    { "activation": "identity", "weights": [[0.36, 0.63]], "biases": [0] }
  ],
  "loss": "ssr",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "training": { "batchSize": "full", "updates": 1000 },
  "trainable": ["w3", "w4", "b3"]
}
`;

export const dosage = 'dose,effectiveness\n0,0\n0.5,1\n1,0\n';

/** Replaces the first occurrence, which must exist. */
export function spoil(text: string, from: string, to: string): string {
  assert.ok(text.includes(from), `the text has no ${from}`);
  return text.replace(from, () => to);
}

/** The piece of text that a problem underlines. */
export function marked(text: string, { range }: Problem): string {
  assert.ok(
    range.offset >= 0 && range.length >= 0 && range.offset + range.length <= text.length,
    'range outside the text',
  );
  return text.slice(range.offset, range.offset + range.length);
}

/** The text after a quick fix. */
export function fixed(text: string, fix: Fix): string {
  return [...fix.edits]
    .sort((a, b) => b.offset - a.offset)
    .reduce((result, edit) => result.slice(0, edit.offset) + edit.text + result.slice(edit.offset + edit.length), text);
}

/** The one problem of a text; fails where there are more, or none. */
export function onlyProblem(text: string): Problem {
  const { problems } = parseNetwork(text);
  assert.equal(problems.length, 1, `one problem expected: ${problems.map(({ message }) => message).join(' | ')}`);
  return problems[0];
}

/** Loads a network with files given as text. */
export function load(
  text: string,
  files: Readonly<Record<string, string | Uint8Array>> = { 'dosage.csv': dosage },
): Promise<LoadedNetwork> {
  return loadSetup(text, (path) => {
    if (!(path in files)) return Promise.reject(Object.assign(new Error(`no ${path}`), { code: 'ENOENT' }));
    const content = files[path];
    return Promise.resolve(typeof content === 'string' ? new TextEncoder().encode(content) : content);
  });
}
