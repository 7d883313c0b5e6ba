/** Whether a text that is not called a network is one all the same. */

import { parseJson } from './json/tree';
import { readOutline } from './outline';

/** A network of that size is a file already. */
const MOST_TEXT = 1_000_000;

/** It has layers, and says something of data or of what is read from them; it may be half written. */
export function looksLikeNetwork(text: string): boolean {
  if (text.length > MOST_TEXT || !text.includes('"layers"')) return false;
  const outline = readOutline(parseJson(text).root);
  if (!outline || outline.layers.length === 0) return false;
  return outline.dataset !== null || outline.inputs.length > 0 || outline.outputs.length > 0;
}
