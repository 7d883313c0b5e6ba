/** Finding one's way in a network file: its outline, definitions and references, the link to its data, folds. */
import * as vscode from 'vscode';
import { breakpointReferences } from '../../debug/breakpoints/breakpointReferences';
import { commentFolds } from '../../document/language/folding';
import { type Occurrence, occurrencesOf, type Subject, subjectAt } from '../../document/language/references';
import { type NetworkSymbol, symbolsOf, type SymbolKind } from '../../document/language/symbols';
import type { Host } from '../host';
import type { NetworkState } from './networkDocuments';
import { sameShape } from './sessionParameters';
import { TextPositions } from './textPositions';

const kinds: Readonly<Record<SymbolKind, vscode.SymbolKind>> = {
  data: vscode.SymbolKind.File,
  columns: vscode.SymbolKind.Array,
  column: vscode.SymbolKind.Field,
  layer: vscode.SymbolKind.Module,
  neuron: vscode.SymbolKind.Class,
  weight: vscode.SymbolKind.Variable,
  bias: vscode.SymbolKind.Constant,
  setting: vscode.SymbolKind.Property,
};

type ParameterSubject = Extract<Subject, { kind: 'parameter' }>;

export class Navigation
  implements
    vscode.DocumentSymbolProvider,
    vscode.DefinitionProvider,
    vscode.ReferenceProvider,
    vscode.DocumentLinkProvider,
    vscode.FoldingRangeProvider
{
  constructor(private readonly host: Pick<Host, 'documents' | 'sessions'>) {}

  async provideDocumentSymbols({ uri }: vscode.TextDocument): Promise<vscode.DocumentSymbol[]> {
    const { loaded, setup, text } = await this.host.documents.get(uri);
    const positions = new TextPositions(text);
    const symbol = ({ name, detail, kind, range, selection, children }: NetworkSymbol): vscode.DocumentSymbol => {
      const made = new vscode.DocumentSymbol(
        name,
        detail,
        kinds[kind],
        positions.range(range),
        positions.range(selection),
      );
      made.children = children.map(symbol);
      return made;
    };
    return symbolsOf(loaded.parsed, setup?.network).map(symbol);
  }

  async provideDefinition(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<vscode.LocationLink[] | undefined> {
    const state = await this.host.documents.get(document.uri);
    const offset = document.offsetAt(position);
    const toData = dataPath(state);
    if (toData && state.dataUri && offset >= toData.offset && offset <= toData.offset + toData.length) {
      const start = new vscode.Range(0, 0, 0, 0);
      const origin = new TextPositions(state.text).range(toData);
      return [{ originSelectionRange: origin, targetUri: state.dataUri, targetRange: start }];
    }
    const found = subjectAt(state.loaded, offset);
    if (!found) return undefined;
    const origin = new TextPositions(state.text).range(found.range);
    return occurrencesOf(state.loaded, found.subject)
      .filter(({ definition }) => definition)
      .flatMap((occurrence) => locationOf(state, occurrence) ?? [])
      .map(({ uri, range }) => ({ originSelectionRange: origin, targetUri: uri, targetRange: range }));
  }

  async provideReferences(
    document: vscode.TextDocument,
    position: vscode.Position,
    { includeDeclaration }: vscode.ReferenceContext,
  ): Promise<vscode.Location[]> {
    const state = await this.host.documents.get(document.uri);
    const found = subjectAt(state.loaded, document.offsetAt(position));
    if (!found) return [];
    const places = occurrencesOf(state.loaded, found.subject)
      .filter(({ definition }) => includeDeclaration || !definition)
      .flatMap((occurrence) => locationOf(state, occurrence) ?? []);
    const { subject } = found;
    if (subject.kind !== 'parameter') return places;
    const isNew = ({ range }: vscode.Location): boolean => !places.some((place) => place.range.isEqual(range));
    return [...places, ...this.#breakpoints(state, subject).filter(isNew)];
  }

  /** Those on a parameter, at the places that they have in the file. */
  #breakpoints({ uri, text, loaded }: NetworkState, { parameter, network }: ParameterSubject): vscode.Location[] {
    const session = this.host.sessions.peek(uri);
    const ofSession = session && sameShape(session.setup.network, network) ? session.breakpoints.all : [];
    const ofFile = vscode.debug.breakpoints.flatMap((breakpoint) => {
      if (!(breakpoint instanceof vscode.SourceBreakpoint) || !sameUri(breakpoint.location.uri, uri)) return [];
      const { condition, logMessage, location } = breakpoint;
      const { line, character: column } = location.range.start;
      return [{ line, column, condition, logMessage }];
    });
    const positions = new TextPositions(text);
    return breakpointReferences(loaded.parsed, network, parameter, ofSession, ofFile).map(
      (range) => new vscode.Location(uri, positions.range(range)),
    );
  }

  async provideDocumentLinks({ uri }: vscode.TextDocument): Promise<vscode.DocumentLink[]> {
    const state = await this.host.documents.get(uri);
    const path = dataPath(state);
    // A file that is not there is told of as a problem; a link would lead nowhere.
    if (!path || !state.dataUri || state.dataText === null) return [];
    // Inside the quotes.
    const inner = { offset: path.offset + 1, length: Math.max(0, path.length - 2) };
    const link = new vscode.DocumentLink(new TextPositions(state.text).range(inner), state.dataUri);
    link.tooltip = 'Open the data';
    return [link];
  }

  provideFoldingRanges(document: vscode.TextDocument): vscode.FoldingRange[] {
    return commentFolds(document.getText()).map(
      ({ start, end }) => new vscode.FoldingRange(start, end, vscode.FoldingRangeKind.Comment),
    );
  }
}

const sameUri = (a: vscode.Uri, b: vscode.Uri): boolean => a.toString() === b.toString();

function dataPath({ loaded }: NetworkState) {
  const dataset = loaded.parsed.outline?.dataset;
  return dataset?.kind === 'file' ? dataset.pathRange : undefined;
}

/** undefined where the data file is not there. */
export function locationOf(
  { uri, dataUri, text, dataText }: NetworkState,
  { file, range }: Occurrence,
): vscode.Location | undefined {
  if (file === 'network') return new vscode.Location(uri, new TextPositions(text).range(range));
  return dataUri && dataText !== null
    ? new vscode.Location(dataUri, new TextPositions(dataText).range(range))
    : undefined;
}
