/** Small edits of a JSON text as data: insert, remove and rename a property, lengthen and shorten a list. */

import type { Fix, TextEdit } from '../problems';
import { type ArrayNode, itemCount, itemRange, type JsonNode, type NumbersNode, type ObjectNode } from './tree';

/** Adds a property after the last one of an object; undefined where the node is no object. */
export function insertProperty(text: string, owner: JsonNode, key: string, value: unknown): Fix | undefined {
  if (owner.type !== 'object') return undefined;
  const json = spacedJson(value);
  return {
    title: `Add ${json.length < 60 ? `"${key}": ${json}` : `"${key}"`}`,
    edits: [insertion(text, owner, `"${key}": ${json}`)],
  };
}

/** A value on one line, with blanks as people write them: `{ "type": "adam", "l2": 0 }`, `[0, 1]`. */
export function spacedJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(spacedJson).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const properties = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}: ${spacedJson(item)}`);
  return properties.length === 0 ? '{}' : `{ ${properties.join(', ')} }`;
}

function insertion(text: string, owner: ObjectNode, property: string): TextEdit {
  const last = owner.properties[owner.properties.length - 1];
  if (!last) return { offset: owner.offset + 1, length: 0, text: ` ${property} ` };
  const end = last.value.offset + last.value.length;
  // On a line of its own where the last property has one, as far in as that.
  const lineStart = text.lastIndexOf('\n', last.keyRange.offset);
  const before = text.slice(text[lineStart - 1] === '\r' ? lineStart - 1 : lineStart, last.keyRange.offset);
  const indent = lineStart >= 0 && before.trim() === '' ? before : ' ';
  return { offset: end, length: 0, text: `,${indent}${property}` };
}

/** Removes a property with the comma that belongs to it. */
export function removeProperty(text: string, owner: ObjectNode, key: string): TextEdit {
  const index = owner.properties.findLastIndex((property) => property.key === key);
  const property = owner.properties[index];
  const previous = owner.properties[index - 1];
  const next = owner.properties[index + 1];
  const start = next || !previous ? property.keyRange.offset : previous.value.offset + previous.value.length;
  const end = next ? next.keyRange.offset : property.value.offset + property.value.length;
  const trailing = next || previous ? '' : (/^\s*,/.exec(text.slice(end))?.[0] ?? '');
  return { offset: start, length: end + trailing.length - start, text: '' };
}

/** Adds items, given as text, to the end of a list. */
export function appendItems(node: ArrayNode | NumbersNode, items: readonly string[]): TextEdit {
  const count = itemCount(node);
  if (count === 0) return { offset: node.offset + 1, length: 0, text: items.join(', ') };
  const last = itemRange(node, count - 1);
  return { offset: last.offset + last.length, length: 0, text: items.map((item) => `, ${item}`).join('') };
}

/** Removes all items from a list but the first `keep`, at least 1. */
export function dropItems(node: ArrayNode | NumbersNode, keep: number): TextEdit {
  const first = itemRange(node, keep - 1);
  const last = itemRange(node, itemCount(node) - 1);
  const start = first.offset + first.length;
  return { offset: start, length: last.offset + last.length - start, text: '' };
}
