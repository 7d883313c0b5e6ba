/** A data file's bytes to a table of columns, or what is wrong with it; csv, tsv, json, jsonl and ndjson. */

import type { Problem } from '../problems';
import { DataProblems } from './dataProblems';
import { decode } from './decode';
import { parseDelimited } from './delimited';
import { parseJsonLines } from './jsonLines';
import { parseJsonTable } from './jsonTable';
import { type DatasetFormat, formatOf } from './paths';
import type { Table } from './table';

export interface DatasetOptions {
  readonly delimiter?: string | undefined;
  /** Default: true. */
  readonly header?: boolean | undefined;
  /** Names for the columns of a file that has none. */
  readonly columns?: readonly string[] | undefined;
  /** Default: 500 MB. */
  readonly maxBytes?: number | undefined;
  /** Hears now and then which share of the text has been read, 0 to 1; of CSV and TSV only. */
  readonly onProgress?: ((share: number) => void) | undefined;
}

export interface TableResult {
  /** Also given where some rows are wrong, without them, so that the rest can be checked as well. */
  readonly table: Table | null;
  /** The delimiter that the file uses instead of the one it was read with. */
  readonly meantDelimiter?: string | undefined;
}

export interface DatasetResult extends TableResult {
  /** The file as text, that ranges refer to; '' where it is none. */
  readonly text: string;
  readonly problems: readonly Problem[];
}

type Reader = (
  text: string,
  name: string,
  options: DatasetOptions,
  format: DatasetFormat,
  problems: DataProblems,
) => TableResult;

const readers: Readonly<Record<DatasetFormat['kind'], Reader>> = {
  delimited: (text, name, { delimiter, header, columns, onProgress }, format, problems) => {
    const byExtension = format.kind === 'delimited' ? format.delimiter : ',';
    return parseDelimited(
      text,
      name,
      { delimiter: delimiter ?? byExtension, header: header ?? true, columns },
      problems,
      onProgress && ((offset) => onProgress(offset / text.length)),
    );
  },
  json: (text, name, { columns }, _format, problems) => parseJsonTable(text, name, columns, problems),
  lines: (text, name, { columns }, _format, problems) => parseJsonLines(text, name, columns, problems),
};

/**
 * @param fileName The file's name, with or without folders: its extension says how it is read, messages begin with it.
 * The file is wrong in its text, not here: nothing is thrown.
 */
export function parseDataset(bytes: Uint8Array, fileName: string, options: DatasetOptions = {}): DatasetResult {
  const name = fileName.slice(fileName.lastIndexOf('/') + 1);
  const decoded = decode(bytes, options.maxBytes);
  const { text } = decoded;
  const problems = new DataProblems(name, text);
  if ('code' in decoded) {
    const broken = text.indexOf('\uFFFD');
    if (broken >= 0) problems.character(decoded.code, `the file ${decoded.message}`, { offset: broken, length: 1 });
    else problems.whole(decoded.code, decoded.message);
    return { table: null, text, problems: problems.finish() };
  }
  const format = formatOf(name);
  if (!format) {
    problems.whole('dataset-format', 'is none of .csv, .tsv, .json, .jsonl and .ndjson.');
    return { table: null, text, problems: problems.finish() };
  }
  if (text.trim() === '') {
    problems.whole('dataset-empty', 'is empty.');
    return { table: null, text, problems: problems.finish() };
  }
  const result = readers[format.kind](text, name, options, format, problems);
  return { ...result, text, problems: problems.finish() };
}
