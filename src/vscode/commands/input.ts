/** What a command was called with: a network first, which may be left out, then one JSON object; all from outside, so checked. */
import * as vscode from 'vscode';

export type Input = Readonly<Record<string, unknown>>;

export interface Call {
  /** The network named by the caller; undefined: the active one. */
  readonly uri: vscode.Uri | undefined;
  /** undefined: called without arguments, as from the palette: what is needed is asked for. */
  readonly input: Input | undefined;
}

/** Takes `(uri?, input?)` apart. The URI may be a vscode.Uri, its JSON form, a string, or a path in the workspace. */
export function parseCall(args: readonly unknown[]): Call {
  const [first, second] = args;
  if (first == null) return { uri: undefined, input: parseInput(second) };
  if (typeof first === 'string') return { uri: parseUri(first), input: parseInput(second) };
  if (isUriLike(first)) return { uri: vscode.Uri.from(first), input: parseInput(second) };
  return { uri: undefined, input: parseInput(first) };
}

function parseInput(value: unknown): Input | undefined {
  // Menus pass their context as a second argument: arrays and what has a groupId are not input.
  if (value == null || Array.isArray(value)) return undefined;
  if (typeof value !== 'object')
    throw new Error(`The arguments must be a JSON object; found ${JSON.stringify(value)}.`);
  return 'groupId' in value ? undefined : (value as Input);
}

export function parseUri(text: string): vscode.Uri {
  if (/^[a-z][a-z0-9+.-]+:\//i.test(text)) return vscode.Uri.parse(text, true);
  if (/^(\/|[a-z]:[\\/])/i.test(text)) return vscode.Uri.file(text);
  const folder = vscode.workspace.workspaceFolders?.at(0);
  if (!folder) throw new Error(`'${text}' is a path inside a workspace folder, and none is open.`);
  return vscode.Uri.joinPath(folder.uri, text);
}

function isUriLike(value: unknown): value is vscode.Uri {
  return typeof value === 'object' && value !== null && 'scheme' in value && 'path' in value;
}

/** Checks one field; `undefined` where it is missing. */
export type FieldRule<T> = { readonly wanted: string; readonly accepts: (value: unknown) => value is T };

export const finiteNumber: FieldRule<number> = {
  wanted: 'a number',
  accepts: (value): value is number => typeof value === 'number' && Number.isFinite(value),
};

export const wholeNumber: FieldRule<number> = {
  wanted: 'a whole number, 0 or more',
  accepts: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 0,
};

export const countingNumber: FieldRule<number> = {
  wanted: 'a whole number, 1 or more',
  accepts: (value): value is number => typeof value === 'number' && Number.isSafeInteger(value) && value >= 1,
};

export const text: FieldRule<string> = {
  wanted: 'a text',
  accepts: (value): value is string => typeof value === 'string' && value !== '',
};

export const texts: FieldRule<string[]> = {
  wanted: 'a list of texts',
  accepts: (value): value is string[] => Array.isArray(value) && value.every((item) => typeof item === 'string'),
};

export const object: FieldRule<Input> = {
  wanted: 'an object',
  accepts: (value): value is Input => typeof value === 'object' && value !== null && !Array.isArray(value),
};

export const truth: FieldRule<boolean> = {
  wanted: 'true or false',
  accepts: (value): value is boolean => typeof value === 'boolean',
};

/** One of a few words. */
export function oneOf<T extends string>(words: readonly T[]): FieldRule<T> {
  return {
    wanted: words.map((word) => `'${word}'`).join(' or '),
    accepts: (value): value is T => words.some((word) => word === value),
  };
}

/** @throws Error with what was expected and what was found */
export function optional<T>(input: Input, name: string, rule: FieldRule<T>): T | undefined {
  const value = input[name];
  if (value === undefined) return undefined;
  if (!rule.accepts(value)) throw new Error(`'${name}' must be ${rule.wanted}; found ${describe(value)}.`);
  return value;
}

/** @throws Error where the field is missing or wrong */
export function required<T>(input: Input, name: string, rule: FieldRule<T>): T {
  const value = optional(input, name, rule);
  if (value === undefined) throw new Error(`'${name}' is missing: it must be ${rule.wanted}.`);
  return value;
}

function describe(value: unknown): string {
  return typeof value === 'number' ? String(value) : JSON.stringify(value);
}
