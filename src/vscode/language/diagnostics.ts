/** Problems of networks and their data as VS Code's diagnostics: while typing, and when files change on disk. */
import * as vscode from 'vscode';
import type { Problem } from '../../document/problems';
import { Disposable } from '../disposable';
import type { Sessions } from '../sessions';
import { jsonExtensionChecks } from './jsonExtension';
import { NetworkDocuments, type NetworkState } from './networkDocuments';
import { OpenFiles } from './openFiles';
import { isDataFile, networksReading } from './readers';
import { TextPositions } from './textPositions';

const SOURCE = 'Backprop Stepper';

const severities: Readonly<Record<Problem['severity'], vscode.DiagnosticSeverity>> = {
  error: vscode.DiagnosticSeverity.Error,
  warning: vscode.DiagnosticSeverity.Warning,
  information: vscode.DiagnosticSeverity.Information,
};

/** What one network contributes. */
interface Contribution {
  readonly network: vscode.Uri;
  readonly data: vscode.Uri | null;
  readonly ofNetwork: readonly vscode.Diagnostic[];
  readonly ofData: readonly vscode.Diagnostic[];
}

/**
 * Shows the problems of every network that is open, whose data file is, or that is being stepped through. A data file's
 * own problems stand in it at their cells, once, however many networks read it.
 */
export class Diagnostics extends Disposable {
  readonly #collection = this._register(vscode.languages.createDiagnosticCollection('backprop'));
  readonly #open = this._register(new OpenFiles());
  readonly #contributions = new Map<string, Contribution>();

  constructor(
    private readonly documents: NetworkDocuments,
    private readonly sessions: Pick<Sessions, 'peek'>,
  ) {
    super();
    this._register(documents.onDidChange((uri) => void this.#refresh(uri)));
    this._register(this.#open.onDidChange((uri) => void this.#openOrClosed(uri)));
    this._register(vscode.workspace.onDidChangeConfiguration((event) => this.#settingsChanged(event)));
    for (const { uri } of vscode.workspace.textDocuments) void this.#openOrClosed(uri);
  }

  async #openOrClosed(uri: vscode.Uri): Promise<void> {
    if (NetworkDocuments.isNetwork(uri)) await this.#refresh(uri);
    else if (isDataFile(uri)) {
      for (const network of await networksReading(uri, this.documents)) await this.#refresh(network);
    }
  }

  async #refresh(uri: vscode.Uri): Promise<void> {
    const state = await this.documents.get(uri);
    const isOpen = this.#open.has(uri);
    const dataIsOpen = state.dataUri !== null && this.#open.has(state.dataUri);
    const isStepped = this.sessions.peek(uri) !== undefined;
    this.#set(uri, isOpen || dataIsOpen || isStepped ? contributionOf(state, isOpen) : null);
  }

  #set(uri: vscode.Uri, contribution: Contribution | null): void {
    const key = uri.toString();
    const before = this.#contributions.get(key);
    if (contribution) this.#contributions.set(key, contribution);
    else this.#contributions.delete(key);
    this.#collection.set(uri, contribution?.ofNetwork);
    for (const data of [before?.data, contribution?.data]) if (data) this.#publishData(data);
  }

  #publishData(data: vscode.Uri): void {
    const key = data.toString();
    const all = [...this.#contributions.values()].filter((contribution) => contribution.data?.toString() === key);
    const distinct = new Map(
      all
        .flatMap(({ ofData }) => ofData)
        .map((diagnostic) => [`${diagnostic.message} ${JSON.stringify(diagnostic.range)}`, diagnostic]),
    );
    this.#collection.set(data, [...distinct.values()]);
  }

  #settingsChanged(event: vscode.ConfigurationChangeEvent): void {
    if (!event.affectsConfiguration('json.validate')) return;
    for (const { network } of [...this.#contributions.values()]) void this.#refresh(network);
  }
}

function contributionOf(
  { uri, dataUri, text, dataText, dataPlaces, problems }: NetworkState,
  isOpen: boolean,
): Contribution {
  const shown = problems.filter((problem) => !(problem.structural && isOpen && jsonExtensionChecks(uri)));
  const ofFile = (
    file: Problem['file'],
    content: ConstructorParameters<typeof TextPositions>[0],
  ): vscode.Diagnostic[] => {
    const own = shown.filter((problem) => problem.file === file);
    if (own.length === 0) return [];
    const positions = new TextPositions(content);
    return own.map((problem) => diagnosticOf(problem, positions));
  };
  return {
    network: uri,
    data: dataUri,
    ofNetwork: ofFile('network', text),
    ofData: dataUri ? ofFile('data', dataPlaces ?? dataText ?? '') : [],
  };
}

function diagnosticOf(problem: Problem, positions: TextPositions): vscode.Diagnostic {
  const diagnostic = new vscode.Diagnostic(
    positions.range(problem.range),
    problem.message,
    severities[problem.severity],
  );
  diagnostic.source = SOURCE;
  diagnostic.code = problem.code;
  return diagnostic;
}
