/** Finds the network files of the workspace and of VS Code's dialogs. */
import * as vscode from 'vscode';

/** The workspace's networks, sorted by path. */
export async function findNetworks(limit: number): Promise<vscode.Uri[]> {
  const files = await vscode.workspace.findFiles('**/*.nn.json', '**/{node_modules,.git,dist,out}/**', limit);
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** VS Code's file dialog for a network; undefined where it was closed. */
export async function chooseNetworkFile(): Promise<vscode.Uri | undefined> {
  const chosen = await vscode.window.showOpenDialog({
    title: 'Open Network File',
    filters: { 'Networks (.nn.json)': ['nn.json', 'json'] },
  });
  return chosen?.at(0);
}
