/** Completes the names that files and data give: VS Code's JSON support completes what the schema knows. */
import * as vscode from 'vscode';
import { formatOf } from '../../document/dataset/paths';
import { type Completion, completionsAt, type DataFile } from '../../document/language/completion';
import { findDataFiles, relativePath } from '../dataFiles';
import type { NetworkDocuments } from './networkDocuments';
import { TextPositions } from './textPositions';

/** Larger files are listed without a look into them. */
const MOST_BYTES = 20_000;

const kinds: Readonly<Record<Completion['kind'], vscode.CompletionItemKind>> = {
  file: vscode.CompletionItemKind.File,
  column: vscode.CompletionItemKind.Field,
  category: vscode.CompletionItemKind.EnumMember,
  parameter: vscode.CompletionItemKind.Variable,
  snippet: vscode.CompletionItemKind.Snippet,
};

export class NameCompletion implements vscode.CompletionItemProvider {
  static readonly triggers = ['"', '/'];

  constructor(private readonly documents: NetworkDocuments) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    position: vscode.Position,
    token: vscode.CancellationToken,
  ): Promise<vscode.CompletionItem[]> {
    const { uri } = document;
    const { loaded, text } = await this.documents.get(uri);
    if (token.isCancellationRequested || text !== document.getText()) return [];
    const found = await completionsAt(loaded, document.offsetAt(position), () => readableFiles(uri));
    const positions = new TextPositions(text);
    return found.map((completion, index) => itemOf(completion, index, positions));
  }
}

function itemOf(completion: Completion, index: number, positions: TextPositions): vscode.CompletionItem {
  const { label, kind, detail, documentation, insert } = completion;
  const item = new vscode.CompletionItem(label, kinds[kind]);
  item.detail = detail;
  if (documentation !== '') item.documentation = documentation;
  item.insertText = kind === 'snippet' ? new vscode.SnippetString(insert) : insert;
  item.range = positions.range(completion.range);
  // What is typed begins with a quote where a text has begun.
  item.filterText = kind === 'snippet' ? label : `"${label}"`;
  item.sortText = String(index).padStart(5, '0');
  return item;
}

/** The data files of the workspace folder, those that are no tables by their first bytes left out. */
async function readableFiles(network: vscode.Uri): Promise<DataFile[]> {
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
