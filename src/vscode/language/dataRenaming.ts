/** Renaming a column from the data file itself: its header, or the keys of its objects. */
import type * as vscode from 'vscode';
import { columnInData } from '../../document/language/columnPlaces';
import { checkColumnName, columnEdits, type RenameEdit } from '../../document/language/rename';
import { TextLines } from '../../document/textLines';
import type { NetworkDocuments, NetworkState } from './networkDocuments';
import { networksReading } from './readers';
import { TextPositions } from './textPositions';

export interface DataRenaming {
  /** The name as it is now. */
  readonly placeholder: string;
  /** With the quotes where there are any. */
  readonly range: vscode.Range;
  /** The networks that read this name from the file. */
  readonly readers: readonly NetworkState[];
}

/** @throws Error with the reason where no network reads the file, or no name of a column stands there */
export async function dataRenaming(
  documents: NetworkDocuments,
  { uri }: vscode.TextDocument,
  { line, character }: vscode.Position,
): Promise<DataRenaming> {
  const file = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const networks = await networksReading(uri, documents);
  if (networks.length === 0) throw new Error(`No network of the workspace reads ${file}: its columns are not renamed.`);
  const states = await Promise.all(networks.map((network) => documents.get(network)));
  const found = states.flatMap((state) => {
    // By line and column: an editor may have made the line ends of the file alike.
    const offset = new TextLines(state.dataText ?? '').offsetOf({ line, column: character });
    const place = state.loaded.data && columnInData(state.loaded.data, offset);
    return place ? [{ state, place }] : [];
  });
  const first = found.at(0);
  if (!first) throw new Error(nothingThere(file, states));
  const { column, range } = first.place;
  return {
    placeholder: column,
    range: new TextPositions(first.state.dataText ?? '').range(range),
    readers: found.filter(({ place }) => place.column === column).map(({ state }) => state),
  };
}

function nothingThere(file: string, states: readonly NetworkState[]): string {
  if (states.every(({ dataPlaces }) => dataPlaces !== null))
    return `${file} is too large for its columns to be renamed.`;
  const withoutHeader = states.every(({ loaded: { data } }) => data?.reference.header === false);
  return withoutHeader
    ? `${file} is read without a header: its columns have their names from the networks.`
    : `The columns of ${file} are renamed where their names stand: in its header, or as the keys of its objects.`;
}

/**
 * Each network with its edits, those of the data with the first.
 * @throws Error where the name is taken, or none
 */
export function dataRenameEdits(
  { placeholder, readers }: DataRenaming,
  newName: string,
): (readonly [NetworkState, readonly RenameEdit[]])[] {
  for (const { loaded } of readers) checkColumnName(loaded, placeholder, newName);
  return readers.map((state, index) => {
    const edits = columnEdits(state.loaded, placeholder, newName);
    return [state, index === 0 ? edits : edits.filter(({ file }) => file === 'network')] as const;
  });
}
