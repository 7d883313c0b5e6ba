/** Completes the names that files and data give: VS Code's JSON support completes what the schema knows. */
import * as vscode from 'vscode';
import { type Completion, completionsAt } from '../../document/language/completion';
import { readableDataFiles } from './dataFileList';
import type { NetworkDocuments } from './networkDocuments';
import { TextPositions } from './textPositions';

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
    const found = await completionsAt(loaded, document.offsetAt(position), () => readableDataFiles(uri));
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
