/** CodeLens above a network and its layers: step through, train, check derivatives, shape and parameters. */
import * as vscode from 'vscode';
import { lensesOf, type Lens, type LensAction } from '../../document/language/lenses';
import { sketchNetwork } from '../../document/sketch';
import type { CommandId } from '../commandIds';
import { Disposable } from '../disposable';
import type { NetworkDocuments } from './networkDocuments';
import { TextPositions } from './textPositions';

const commands: Readonly<Record<LensAction, CommandId | '_backprop.selectParameter'>> = {
  open: 'backprop.open',
  run: 'backprop.run',
  checkGradients: 'backprop.checkGradients',
  select: '_backprop.selectParameter',
};

export class Lenses extends Disposable implements vscode.CodeLensProvider {
  readonly #onDidChange = this._register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#onDidChange.event;

  constructor(private readonly documents: NetworkDocuments) {
    super();
    this._register(documents.onDidChange(() => this.#onDidChange.fire()));
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const { loaded, setup, text } = await this.documents.get(uri);
    const { outline, document } = loaded.parsed;
    if (!outline) return [];
    const positions = new TextPositions(text);
    const network = setup?.network ?? document?.network ?? sketchNetwork(outline);
    return lensesOf(outline, network).map((lens) => {
      return new vscode.CodeLens(positions.range(lens.range), commandOf(uri, lens));
    });
  }
}

function commandOf(uri: vscode.Uri, { title, action, parameter }: Lens): vscode.Command {
  const args = parameter === undefined ? [uri] : [uri.toString(), parameter];
  return { title, command: commands[action], arguments: args };
}
