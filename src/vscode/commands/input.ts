/** What a command was called with: a network first, which may be left out, then one JSON object; all from outside, so checked. */
import * as vscode from 'vscode';
import type { Input } from './fields';

export * from './fields';

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
