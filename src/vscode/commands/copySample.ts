/** A network and its data put into a folder, without ever overwriting a file. */
import * as vscode from 'vscode';
import { parseNetwork } from '../../document/parse';
import { replaced } from './textChanges';

export interface NewFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/**
 * Writes the network, and its data where it refers to a file of them. Names that are taken get a number, `dosage-2.nn.json`;
 * a data file with the same content that is there already is used as it is.
 */
export async function writeNetwork(folder: vscode.Uri, network: NewFile, data: NewFile | null): Promise<vscode.Uri> {
  let text = new TextDecoder().decode(network.bytes);
  if (data) {
    const name = await writeUnlessSame(folder, data);
    text = withDataset(text, name);
  }
  const uri = await freeUri(folder, network.name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

function withDataset(text: string, name: string): string {
  const dataset = parseNetwork(text).outline?.dataset;
  if (dataset?.kind !== 'file' || dataset.path === name) return text;
  return replaced(text, { ...dataset.pathRange, text: JSON.stringify(name) });
}

async function writeUnlessSame(folder: vscode.Uri, { name, bytes }: NewFile): Promise<string> {
  const there = await read(vscode.Uri.joinPath(folder, name));
  if (there && sameBytes(there, bytes)) return name;
  const uri = await freeUri(folder, name);
  await vscode.workspace.fs.writeFile(uri, bytes);
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** The first of `dosage.nn.json`, `dosage-2.nn.json`, … that is not taken. */
async function freeUri(folder: vscode.Uri, name: string): Promise<vscode.Uri> {
  const dot = name.indexOf('.');
  for (let number = 1; ; number++) {
    const tried = number === 1 ? name : `${name.slice(0, dot)}-${number}${name.slice(dot)}`;
    const uri = vscode.Uri.joinPath(folder, tried);
    if (!(await exists(uri))) return uri;
  }
}

async function exists(uri: vscode.Uri): Promise<boolean> {
  try {
    await vscode.workspace.fs.stat(uri);
    return true;
  } catch (error) {
    if (error instanceof vscode.FileSystemError && error.code !== 'FileNotFound') throw error;
    return false;
  }
}

async function read(uri: vscode.Uri): Promise<Uint8Array | null> {
  return (await exists(uri)) ? vscode.workspace.fs.readFile(uri) : null;
}

function sameBytes(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && a.every((byte, i) => byte === b[i]);
}
