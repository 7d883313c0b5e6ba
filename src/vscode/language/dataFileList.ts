/** The data files that a network could read: what completion offers, and what a path that leads nowhere may have meant. */
import * as vscode from 'vscode';
import { formatOf } from '../../document/dataset/paths';
import type { DataFile } from '../../document/language/completion';
import { findDataFiles, relativePath } from '../dataFiles';

/** Larger files are listed without a look into them. */
const MOST_BYTES = 20_000;

/** Their paths, looked up once until some file changes. */
export class DataFileList {
  readonly #paths = new Map<string, Promise<readonly string[]>>();

  /** Relative to the network. Never rejects. */
  of(network: vscode.Uri): Promise<readonly string[]> {
    const key = network.toString();
    const paths = this.#paths.get(key) ?? pathsFor(network);
    this.#paths.set(key, paths);
    return paths;
  }

  forget(): void {
    this.#paths.clear();
  }
}

async function pathsFor(network: vscode.Uri): Promise<readonly string[]> {
  try {
    return (await readableDataFiles(network)).map(({ path }) => path);
  } catch {
    // A workspace that cannot be searched has none to offer.
    return [];
  }
}

/** The data files of the workspace folder, those that are no tables by their first bytes left out. */
export async function readableDataFiles(network: vscode.Uri): Promise<DataFile[]> {
  const files = await findDataFiles(network);
  const listed = files.map(async (uri): Promise<DataFile | null> => {
    const path = relativePath(network.path, uri.path);
    const { size } = await vscode.workspace.fs.stat(uri);
    if (size === 0) return null;
    if (size > MOST_BYTES) return { path, detail: `${Math.ceil(size / 1000)} kB` };
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
    if (text.includes('\0')) return null;
    // A .json file may be anything: only a list, or columns with rows, are data.
    const isTable = formatOf(uri.path)?.kind !== 'json' || /^\s*\[|"rows"\s*:/.test(text);
    return isTable ? { path, detail: firstLine(text) } : null;
  });
  const settled = await Promise.allSettled(listed);
  return settled.flatMap((result) => (result.status === 'fulfilled' && result.value ? result.value : []));
}

function firstLine(text: string): string {
  const line = text.trimStart().split(/[\r\n]/, 1)[0];
  return line.length > 60 ? `${line.slice(0, 59)}…` : line;
}
