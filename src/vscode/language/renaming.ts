/** Renames a column, in every network that reads the data and in the data themselves, or the label of a neuron. */
import * as vscode from 'vscode';
import { columnEdits, renameEdits, type RenameEdit, renamingAt } from '../../document/language/rename';
import { dataRenaming, dataRenameEdits } from './dataRenaming';
import { NetworkDocuments, type NetworkState } from './networkDocuments';
import { networksReading } from './readers';
import { TextPositions } from './textPositions';

/** Of networks and of data files: in a header or in the keys of objects stands the name of a column, too. */
export class Renaming implements vscode.RenameProvider {
  constructor(private readonly documents: NetworkDocuments) {}

  async prepareRename(
    document: vscode.TextDocument,
    position: vscode.Position,
  ): Promise<{ range: vscode.Range; placeholder: string }> {
    if (!NetworkDocuments.isNetwork(document.uri)) return dataRenaming(this.documents, document, position);
    const { loaded, text } = await this.documents.get(document.uri);
    const { range, name } = renamingAt(loaded, document.offsetAt(position));
    return { range: new TextPositions(text).range(range), placeholder: name };
  }

  async provideRenameEdits(
    document: vscode.TextDocument,
    position: vscode.Position,
    newName: string,
  ): Promise<vscode.WorkspaceEdit> {
    const edit = new vscode.WorkspaceEdit();
    if (!NetworkDocuments.isNetwork(document.uri)) {
      const renaming = await dataRenaming(this.documents, document, position);
      for (const [state, edits] of dataRenameEdits(renaming, newName)) add(edit, state, edits);
      return edit;
    }
    const state = await this.documents.get(document.uri);
    const renaming = renamingAt(state.loaded, document.offsetAt(position));
    add(edit, state, renameEdits(state.loaded, renaming, newName));
    if (renaming.subject.kind !== 'column' || !state.dataUri) return edit;
    for (const uri of await networksReading(state.dataUri, this.documents)) {
      if (uri.toString() === document.uri.toString()) continue;
      const other = await this.documents.get(uri);
      const edits = columnEdits(other.loaded, renaming.subject.column, newName);
      add(
        edit,
        other,
        edits.filter(({ file }) => file === 'network'),
      );
    }
    return edit;
  }
}

function add(edit: vscode.WorkspaceEdit, state: NetworkState, edits: readonly RenameEdit[]): void {
  const { uri, dataUri, text, dataText } = state;
  const [inNetwork, inData] = [new TextPositions(text), new TextPositions(dataText ?? '')];
  for (const { file, text: to, ...range } of edits) {
    if (file === 'network') edit.replace(uri, inNetwork.range(range), to);
    else if (dataUri) edit.replace(dataUri, inData.range(range), to);
  }
}
