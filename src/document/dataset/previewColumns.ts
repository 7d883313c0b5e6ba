/** The columns of a data file before any network reads it, whatever it is separated by. */

import { type DatasetOptions, parseDataset } from './parseDataset';
import { type ColumnSummary, summarizeColumn } from './statistics';

export interface PreviewedColumns {
  readonly columns: readonly ColumnSummary[];
  /** The delimiter that the file uses where its ending says another. */
  readonly delimiter: string | undefined;
}

/** @throws Error with the first problem where the file cannot be read as a table */
export function previewColumns(
  bytes: Uint8Array,
  name: string,
  onProgress?: DatasetOptions['onProgress'],
): PreviewedColumns {
  const read = (options: DatasetOptions) => parseDataset(bytes, name, { ...options, onProgress });
  const first = read({});
  const delimiter = first.meantDelimiter;
  const { table, problems } = delimiter === undefined ? first : read({ delimiter });
  if (!table || table.columns.length === 0) throw new Error(problems[0]?.message ?? `${name} has no columns.`);
  return { columns: table.columns.map((_, index) => summarizeColumn(table, index)), delimiter };
}
