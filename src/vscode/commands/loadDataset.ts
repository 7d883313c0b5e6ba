/** `backprop.loadDataset`: which file a network learns from, and which of its columns go in and come out. */
import * as vscode from 'vscode';
import { type ColumnSummary, summaryWords } from '../../document/dataset/statistics';
import { readOutline } from '../../document/outline';
import { parseJson } from '../../document/json/tree';
import { columnEntry, featureCount, fits, propose, withProposal } from '../../document/proposal';
import { count } from '../../document/words';
import type { CommandId } from '../commandIds';
import { dataExtensions, findDataFiles, relativePath } from '../dataFiles';
import type { Host } from '../host';
import { applyEdits } from './applyEdits';
import { pick, pickMany } from './ask';
import { optional, required, text, texts, truth } from './input';
import { networkOf } from './network';
import type { Handler } from './registry';
import { difference, withProperty } from './textChanges';

interface Choice {
  /** Relative to the network file. */
  readonly path: string;
  readonly delimiter: string | undefined;
  readonly inputs: readonly ColumnSummary[];
  readonly outputs: readonly ColumnSummary[];
  /** Whether loss and last layer are to be those proposed for the outputs. */
  readonly fit: boolean;
}

export const datasetCommand = {
  /**
   * `{ file, inputs, outputs, fit? }`: a path relative to the network file, and column names; with `fit` also the loss and
   * the last layer that go with the outputs. One undo takes it back.
   */
  'backprop.loadDataset': async (host, call) => {
    const uri = await networkOf(host, call);
    const document = await vscode.workspace.openTextDocument(uri);
    const choice = await (call.input
      ? chosen(host, uri, required(call.input, 'file', text), {
          inputs: required(call.input, 'inputs', texts),
          outputs: required(call.input, 'outputs', texts),
          fit: optional(call.input, 'fit', truth) ?? false,
        })
      : ask(host, uri, document.getText()));
    const before = document.getText();
    const changed = withDataset(before, choice);
    const edit = difference(before, choice.fit ? withFit(changed, choice) : changed);
    if (edit) await applyEdits(document, [edit]);
    host.active.use(uri);
    const names = (columns: readonly ColumnSummary[]) => columns.map(({ name }) => name);
    return {
      uri: uri.toString(),
      dataset: choice.path,
      inputs: names(choice.inputs),
      outputs: names(choice.outputs),
    };
  },
} satisfies Partial<Record<CommandId, Handler>>;

async function chosen(
  host: Host,
  network: vscode.Uri,
  path: string,
  names: { readonly inputs: readonly string[]; readonly outputs: readonly string[]; readonly fit: boolean },
): Promise<Choice> {
  const { columns, delimiter } = await host.documents.columns(vscode.Uri.joinPath(network, '..', path));
  const byName = (name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    const known = columns.map((candidate) => candidate.name).join(', ');
    if (!column) throw new Error(`${path} has no column '${name}'. Its columns are ${known}.`);
    return column;
  };
  return { path, delimiter, inputs: names.inputs.map(byName), outputs: names.outputs.map(byName), fit: names.fit };
}

async function ask(host: Host, network: vscode.Uri, before: string): Promise<Choice> {
  const file = await askFile(network);
  const { columns, delimiter } = await host.documents.columns(file.uri);
  const { inputs, outputs } = await askColumns(columns);
  const proposal = propose(outputs);
  const chosen = { path: file.label, delimiter, inputs, outputs };
  if (fits(before, proposal)) return { ...chosen, fit: false };
  const fit = await pick(
    [
      {
        label: `${proposal.activation} with ${proposal.loss}`,
        description: `${count(proposal.units, 'output neuron')}, recommended`,
        detail: proposal.why,
        fit: true,
      },
      { label: 'Leave loss and layers as they are', description: '', detail: 'To be changed by hand.', fit: false },
    ],
    'Which last activation and loss?',
  );
  return { ...chosen, fit: fit.fit };
}

/** One of the workspace's data files. */
export async function askFile(network: vscode.Uri): Promise<{ label: string; uri: vscode.Uri }> {
  const uris = await findDataFiles(network);
  if (uris.length === 0) {
    throw new Error(
      `The workspace has no data file: put one that ends in ${dataExtensions.join(', ')} into its folder.`,
    );
  }
  const files = uris.map((uri) => ({ label: relativePath(network.path, uri.path), uri }));
  return pick(files, 'Which file is to be learned from?');
}

/** Inputs and outputs, each with its type, its range and its first values; the last column is the output at first. */
export async function askColumns(
  columns: readonly ColumnSummary[],
): Promise<{ inputs: ColumnSummary[]; outputs: ColumnSummary[] }> {
  const item = (column: ColumnSummary, picked: boolean) => ({
    label: column.name,
    description: `${column.type}: ${summaryWords(column)}`,
    detail: `${column.first.join(', ')}${column.rowCount > column.first.length ? ', …' : ''}${column.type === 'text' ? ' · one number per category' : ''}`,
    picked,
    column,
  });
  const last = columns.length - 1;
  const inputs = await pickMany(
    columns.map((column, index) => item(column, index < last && column.type !== 'empty')),
    'Inputs: the columns that a prediction is made from',
  );
  const rest = columns.filter((column) => !inputs.some((chosen) => chosen.column === column));
  const outputs = await pickMany(
    rest.map((column, index) => item(column, index === rest.length - 1)),
    'Outputs: the columns that are to be predicted',
  );
  return { inputs: inputs.map(({ column }) => column), outputs: outputs.map(({ column }) => column) };
}

/** Options that the file had for another dataset, such as `normalize`, stay. */
function withDataset(before: string, { path, delimiter, inputs, outputs }: Choice): string {
  const dataset = readOutline(parseJson(before).root)?.dataset;
  const options = dataset?.kind === 'file' ? before.slice(dataset.range.offset).startsWith('{') : false;
  const value = delimiter === undefined ? path : { file: path, delimiter };
  let after = before;
  if (dataset?.kind === 'file' && options && delimiter === dataset.delimiter) {
    const { offset, length } = dataset.pathRange;
    after = before.slice(0, offset) + JSON.stringify(path) + before.slice(offset + length);
  } else {
    after = withProperty(after, 'dataset', value);
  }
  return withProperty(withProperty(after, 'inputs', inputs.map(columnEntry)), 'outputs', outputs.map(columnEntry));
}

function withFit(before: string, { inputs, outputs }: Choice): string {
  const features = inputs.reduce((sum, input) => sum + featureCount(input), 0);
  return withProposal(before, propose(outputs), features);
}
