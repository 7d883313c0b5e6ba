/** JSON with comments as a tree with exact places, in which an array of numbers is one node, however long it is. */

import type { Path, Range } from '../problems';

export { parseJson } from './parseJson';

export interface Property {
  readonly key: string;
  /** The key with its quotes. */
  readonly keyRange: Range;
  readonly value: JsonNode;
}

export interface ObjectNode extends Range {
  readonly type: 'object';
  readonly properties: readonly Property[];
}

/** An array that is empty or in which something is not a number. */
export interface ArrayNode extends Range {
  readonly type: 'array';
  readonly items: readonly JsonNode[];
}

/**
 * An array of nothing but numbers, at least one: item i stands at `offsets[i]` up to `ends[i]`. Typed arrays where a worker
 * has parsed the text.
 */
export interface NumbersNode extends Range {
  readonly type: 'numbers';
  readonly values: ArrayLike<number>;
  readonly offsets: ArrayLike<number>;
  readonly ends: ArrayLike<number>;
}

export interface StringNode extends Range {
  readonly type: 'string';
  readonly value: string;
}

export interface NumberNode extends Range {
  readonly type: 'number';
  readonly value: number;
}

export interface BooleanNode extends Range {
  readonly type: 'boolean';
  readonly value: boolean;
}

export interface NullNode extends Range {
  readonly type: 'null';
  readonly value: null;
}

export type LiteralNode = StringNode | NumberNode | BooleanNode | NullNode;
export type JsonNode = ObjectNode | ArrayNode | NumbersNode | LiteralNode;

export interface JsonError extends Range {
  /** jsonc-parser's ParseErrorCode, or 0: nested deeper than the parser can follow. */
  readonly code: number;
}

export interface JsonText {
  readonly text: string;
  /** null where there is no value at all. */
  readonly root: JsonNode | null;
  readonly errors: readonly JsonError[];
}

/** The value that a node stands for; the numbers of a `numbers` node are shared where they can be. */
export function plainValue(node: JsonNode): unknown {
  if (node.type === 'numbers') return Array.isArray(node.values) ? node.values : Array.from(node.values);
  if (node.type === 'array') return node.items.map(plainValue);
  if (node.type !== 'object') return node.value;
  // Without a prototype, so that a property called __proto__ or toString is a property like any other.
  const value = Object.create(null) as Record<string, unknown>;
  for (const property of node.properties) value[property.key] = plainValue(property.value);
  return value;
}

export function itemCount(node: ArrayNode | NumbersNode): number {
  return node.type === 'numbers' ? node.values.length : node.items.length;
}

/** Item i of an array, made on demand for numbers; undefined beyond its end. */
export function itemAt(node: ArrayNode | NumbersNode, index: number): JsonNode | undefined {
  if (node.type === 'array') return node.items[index];
  if (!(index in node.values)) return undefined;
  return { type: 'number', value: node.values[index], ...itemRange(node, index) };
}

export function itemRange(node: ArrayNode | NumbersNode, index: number): Range {
  if (node.type === 'array') return node.items[index];
  return { offset: node.offsets[index], length: node.ends[index] - node.offsets[index] };
}

export function isArray(node: JsonNode | undefined): node is ArrayNode | NumbersNode {
  return node?.type === 'array' || node?.type === 'numbers';
}

/** The last property of that name, as JavaScript reads duplicates; undefined where the node is no object or lacks it. */
export function propertyOf(node: JsonNode | null | undefined, key: string): Property | undefined {
  return node?.type === 'object' ? node.properties.findLast((property) => property.key === key) : undefined;
}

/** The node at a path; undefined where there is none. */
export function nodeAtPath(root: JsonNode | null, path: Path): JsonNode | undefined {
  let node: JsonNode | undefined = root ?? undefined;
  for (const step of path) {
    if (!node) return undefined;
    if (typeof step === 'string') node = propertyOf(node, step)?.value;
    else node = isArray(node) ? itemAt(node, step) : undefined;
  }
  return node;
}
