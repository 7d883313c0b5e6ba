/** Which networks read a data file. */
import * as vscode from 'vscode';
import { formatOf } from '../../document/dataset/paths';
import { NetworkDocuments } from './networkDocuments';

/** More networks than this are not looked at. */
const MOST_NETWORKS = 200;

export function isDataFile(uri: vscode.Uri): boolean {
  return !NetworkDocuments.isNetwork(uri) && formatOf(uri.path) !== undefined;
}

/** The networks of the workspace, and those open, whose data stand in this file. */
export async function networksReading(data: vscode.Uri, documents: NetworkDocuments): Promise<vscode.Uri[]> {
  const found = await vscode.workspace.findFiles('**/*.nn.json', '**/node_modules/**', MOST_NETWORKS);
  const open = vscode.workspace.textDocuments.map(({ uri }) => uri).filter((uri) => NetworkDocuments.isNetwork(uri));
  const candidates = new Map([...found, ...open].map((uri) => [uri.toString(), uri]));
  const states = await Promise.all([...candidates.values()].map((uri) => documents.get(uri)));
  return states.filter(({ dataUri }) => dataUri?.toString() === data.toString()).map(({ uri }) => uri);
}
