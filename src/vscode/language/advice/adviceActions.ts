/** Quick fixes of advice: its mends, and switching that kind of advice off. */
import * as vscode from 'vscode';
import { type Advice, type AdviceName, adviceRows } from '../../../training/advice/advice';
import { Disposable } from '../../disposable';
import { TextPositions } from '../textPositions';
import { ADVICE_SETTING, type AdviceDiagnostics } from './advice';

/** Not in the palette: it only makes sense with the kind of advice that was given. */
const SWITCH_OFF = '_backprop.switchOffAdvice';

export class AdviceActions extends Disposable implements vscode.CodeActionProvider {
  static readonly metadata: vscode.CodeActionProviderMetadata = {
    providedCodeActionKinds: [vscode.CodeActionKind.QuickFix],
  };

  constructor(private readonly advice: AdviceDiagnostics) {
    super();
    this._register(vscode.commands.registerCommand(SWITCH_OFF, switchOff));
  }

  provideCodeActions(
    document: vscode.TextDocument,
    range: vscode.Range,
    { diagnostics }: vscode.CodeActionContext,
  ): vscode.CodeAction[] {
    const { uri } = document;
    const advised = this.advice.of(uri);
    // After a change the ranges are another text's: there will be new advice in a moment.
    if (advised?.text !== document.getText()) return [];
    const positions = new TextPositions(advised.text);
    return advised.all.flatMap((advice) => {
      const place = positions.range(advice.range);
      if (!place.intersection(range)) return [];
      const own = diagnostics.filter(({ code, range: other }) => code === advice.name && other.isEqual(place));
      return actionsOf(uri, advice, positions).map((action) => Object.assign(action, { diagnostics: own }));
    });
  }
}

function actionsOf(uri: vscode.Uri, { name, fixes }: Advice, positions: TextPositions): vscode.CodeAction[] {
  const mends = fixes.map((fix, index) => {
    const action = new vscode.CodeAction(fix.title, vscode.CodeActionKind.QuickFix);
    action.edit = new vscode.WorkspaceEdit();
    for (const edit of fix.edits) action.edit.replace(uri, positions.range(edit), edit.text);
    action.isPreferred = index === 0;
    return action;
  });
  const off = new vscode.CodeAction(`Switch off advice of this kind (${name})`, vscode.CodeActionKind.QuickFix);
  off.command = { title: off.title, command: SWITCH_OFF, arguments: [name] };
  return [...mends, off];
}

/** In the workspace where there is one, else for the user. */
async function switchOff(name: AdviceName): Promise<void> {
  if (!Object.hasOwn(adviceRows, name)) throw new Error(`There is no advice called '${name}'.`);
  const configuration = vscode.workspace.getConfiguration();
  const target = vscode.workspace.workspaceFolders ? vscode.ConfigurationTarget.Workspace : true;
  const inspected = configuration.inspect<Record<string, boolean>>(ADVICE_SETTING);
  const before = target === true ? inspected?.globalValue : inspected?.workspaceValue;
  await configuration.update(ADVICE_SETTING, { ...before, [name]: false }, target);
}
