/** `backprop.newNetwork`: a sample with its data, or an empty network, into a folder of the workspace. */
import * as vscode from 'vscode';
import { samples } from '../../document/samples';
import type { CommandId } from '../commandIds';
import type { Host } from '../host';
import { Dismissed, pick } from './ask';
import { type NewFile, writeNetwork } from './copySample';
import { oneOf, optional, parseUri, required, text } from './input';
import type { Handler } from './registry';

const EMPTY = 'empty';

const names = [...samples.map(({ name }) => name), EMPTY];

export const newNetworkCommand = {
  /** `{ sample, folder? }`; resolves with the URI of the network that was written. Without `sample`, asks and opens it. */
  'backprop.newNetwork': async (host, call) => {
    const name = call.input ? required(call.input, 'sample', oneOf(names)) : await askSample();
    const folder = (call.input && optional(call.input, 'folder', text)) ?? null;
    const uri = await create(host, name, folder === null ? await targetFolder() : parseUri(folder));
    host.active.use(uri);
    if (!call.input) await vscode.window.showTextDocument(uri, { preview: false });
    return { uri: uri.toString() };
  },
} satisfies Partial<Record<CommandId, Handler>>;

async function create(host: Host, name: string, folder: vscode.Uri): Promise<vscode.Uri> {
  const sample = samples.find((candidate) => candidate.name === name);
  if (!sample) return writeNetwork(folder, emptyNetwork, null);
  const data = sample.data === null ? null : await readSample(host, sample.data);
  return writeNetwork(folder, await readSample(host, sample.file), data);
}

async function readSample({ extensionUri }: Host, name: string): Promise<NewFile> {
  const uri = vscode.Uri.joinPath(extensionUri, 'media', 'samples', name);
  return { name, bytes: await vscode.workspace.fs.readFile(uri) };
}

async function askSample(): Promise<string> {
  const items = samples.map(({ name, title, description }) => ({ label: title, detail: description, name }));
  const empty = { label: 'Empty network', detail: 'A frame to fill in: data, layers, loss.', name: EMPTY };
  return (await pick([...items, empty], 'What is to start from?')).name;
}

async function targetFolder(): Promise<vscode.Uri> {
  const folders = vscode.workspace.workspaceFolders ?? [];
  if (folders.length === 1) return folders[0].uri;
  if (folders.length > 1) {
    const chosen = await vscode.window.showWorkspaceFolderPick({ placeHolder: 'Where is it to be put?' });
    if (!chosen) throw new Dismissed();
    return chosen.uri;
  }
  const chosen = await vscode.window.showOpenDialog({
    title: 'Folder for the New Network',
    openLabel: 'Put It Here',
    canSelectFolders: true,
    canSelectFiles: false,
  });
  if (!chosen?.[0]) throw new Dismissed();
  return chosen[0];
}

const emptyNetwork: NewFile = {
  name: 'network.nn.json',
  bytes: new TextEncoder().encode(`{
  // Data may stand in a file beside this one instead: "dataset": "data.csv".
  "dataset": {
    "columns": ["x", "y"],
    "rows": [[0, 0], [1, 1]]
  },
  "inputs": ["x"],
  "outputs": ["y"],
  "layers": [
    { "units": 2, "activation": "tanh", "init": "xavierUniform" },
    { "units": 1, "activation": "identity", "init": "xavierUniform" }
  ],
  "loss": "ssr",
  "optimizer": { "type": "gradientDescent", "learningRate": 0.1 },
  "training": { "updates": 100 }
}
`),
};
