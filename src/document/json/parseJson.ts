/** Text to a JSON tree, as much as can be read of it: built from jsonc-parser's visitor, which forgives. */

import { visit } from 'jsonc-parser';
import type { Range } from '../problems';
import type { JsonError, JsonNode, JsonText, LiteralNode, Property } from './tree';

interface ObjectFrame {
  readonly type: 'object';
  readonly offset: number;
  readonly properties: Property[];
  pending: Omit<Property, 'value'> | null;
}

/** Numbers are collected apart until something else turns up among them. */
interface ArrayFrame {
  readonly type: 'array';
  readonly offset: number;
  readonly items: JsonNode[];
  values: number[];
  offsets: number[];
  ends: number[];
}

type Frame = ObjectFrame | ArrayFrame;

/** jsonc-parser's ParseErrorCode.InvalidSymbol: its const enum cannot be read with isolated modules. */
export const INVALID_SYMBOL = 1;
export const VALUE_EXPECTED = 4;
export const TOO_DEEP = 0;

/** No network nests deeper; what is deeper is left out of the tree. */
const MAX_DEPTH = 32;

/** Reads as much as there is: a text with errors gives the tree of what could be read, and never throws. */
export function parseJson(text: string): JsonText {
  const builder = new TreeBuilder(text);
  const { errors } = builder;
  try {
    visit(
      // A byte-order mark counts as a blank: offsets stay what they are.
      text.startsWith('\uFEFF') ? ` ${text.slice(1)}` : text,
      {
        onObjectBegin: (offset) => builder.open({ type: 'object', offset, properties: [], pending: null }),
        onObjectProperty: (key, offset, length) => builder.key(key, { offset, length }),
        onObjectEnd: (offset, length) => builder.close(offset + length),
        onArrayBegin: (offset) => builder.open({ type: 'array', offset, items: [], values: [], offsets: [], ends: [] }),
        onArrayEnd: (offset, length) => builder.close(offset + length),
        onLiteralValue: (value: string | number | boolean | null, offset, length) =>
          builder.value(value, offset, length),
        onError: (code, offset, length) => builder.error(code, offset, length),
      },
      { allowTrailingComma: true },
    );
  } catch (error) {
    // The parser is recursive: some thousand brackets one in another exhaust the stack.
    if (!(error instanceof RangeError)) throw error;
    errors.push({ code: TOO_DEEP, offset: 0, length: Math.min(1, text.length) });
  }
  return { text, root: builder.finish(), errors };
}

class TreeBuilder {
  readonly errors: JsonError[] = [];
  readonly #text: string;
  readonly #stack: Frame[] = [];
  #root: JsonNode | null = null;
  /** Where the last number or unknown word ended: what follows without a gap belongs to it. */
  #wordEnd = -1;

  constructor(text: string) {
    this.#text = text;
  }

  open(frame: Frame): boolean {
    this.#stack.push(frame);
    return this.#stack.length < MAX_DEPTH;
  }

  close(end: number): void {
    const frame = this.#stack.pop();
    // Behind a comment that is never closed jsonc-parser is one character beyond the text.
    if (frame) this.#place(finished(frame, Math.min(end, this.#text.length) - frame.offset));
  }

  key(key: string, keyRange: Range): void {
    const frame = this.#stack[this.#stack.length - 1];
    if (frame?.type === 'object') frame.pending = { key, keyRange };
  }

  value(value: string | number | boolean | null, offset: number, length: number): void {
    const frame = this.#stack[this.#stack.length - 1];
    if (typeof value !== 'number') {
      this.#place(literal(value, offset, length));
      return;
    }
    this.#wordEnd = offset + length;
    if (frame?.type === 'array' && frame.items.length === 0) {
      frame.values.push(value);
      frame.offsets.push(offset);
      frame.ends.push(offset + length);
    } else {
      this.#place(literal(value, offset, length));
    }
  }

  /**
   * Records an error. An unknown word (`NaN`, `.5`, `relu` without quotes) takes the place of a value in the tree, as a
   * number that is none or as a text, so that it is reported once and not as a missing value or a short row as well.
   */
  error(code: number, offset: number, length: number): void {
    const end = Math.min(offset + length, this.#text.length);
    offset = Math.min(offset, end);
    if (code !== INVALID_SYMBOL) {
      this.errors.push({ code, offset, length: end - offset });
      return;
    }
    const joined = offset === this.#wordEnd;
    this.#wordEnd = end;
    const last = this.errors[this.errors.length - 1];
    if (joined && last?.code === INVALID_SYMBOL && last.offset + last.length === offset) {
      this.errors[this.errors.length - 1] = { ...last, length: end - last.offset };
      return;
    }
    this.errors.push({ code, offset, length: end - offset });
    if (joined) return;
    const word = this.#text.slice(offset, end);
    this.#place(literal(/^([-+.\d]|nan|inf)/i.test(word) ? NaN : word, offset, end - offset));
  }

  finish(): JsonNode | null {
    // Brackets that are never closed reach to the end of the text.
    while (this.#stack.length > 0) this.close(this.#text.length);
    return this.#root;
  }

  #place(node: JsonNode): void {
    const frame = this.#stack[this.#stack.length - 1];
    if (!frame) {
      this.#root ??= node;
    } else if (frame.type === 'array') {
      becomeItems(frame);
      frame.items.push(node);
    } else if (frame.pending) {
      frame.properties.push({ ...frame.pending, value: node });
      frame.pending = null;
    }
  }
}

/** An array that turns out to hold more than numbers: what was read so far becomes items. */
function becomeItems(frame: ArrayFrame): void {
  for (let i = 0; i < frame.values.length; i++) {
    const offset = frame.offsets[i];
    frame.items.push({ type: 'number', value: frame.values[i], offset, length: frame.ends[i] - offset });
  }
  frame.values = [];
}

function finished(frame: Frame, length: number): JsonNode {
  const { offset } = frame;
  if (frame.type === 'object') return { type: 'object', offset, length, properties: frame.properties };
  if (frame.values.length === 0) return { type: 'array', offset, length, items: frame.items };
  return { type: 'numbers', offset, length, values: frame.values, offsets: frame.offsets, ends: frame.ends };
}

function literal(value: string | number | boolean | null, offset: number, length: number): LiteralNode {
  if (value === null) return { type: 'null', value, offset, length };
  if (typeof value === 'string') return { type: 'string', value, offset, length };
  if (typeof value === 'number') return { type: 'number', value, offset, length };
  return { type: 'boolean', value, offset, length };
}
