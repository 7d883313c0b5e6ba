/** Completes what a breakpoint's condition, or its log message, may name: with and without a debugger going on. */
import * as vscode from 'vscode';
import { offered } from '../../debug/completions';
import { type ExpressionName, expressionNames } from '../../training/expressions/expressionNames';
import type { Host } from '../host';

const kinds: Readonly<Record<ExpressionName['kind'], vscode.CompletionItemKind>> = {
  run: vscode.CompletionItemKind.Value,
  loss: vscode.CompletionItemKind.Value,
  parameter: vscode.CompletionItemKind.Variable,
  neuron: vscode.CompletionItemKind.Variable,
  data: vscode.CompletionItemKind.Field,
  derivative: vscode.CompletionItemKind.Property,
  function: vscode.CompletionItemKind.Function,
};

/**
 * VS Code's breakpoint widget asks the language of the file, as if at the first column of the breakpoint's line, and puts
 * what is chosen in the place of what was typed. Nothing of a network's JSON is completed there: a name begins with a quote.
 */
export class BreakpointNames implements vscode.CompletionItemProvider {
  constructor(private readonly host: Host) {}

  async provideCompletionItems(
    document: vscode.TextDocument,
    { line, character }: vscode.Position,
  ): Promise<vscode.CompletionItem[]> {
    if (character !== 0 || document.lineAt(line).isEmptyOrWhitespace) return [];
    const { sessions, documents } = this.host;
    const setup = sessions.peek(document.uri)?.setup ?? (await documents.get(document.uri)).setup;
    return setup ? expressionNames(setup).map(itemOf) : [];
  }
}

function itemOf({ name, kind, detail }: ExpressionName, index: number): vscode.CompletionItem {
  const item = new vscode.CompletionItem({ label: name, description: detail }, kinds[kind]);
  item.insertText = offered(name, kind);
  // Before everything that VS Code's JSON support has to say of the line.
  item.sortText = `!${String(index).padStart(5, '0')}`;
  return item;
}
