// Networks for the tests inside VS Code: each test writes its own files into the workspace.
import * as vscode from 'vscode';

export const articleLayers = [
  { activation: 'softplus', weights: [[3.34], [-3.53]], biases: [-1.43, 0.57] },
  { activation: 'identity', weights: [[0.36, 0.63]], biases: [0] },
];

export const article = {
  dataset: 'dosage-test.csv',
  inputs: ['dose'],
  outputs: ['effectiveness'],
  layers: articleLayers,
  loss: 'ssr',
  optimizer: { type: 'gradientDescent', learningRate: 0.1 },
  training: { batchSize: 'full', updates: 1000 },
};

export const articleData = 'dose,effectiveness\n0,0\n0.5,1\n1,0\n';

export function workspaceFile(name: string): vscode.Uri {
  const folder = vscode.workspace.workspaceFolders?.[0];
  if (!folder) throw new Error('The tests need a workspace folder.');
  return vscode.Uri.joinPath(folder.uri, name);
}

export async function writeFile(name: string, text: string): Promise<vscode.Uri> {
  const uri = workspaceFile(name);
  await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text));
  return uri;
}

export async function readFile(uri: vscode.Uri): Promise<string> {
  return new TextDecoder().decode(await vscode.workspace.fs.readFile(uri));
}

/** Each file of tests is a bundle with a counter of its own. */
const run = Date.now().toString(36);
let count = 0;

/** A new network file with the article's network, changed as asked, beside its data. */
export async function newArticle(change: object = {}): Promise<vscode.Uri> {
  await writeFile(article.dataset, articleData);
  return writeFile(`test-${run}-${++count}.nn.json`, JSON.stringify({ ...article, ...change }, null, 2));
}

/** Calls a command as another extension would: what goes in and comes out is JSON. */
export async function execute<T>(command: string, ...args: unknown[]): Promise<T> {
  const result: unknown = await vscode.commands.executeCommand(`backprop.${command}`, ...args);
  return (result === undefined ? undefined : JSON.parse(JSON.stringify(result))) as T;
}

/** Waits until something holds: editors, panels and diagnostics follow a moment later. */
export async function until(holds: () => boolean | Promise<boolean>, what: string, timeout = 5000): Promise<void> {
  const end = Date.now() + timeout;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

export const closeEditors = (): Thenable<unknown> => vscode.commands.executeCommand('workbench.action.closeAllEditors');

export function panelTabs(): vscode.Tab[] {
  const tabs = vscode.window.tabGroups.all.flatMap((group) => group.tabs);
  return tabs.filter(
    ({ input }) => input instanceof vscode.TabInputWebview && input.viewType.includes('backprop.panel'),
  );
}
