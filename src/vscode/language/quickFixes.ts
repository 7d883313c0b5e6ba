/** The mends that problems carry, as quick fixes in the network and in its data. */
import * as vscode from 'vscode';
import type { Fix, Problem } from '../../document/problems';
import { NetworkDocuments, type NetworkState } from './networkDocuments';
import { isDataFile, networksReading } from './readers';
import { TextPositions } from './textPositions';

export class QuickFixes implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly documents: NetworkDocuments) {}

  async provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    context: vscode.CodeActionContext,
    token: vscode.CancellationToken,
  ): Promise<vscode.CodeAction[]> {
    const { uri } = document;
    const networks = NetworkDocuments.isNetwork(uri)
      ? [uri]
      : isDataFile(uri)
        ? await networksReading(uri, this.documents)
        : [];
    const actions = new Map<string, vscode.CodeAction>();
    for (const network of networks) {
      if (token.isCancellationRequested) return [];
      const state = await this.documents.get(network);
      const file = network === uri ? 'network' : 'data';
      for (const problem of state.problems) {
        if (!problem.fix || problem.file !== file) continue;
        const place = positionsOf(state, file).range(problem.range);
        if (!place.intersection(range)) continue;
        // Several networks may find the same problem in the data they share.
        const key = `${problem.fix.title} ${JSON.stringify(place)}`;
        if (!actions.has(key)) actions.set(key, actionOf(problem, problem.fix, state, place, context.diagnostics));
      }
    }
    return [...actions.values()];
  }
}

function actionOf(
  problem: Problem,
  fix: Fix,
  state: NetworkState,
  place: vscode.Range,
  diagnostics: readonly vscode.Diagnostic[],
): vscode.CodeAction {
  const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
  const file = fix.file ?? problem.file;
  const target = file === 'data' && state.dataUri ? state.dataUri : state.uri;
  const positions = positionsOf(state, file);
  action.edit = new vscode.WorkspaceEdit();
  for (const edit of fix.edits) action.edit.replace(target, positions.range(edit), edit.text);
  // VS Code's JSON support may show the same problem in its own words: it goes with it.
  action.diagnostics = diagnostics.filter((diagnostic) => diagnostic.range.intersection(place));
  action.isPreferred = true;
  return action;
}

function positionsOf({ text, dataText, dataPlaces }: NetworkState, file: 'network' | 'data'): TextPositions {
  return new TextPositions(file === 'data' ? (dataPlaces ?? dataText ?? '') : text);
}
