/** Highlights in the file the numbers that the operation reads or moves which has just run. */
import * as vscode from 'vscode';
import type { Operation } from '../../core/operation';
import type { Parameter } from '../../core/network';
import { rangeOfParameter } from '../../document/locate';
import type { Session } from '../../training/session';
import { Disposable } from '../disposable';
import type { Host } from '../host';
import { NetworkDocuments } from './networkDocuments';
import { sameShape } from './sessionParameters';
import { TextPositions } from './textPositions';

/** Numbers highlighted, at most: a neuron may read hundreds. */
const MOST_NUMBERS = 200;

export class CurrentNumbers extends Disposable {
  readonly #type = this._register(
    vscode.window.createTextEditorDecorationType({
      backgroundColor: new vscode.ThemeColor('editor.stackFrameHighlightBackground'),
      // Only high-contrast themes have it.
      borderColor: new vscode.ThemeColor('contrastActiveBorder'),
      borderStyle: 'solid',
      borderWidth: '1px',
      overviewRulerColor: new vscode.ThemeColor('editorOverviewRuler.infoForeground'),
      overviewRulerLane: vscode.OverviewRulerLane.Center,
    }),
  );

  constructor(private readonly host: Pick<Host, 'documents' | 'sessions'>) {
    super();
    const { sessions, documents } = host;
    this._register(sessions.onDidStart((uri) => void this.#draw(uri)));
    this._register(
      sessions.onDidChange(({ uri, event }) => {
        if (event.type === 'moved' || event.type === 'stopped') void this.#draw(uri);
      }),
    );
    this._register(documents.onDidChange((uri) => void this.#draw(uri)));
    this._register(
      vscode.window.onDidChangeVisibleTextEditors((editors) => {
        for (const { document } of editors) void this.#draw(document.uri);
      }),
    );
  }

  async #draw(uri: vscode.Uri): Promise<void> {
    if (!NetworkDocuments.isNetwork(uri)) return;
    const key = uri.toString();
    const editors = () => vscode.window.visibleTextEditors.filter(({ document }) => document.uri.toString() === key);
    if (editors().length === 0) return;
    const decorations = await this.#decorations(uri);
    for (const editor of editors()) editor.setDecorations(this.#type, decorations);
  }

  async #decorations(uri: vscode.Uri): Promise<vscode.Range[]> {
    const { loaded, setup, text } = await this.host.documents.get(uri);
    const session = this.host.sessions.peek(uri);
    if (!session || (setup && !sameShape(setup.network, session.setup.network))) return [];
    const positions = new TextPositions(text);
    return currentParameters(session).flatMap(({ offset }) => {
      const range = rangeOfParameter(loaded.parsed, offset, session.setup.network);
      return range ? [positions.range(range)] : [];
    });
  }
}

/** What the operation that has just run is about, else what it reads. */
function currentParameters(session: Session): Parameter[] {
  const { operation } = session.position;
  if (operation < 0) return [];
  const { parameter, operands } = session.tape.operation(operation);
  const names = parameter === undefined ? operandNames(operands) : [parameter];
  const { network } = session.setup;
  return names.flatMap((name) => network.parameterByName(name) ?? []);
}

function operandNames(operands: Operation['operands']): string[] {
  return operands.slice(0, MOST_NUMBERS).map(({ name }) => name);
}
