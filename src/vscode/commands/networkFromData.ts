/** `backprop.newNetworkFromData`: a network for a data file, written beside it. */
import * as vscode from 'vscode';
import type { ColumnSummary } from '../../document/dataset/statistics';
import { networkText } from '../../document/proposal';
import type { CommandId } from '../commandIds';
import { isDataFile } from '../language/readers';
import { fileName } from '../problemText';
import { writeNetwork } from './copySample';
import { type Input, required, texts } from './input';
import { askColumns, askFile } from './loadDataset';
import type { Handler } from './registry';

export const networkFromDataCommand = {
  /**
   * The data file as a URI, then `{ inputs, outputs }`: column names. Resolves with the URI of the network, which gets a
   * number where its name is taken. What is missing is asked for, and then the network is opened.
   */
  'backprop.newNetworkFromData': async (host, call) => {
    const data = call.uri ?? (await chooseData());
    if (!isDataFile(data)) throw new Error(`${fileName(data)} is not a data file.`);
    const { columns, delimiter } = await host.documents.columns(data);
    const { inputs, outputs } = call.input ? named(columns, call.input) : await askColumns(columns);
    const path = fileName(data);
    const text = networkText({ path, delimiter, inputs, outputs });
    const name = `${path.slice(0, path.lastIndexOf('.'))}.nn.json`;
    const folder = vscode.Uri.joinPath(data, '..');
    const uri = await writeNetwork(folder, { name, bytes: new TextEncoder().encode(text) }, null);
    host.active.use(uri);
    if (!call.input) await vscode.window.showTextDocument(uri, { preview: false });
    return { uri: uri.toString() };
  },
} satisfies Partial<Record<CommandId, Handler>>;

async function chooseData(): Promise<vscode.Uri> {
  const folder = vscode.workspace.workspaceFolders?.at(0);
  if (!folder) throw new Error('Open a folder that has a data file in it.');
  return (await askFile(vscode.Uri.joinPath(folder.uri, 'network.nn.json'))).uri;
}

function named(
  columns: readonly ColumnSummary[],
  input: Input,
): { inputs: readonly ColumnSummary[]; outputs: readonly ColumnSummary[] } {
  const byName = (name: string): ColumnSummary => {
    const column = columns.find((candidate) => candidate.name === name);
    const known = columns.map((candidate) => candidate.name).join(', ');
    if (!column) throw new Error(`There is no column '${name}'. The columns are ${known}.`);
    return column;
  };
  const list = (key: 'inputs' | 'outputs'): ColumnSummary[] => {
    const names = required(input, key, texts);
    if (names.length === 0) throw new Error(`'${key}' is empty: a network has at least one.`);
    return names.map(byName);
  };
  return { inputs: list('inputs'), outputs: list('outputs') };
}
