// Advice inside VS Code: shown while the file is open, mended and switched off by quick fixes.
import * as vscode from 'vscode';
import { deepEqual, equal, match } from '../../assert';
import { articleLayers, newArticle, until } from '../networks';

const SOURCE = 'Backprop Stepper advice';
const adviceIn = (uri: vscode.Uri): vscode.Diagnostic[] =>
  vscode.languages.getDiagnostics(uri).filter(({ source }) => source === SOURCE);

const fixesAt = async (uri: vscode.Uri, { range }: vscode.Diagnostic): Promise<vscode.CodeAction[]> =>
  vscode.commands.executeCommand('vscode.executeCodeActionProvider', uri, range, 'quickfix');

async function advised(change: object): Promise<{ uri: vscode.Uri; document: vscode.TextDocument }> {
  const uri = await newArticle(change);
  const document = await vscode.workspace.openTextDocument(uri);
  await vscode.window.showTextDocument(document);
  await until(() => adviceIn(uri).length > 0, 'advice');
  return { uri, document };
}

describe('advice', () => {
  before(() => vscode.extensions.getExtension('backprop-stepper.backprop-stepper')!.activate());
  afterEach(async () => {
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await vscode.workspace
      .getConfiguration()
      .update('backprop.advice', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('is given on a learning rate above the stability limit, and its mend takes it away', async () => {
    const { uri, document } = await advised({ optimizer: { type: 'gradientDescent', learningRate: 0.5 } });
    const [found, ...others] = adviceIn(uri);
    deepEqual(others, []);
    equal(found.severity, vscode.DiagnosticSeverity.Warning);
    equal(document.getText(found.range), '0.5');
    match(found.message, /above 0\.126, the stability limit at the start/);
    const [mend] = await fixesAt(uri, found);
    equal(mend.title, 'Change the learning rate to 0.06');
    await vscode.workspace.applyEdit(mend.edit!);
    await until(() => adviceIn(uri).length === 0, 'no advice');
  });

  it('is switched off by kind', async () => {
    const layers = [{ activation: 'relu', weights: [[-1], [-2]], biases: [0, -1] }, articleLayers[1]];
    const { uri } = await advised({ layers, optimizer: { type: 'gradientDescent', learningRate: 0.01 } });
    const [found] = adviceIn(uri);
    deepEqual(
      adviceIn(uri).map(({ code }) => code),
      ['deadRelu', 'deadRelu'],
    );
    const off = (await fixesAt(uri, found)).find(({ title }) => title.startsWith('Switch off'))!;
    await vscode.commands.executeCommand(off.command!.command, ...(off.command!.arguments as unknown[]));
    await until(() => adviceIn(uri).length === 0, 'no advice');
    deepEqual(vscode.workspace.getConfiguration('backprop').inspect('advice')?.workspaceValue, { deadRelu: false });
  });

  it('is not given on a file with errors, nor on one that is closed', async () => {
    const { uri, document } = await advised({ optimizer: { type: 'gradientDescent', learningRate: 0.5 } });
    const edit = new vscode.WorkspaceEdit();
    const at = document.positionAt(document.getText().indexOf('ssr'));
    edit.replace(uri, new vscode.Range(at, at.translate(0, 3)), 'nonsense');
    await vscode.workspace.applyEdit(edit);
    await until(() => adviceIn(uri).length === 0, 'no advice on errors');
    await vscode.commands.executeCommand('undo');
    await until(() => adviceIn(uri).length === 1, 'advice again');
    await vscode.commands.executeCommand('workbench.action.closeAllEditors');
    await until(() => adviceIn(uri).length === 0, 'no advice when closed');
  });
});
