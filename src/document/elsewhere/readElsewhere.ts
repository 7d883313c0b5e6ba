/** A network that a worker has read: what it answers, and a loaded network made of that without touching a row. */

import { Network, type NetworkShape } from '../../core/network';
import type { Setup } from '../../core/setup';
import type { ColumnSummary } from '../dataset/statistics';
import type { Cell, CellSource, Column, Table } from '../dataset/table';
import type { FileReference, LoadedNetwork } from '../loadSetup';
import type { ParsedNetwork } from '../parse';
import type { Problem } from '../problems';
import type { SetupResult } from '../setup/buildSetup';
import type { LineColumn } from '../textLines';
import type { PackedNetwork } from './packParsed';

/** What is to be read: the network's text, and the data file that it refers to. */
export interface ToBeRead {
  readonly text: string;
  readonly reference: FileReference;
}

/**
 * undefined where the file is small enough to be read here.
 * @throws DatasetRefused where the reading was cancelled
 */
export type ReadElsewhere = (request: ToBeRead) => Promise<Answer | undefined>;

/** All that is asked of a table without its rows. Plain data, to be cloned. */
export interface TableSummary {
  readonly name: string;
  readonly file: Table['file'];
  readonly rowCount: number;
  readonly columns: readonly Omit<Column, 'numbers'>[];
  readonly summaries: readonly ColumnSummary[];
  /** Of text columns, sorted, the first thousand; null where the column holds numbers. */
  readonly categories: readonly (readonly string[] | null)[];
}

export type PlainSetup = Omit<Setup, 'network'> & { readonly network: NetworkShape };

export interface Answer {
  /** Where it was asked for: see packParsed.ts. */
  readonly parsed: PackedNetwork | null;
  readonly table: TableSummary | null;
  /** Whether there is a data file and it could be read, whatever was in it. */
  readonly hasData: boolean;
  /** Lines and columns (from 0) of the offsets that the problems of the data file mention. */
  readonly places: readonly (readonly [offset: number, place: LineColumn])[];
  readonly setup: PlainSetup | null;
  readonly scales: SetupResult['scales'];
  readonly rows: SetupResult['rows'];
  readonly problems: readonly Problem[];
}

/** What stands for the text of a data file that is not here: it knows only the offsets that problems mention. */
export class MentionedPlaces {
  readonly #places: ReadonlyMap<number, LineColumn>;

  constructor(places: Answer['places']) {
    this.#places = new Map(places);
  }

  at(offset: number): LineColumn {
    return this.#places.get(offset) ?? { line: 0, column: 0 };
  }
}

export function loadedFrom(
  { table, hasData, places, setup, scales, rows, problems }: Answer,
  parsed: ParsedNetwork,
): LoadedNetwork {
  const summarized = table && tableOf(table);
  const reference = parsed.outline?.dataset;
  const result = { table: summarized, text: '', places: new MentionedPlaces(places), problems };
  return {
    parsed,
    document: parsed.document,
    table: summarized,
    data: hasData && reference?.kind === 'file' ? { bytes: NOT_HERE, reference, result } : null,
    setup: setup && { ...setup, network: new Network(setup.network) },
    scales,
    rows,
    problems,
  };
}

/** In place of the bytes, which only the worker has seen. */
const NOT_HERE = new Uint8Array();

function tableOf({ name, file, rowCount, columns, summaries, categories }: TableSummary): Table {
  return {
    name,
    file,
    rowCount,
    columns: columns.map((column) => ({ ...column, numbers: new Float64Array(0) })),
    summaries,
    source: new SummarySource(summaries, categories),
  };
}

/** The first cells of each column, and its categories, each once. */
class SummarySource implements CellSource {
  readonly #summaries: TableSummary['summaries'];
  readonly #categories: TableSummary['categories'];

  constructor(summaries: TableSummary['summaries'], categories: TableSummary['categories']) {
    this.#summaries = summaries;
    this.#categories = categories;
  }

  cell(row: number, column: number): Cell {
    const text = this.#summaries[column].first[row] ?? '';
    const kind = text === '' ? 'missing' : Number.isNaN(Number(text)) ? 'text' : 'number';
    return { kind, text, quoted: false, range: { offset: 0, length: 0 }, line: row + 1, column: column + 1 };
  }

  texts(column: number): Iterable<string> {
    return this.#categories[column] ?? [];
  }
}
