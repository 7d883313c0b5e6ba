/** Registers the tools for language models; they can be called without any chat, and hosts without models have none. */
import * as vscode from 'vscode';
import { type Input, optional, parseUri, text } from '../commands/input';
import { sessionOf } from '../commands/network';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { type ToolName, type ToolRow, toolRows } from './toolRows';

export class LanguageModelTools extends Disposable {
  constructor(host: Host) {
    super();
    // Builds of VS Code without language models may lack the whole namespace.
    const models = (vscode as { lm?: typeof vscode.lm }).lm;
    if (typeof models?.registerTool !== 'function') return;
    for (const [name, row] of Object.entries(toolRows) as [ToolName, ToolRow][]) {
      this._register(models.registerTool<Input>(name, toolOf(host, row)));
    }
  }
}

function toolOf(host: Host, { doing, invoke }: ToolRow): vscode.LanguageModelTool<Input> {
  return {
    prepareInvocation: () => ({ invocationMessage: doing }),
    async invoke({ input }) {
      const named = optional(input, 'network', text);
      const uri = named === undefined ? undefined : parseUri(named);
      const session = await sessionOf(host, { uri, input });
      const answer = await invoke(session, input);
      return new vscode.LanguageModelToolResult([
        new vscode.LanguageModelTextPart(answer.text),
        new vscode.LanguageModelTextPart(JSON.stringify(answer.json)),
      ]);
    },
  };
}
