/** `backprop.loadDataset`: which file a network learns from, and which of its columns go in and come out. */
import * as vscode from 'vscode';
import { type DatasetOptions, parseDataset } from '../../document/dataset/parseDataset';
import { type ColumnSummary, summarizeColumn, summaryWords } from '../../document/dataset/statistics';
import { readOutline } from '../../document/outline';
import { parseJson } from '../../document/json/tree';
import type { CommandId } from '../commandIds';
import { dataExtensions, findDataFiles, relativePath } from '../dataFiles';
import { fileName } from '../problemText';
import { applyEdits } from './applyEdits';
import { pick, pickMany } from './ask';
import { required, text, texts } from './input';
import { networkOf } from './network';
import type { Handler } from './registry';
import { difference, withProperty } from './textChanges';

interface Choice {
  /** Relative to the network file. */
  readonly path: string;
  readonly delimiter: string | undefined;
  readonly inputs: readonly ColumnSummary[];
  readonly outputs: readonly ColumnSummary[];
}

export const datasetCommand = {
  /** `{ file, inputs, outputs }`: a path relative to the network file, and column names. One undo takes it back. */
  'backprop.loadDataset': async (host, call) => {
    const uri = await networkOf(host, call);
    const document = await vscode.workspace.openTextDocument(uri);
    const choice = await (call.input
      ? chosen(uri, required(call.input, 'file', text), {
          inputs: required(call.input, 'inputs', texts),
          outputs: required(call.input, 'outputs', texts),
        })
      : ask(uri, document.getText()));
    const before = document.getText();
    const edit = difference(before, withDataset(before, choice));
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
  network: vscode.Uri,
  path: string,
  names: { readonly inputs: readonly string[]; readonly outputs: readonly string[] },
): Promise<Choice> {
  const { columns, delimiter } = await readColumns(vscode.Uri.joinPath(network, '..', path));
  const byName = (name: string) => {
    const column = columns.find((candidate) => candidate.name === name);
    const known = columns.map((candidate) => candidate.name).join(', ');
    if (!column) throw new Error(`${path} has no column '${name}'. Its columns are ${known}.`);
    return column;
  };
  return { path, delimiter, inputs: names.inputs.map(byName), outputs: names.outputs.map(byName) };
}

async function ask(network: vscode.Uri, networkText: string): Promise<Choice> {
  const files = (await findDataFiles(network)).map((uri) => ({ label: relativePath(network.path, uri.path), uri }));
  if (files.length === 0) {
    throw new Error(
      `The workspace has no data file: put one that ends in ${dataExtensions.join(', ')} into its folder.`,
    );
  }
  const file = await pick(files, 'Which file is to be learned from?');
  const { columns, delimiter } = await readColumns(file.uri);
  const items = columns.map((column, index) => ({
    label: column.name,
    description: summaryWords(column),
    column,
    picked: isLikelyInput(columns, index, networkText),
  }));
  const inputs = await pickMany(items, 'Inputs: the columns that a prediction is made from');
  const rest = items.filter((item) => !inputs.includes(item)).map((item) => ({ ...item, picked: true }));
  const outputs = await pickMany(rest, 'Outputs: the columns that are to be predicted');
  const picked = (list: typeof inputs) => list.map(({ column }) => column);
  return { path: file.label, delimiter, inputs: picked(inputs), outputs: picked(outputs) };
}

/** The network's own inputs, where the file has any of these; else every column but the last. */
function isLikelyInput(columns: readonly ColumnSummary[], index: number, networkText: string): boolean {
  const own = readOutline(parseJson(networkText).root)?.inputs.map(({ column }) => column) ?? [];
  const known = columns.some(({ name }) => own.includes(name));
  return known ? own.includes(columns[index].name) : index < columns.length - 1;
}

/** @throws Error with the first problem where the file cannot be read as a table */
async function readColumns(uri: vscode.Uri): Promise<{ columns: ColumnSummary[]; delimiter: string | undefined }> {
  const bytes = await vscode.workspace.fs.readFile(uri);
  const read = (options: DatasetOptions) => parseDataset(bytes, fileName(uri), options);
  const first = read({});
  const delimiter = first.meantDelimiter;
  const { table, problems } = delimiter === undefined ? first : read({ delimiter });
  if (!table || table.columns.length === 0) {
    throw new Error(problems[0]?.message ?? `${fileName(uri)} has no columns.`);
  }
  return { columns: table.columns.map((_, index) => summarizeColumn(table, index)), delimiter };
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
  return withProperty(withProperty(after, 'inputs', inputs.map(reference)), 'outputs', outputs.map(reference));
}

/** Text goes in as one column of 0 and 1 per category. */
function reference({ name, type }: ColumnSummary): string | { column: string; oneHot: true } {
  return type === 'text' ? { column: name, oneHot: true } : name;
}
