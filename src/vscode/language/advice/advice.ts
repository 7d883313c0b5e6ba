/** Advice on networks that are open and without errors, as diagnostics that the setting `backprop.advice` switches. */
import * as vscode from 'vscode';
import { type Advice, adviceFor, type AdviceName } from '../../../training/advice/advice';
import { nextTask } from '../../../training/runner/drive';
import { Disposable } from '../../disposable';
import { NetworkDocuments } from '../networkDocuments';
import { OpenFiles } from '../openFiles';
import { TextPositions } from '../textPositions';

export const ADVICE_SETTING = 'backprop.advice';

const severities: Readonly<Record<Advice['severity'], vscode.DiagnosticSeverity>> = {
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** Milliseconds without giving way. */
const SLICE_MS = 4;

/** The advice of one version of a network. */
export interface Advised {
  readonly text: string;
  readonly all: readonly Advice[];
}

export class AdviceDiagnostics extends Disposable {
  readonly #collection = this._register(vscode.languages.createDiagnosticCollection('backprop-advice'));
  readonly #open = this._register(new OpenFiles());
  readonly #advised = new Map<string, Advised>();
  /** What is under way, by network: the newest counts. */
  readonly #rounds = new Map<string, number>();

  constructor(private readonly documents: NetworkDocuments) {
    super();
    this._register(documents.onDidChange((uri) => void this.#refresh(uri)));
    this._register(this.#open.onDidChange((uri) => void this.#refresh(uri)));
    this._register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration(ADVICE_SETTING)) return;
        for (const { uri } of vscode.workspace.textDocuments) void this.#refresh(uri);
      }),
    );
    for (const { uri } of vscode.workspace.textDocuments) void this.#refresh(uri);
  }

  /** The newest advice of a network, with the text that its ranges are in. */
  of(uri: vscode.Uri): Advised | undefined {
    return this.#advised.get(uri.toString());
  }

  async #refresh(uri: vscode.Uri): Promise<void> {
    if (!NetworkDocuments.isNetwork(uri)) return;
    const key = uri.toString();
    const round = (this.#rounds.get(key) ?? 0) + 1;
    this.#rounds.set(key, round);
    const outdated = (): boolean => this.#rounds.get(key) !== round;
    if (!this.#open.has(uri)) return this.#set(uri, undefined);
    const { setup, loaded, text } = await this.documents.get(uri);
    if (outdated()) return;
    if (!setup) return this.#set(uri, undefined);
    const all: Advice[] = [];
    let since = performance.now();
    for (const found of adviceFor({ setup, loaded }, (name) => isWanted(uri, name))) {
      all.push(...found);
      if (performance.now() - since < SLICE_MS) continue;
      await nextTask();
      since = performance.now();
      if (outdated()) return;
    }
    this.#set(uri, { text, all });
  }

  #set(uri: vscode.Uri, advised: Advised | undefined): void {
    if (advised) this.#advised.set(uri.toString(), advised);
    else this.#advised.delete(uri.toString());
    const positions = new TextPositions(advised?.text ?? '');
    this.#collection.set(
      uri,
      advised?.all.map((advice) => diagnosticOf(advice, positions)),
    );
  }
}

/** Whether the setting leaves a kind of advice on: `{ "saturated": false }` switches one off. */
function isWanted(uri: vscode.Uri, name: AdviceName): boolean {
  const switches = vscode.workspace.getConfiguration('backprop', uri).get<Record<string, unknown>>('advice');
  return switches?.[name] !== false;
}

function diagnosticOf({ name, severity, message, range }: Advice, positions: TextPositions): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(positions.range(range), message, severities[severity]);
  diagnostic.source = 'Backprop Stepper advice';
  diagnostic.code = name;
  return diagnostic;
}
