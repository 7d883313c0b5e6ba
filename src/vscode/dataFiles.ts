/** The data files of a workspace, as paths relative to a network. */
import * as vscode from 'vscode';
import { datasetFormats } from '../document/dataset/paths';

/** Files offered at most. */
const LISTED = 200;

export const dataExtensions = Object.keys(datasetFormats).map((extension) => `.${extension}`);

/** In the network's workspace folder, else in all of them; JSON files that are no data by their names left out. */
export async function findDataFiles(network: vscode.Uri): Promise<vscode.Uri[]> {
  const folder = vscode.workspace.getWorkspaceFolder(network);
  const glob = `**/*{${dataExtensions.join(',')}}`;
  const files = await vscode.workspace.findFiles(
    folder ? new vscode.RelativePattern(folder, glob) : glob,
    '**/{node_modules,.git,.vscode,dist,out}/**',
    LISTED,
  );
  return files
    .filter((uri) => !/\.nn\.json$|\/(package|package-lock|tsconfig)\.json$/.test(uri.path))
    .sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** From the folder of one file to another file. */
export function relativePath(from: string, to: string): string {
  const folder = from.split('/').slice(0, -1);
  const target = to.split('/');
  let common = 0;
  while (common < folder.length && common < target.length - 1 && folder[common] === target[common]) common++;
  return [...folder.slice(common).map(() => '..'), ...target.slice(common)].join('/');
}
