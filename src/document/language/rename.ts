/** New names for columns and neurons: everywhere in the network file, and in the header or the keys of the data. */

import type { LoadedNetwork } from '../loadSetup';
import type { Range, TextEdit } from '../problems';
import { nodeAtPath } from '../json/tree';
import { formatOf } from '../dataset/paths';
import { columnPlaces } from './columnPlaces';
import { type Subject, subjectAt } from './references';

type Loaded = Pick<LoadedNetwork, 'parsed' | 'data' | 'setup' | 'table'>;

export interface Renaming {
  readonly subject: Exclude<Subject, { kind: 'parameter' }>;
  /** The name with its quotes. */
  readonly range: Range;
  readonly name: string;
}

export interface RenameEdit extends TextEdit {
  readonly file: 'network' | 'data';
}

/** @throws Error with the reason where what stands there cannot be renamed */
export function renamingAt(loaded: Loaded, offset: number): Renaming {
  const found = subjectAt(loaded, offset);
  if (!found) throw new Error('Columns and the labels of neurons can be renamed.');
  const { subject, range } = found;
  if (subject.kind === 'parameter') {
    throw new Error(`${subject.parameter.name} is called by its place in the network: parameters are not renamed.`);
  }
  if (subject.kind === 'column') {
    const places = columnPlaces(loaded, subject.column);
    if (!places.some(({ definition }) => definition) && loaded.table) {
      throw new Error(`The data have no name '${subject.column}' that could be changed.`);
    }
    return { subject, range, name: subject.column };
  }
  const label = nodeAtPath(loaded.parsed.tree, ['layers', subject.layer, 'neurons', subject.neuron]);
  return { subject, range, name: label?.type === 'string' ? label.value : '' };
}

/**
 * All edits of this network and of its data.
 * @throws Error where the new name is empty, or another column's
 */
export function renameEdits(loaded: Loaded, { subject }: Renaming, newName: string): RenameEdit[] {
  if (newName.trim() === '') throw new Error('A name is expected.');
  if (subject.kind === 'neuron') {
    const label = nodeAtPath(loaded.parsed.tree, ['layers', subject.layer, 'neurons', subject.neuron])!;
    return [{ file: 'network', offset: label.offset, length: label.length, text: JSON.stringify(newName) }];
  }
  checkColumnName(loaded, subject.column, newName);
  return columnEdits(loaded, subject.column, newName);
}

/** @throws Error where a column cannot be called that, or where two columns have its name of now */
export function checkColumnName(
  { table, data }: Pick<Loaded, 'table' | 'data'>,
  column: string,
  newName: string,
): void {
  if (newName.trim() === '') throw new Error('A name is expected.');
  if (newName !== newName.trim()) throw new Error('A column name neither begins nor ends with a blank.');
  if (/[⟨⟩\r\n]/.test(newName)) throw new Error('A column name has no line breaks, and no ⟨ and ⟩: formulas use them.');
  const names = table?.columns.map(({ name }) => name) ?? [];
  if (names.filter((name) => name === column).length > 1) {
    const where = data ? ` of ${table!.name}` : '';
    throw new Error(`Two columns${where} are called '${column}': which of them is meant cannot be told.`);
  }
  if (newName !== column && names.includes(newName)) throw new Error(`There is a column '${newName}' already.`);
}

/** The edits for a column, whether the new name is free or not. */
export function columnEdits(loaded: Loaded, column: string, newName: string): RenameEdit[] {
  const { data } = loaded;
  const format = data ? formatOf(data.reference.path) : undefined;
  const delimiter = format?.kind === 'delimited' ? (data?.reference.delimiter ?? format.delimiter) : null;
  return columnPlaces(loaded, column).map(({ file, range }) => ({
    file,
    offset: range.offset,
    length: range.length,
    text: file === 'data' && delimiter !== null ? delimitedCell(newName, delimiter) : JSON.stringify(newName),
  }));
}

/** A cell as CSV writes it: in quotes where it could be taken for something else. */
function delimitedCell(text: string, delimiter: string): string {
  return text.includes(delimiter) || /["\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
