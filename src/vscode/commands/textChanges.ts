/** Changes of a network file's text that leave comments, order and everything else as they are. */
import { insertProperty } from '../../document/json/edits';
import { parseJson, propertyOf } from '../../document/json/tree';
import type { TextEdit } from '../../document/problems';

/** The text with a property of its outermost object set; comments and the other properties stay as they are. */
export function withProperty(text: string, key: string, value: unknown): string {
  const { root } = parseJson(text);
  const node = propertyOf(root, key)?.value;
  if (node) return replaced(text, { offset: node.offset, length: node.length, text: spacedJson(value) });
  const added = root && insertProperty(text, root, key, value)?.edits.at(0);
  if (!added) throw new Error('The file is not a JSON object.');
  return replaced(text, added);
}

/** What differs between two versions of a text, as one edit; null where nothing does. */
export function difference(before: string, after: string): TextEdit | null {
  if (before === after) return null;
  const limit = Math.min(before.length, after.length);
  let start = 0;
  while (start < limit && before[start] === after[start]) start++;
  let end = 0;
  while (end < limit - start && before[before.length - 1 - end] === after[after.length - 1 - end]) end++;
  return { offset: start, length: before.length - end - start, text: after.slice(start, after.length - end) };
}

export function replaced(text: string, { offset, length, text: inserted }: TextEdit): string {
  return text.slice(0, offset) + inserted + text.slice(offset + length);
}

/** On one line, with spaces as people write them: `["dose", "time"]`, `{ "file": "a.csv" }`. */
function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`);
  return `{ ${properties.join(', ')} }`;
}
