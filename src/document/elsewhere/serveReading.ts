/** The worker's side of reading large data: keeps the table, answers with setups; the same in Node and in the browser. */

import { dataDigest } from '../../core/numbersHash';
import type { Setup, TrainingData } from '../../core/setup';
import { summarizeColumn } from '../dataset/statistics';
import type { Table } from '../dataset/table';
import { type LoadedNetwork, loadSetup } from '../loadSetup';
import type { Problem } from '../problems';
import { categoriesOf } from '../setup/features';
import { TextLines } from '../textLines';
import type { Answer, PlainSetup, TableSummary } from './readElsewhere';

export interface ToReader {
  readonly id: number;
  /** Of the network. */
  readonly text: string;
  /** Of the data file; left out where they are the same as the last time. */
  readonly bytes?: Uint8Array;
}

export type FromReader =
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'answer'; readonly id: number; readonly answer: Answer }
  | { readonly type: 'failed'; readonly id: number; readonly message: string };

const MOST_CATEGORIES = 1000;

/** What to do with each message, given how to answer. */
export function serveReading(post: (message: FromReader, transfer: ArrayBuffer[]) => void) {
  let bytes: Uint8Array = new Uint8Array();
  let loaded: LoadedNetwork | undefined;
  let summary: { readonly table: Table; readonly of: TableSummary } | undefined;

  async function read({ id, text, bytes: given }: ToReader): Promise<void> {
    bytes = given ?? bytes;
    loaded = await loadSetup(text, () => Promise.resolve(bytes), loaded, {
      onProgress: (share) => post({ type: 'progress', id, share }, []),
    });
    const { table } = loaded;
    if (table && summary?.table !== table) summary = { table, of: summaryOf(table) };
    const answer = answerOf(loaded, table && summary!.of);
    post({ type: 'answer', id, answer }, buffersOf(answer));
  }

  let last = Promise.resolve();
  return (message: ToReader): void => {
    // One after the other, so that the table that the first has read serves the next.
    last = last
      .then(() => read(message))
      .catch((error: unknown) => post({ type: 'failed', id: message.id, message: String(error) }, []));
  };
}

function summaryOf(table: Table): TableSummary {
  const { name, rowCount, columns } = table;
  const summaries = columns.map((_, index) => summarizeColumn(table, index));
  return {
    name,
    rowCount,
    columns: columns.map(({ numbers: _numbers, ...rest }) => rest),
    summaries,
    categories: summaries.map(({ type }, index) =>
      type === 'text' ? categoriesOf([...table.source.texts(index)]).slice(0, MOST_CATEGORIES) : null,
    ),
  };
}

function answerOf({ data, setup, scales, rows, problems }: LoadedNetwork, table: TableSummary | null): Answer {
  return {
    table,
    places: placesOf(problems, data?.result.text ?? ''),
    setup: setup && plain(setup),
    scales,
    rows,
    problems,
  };
}

function placesOf(problems: readonly Problem[], text: string): Answer['places'] {
  const ranges = problems.flatMap(({ file, range, fix }) => [
    ...(file === 'data' ? [range] : []),
    ...((fix?.file ?? file) === 'data' ? (fix?.edits ?? []) : []),
  ]);
  if (ranges.length === 0) return [];
  const lines = new TextLines(text);
  const offsets = new Set(ranges.flatMap(({ offset, length }) => [offset, offset + length]));
  return [...offsets].map((offset) => [offset, lines.at(offset)] as const);
}

function plain({ network, data, validation, ...rest }: Setup): PlainSetup {
  const { inputs, outputs, layers, loss } = network;
  return {
    ...rest,
    network: { inputs, outputs, layers, loss },
    data: shared(data),
    ...(validation && { validation: shared(validation) }),
  };
}

/** In memory that the host and the workers of runs see without a copy, where the host has such memory. */
function shared(data: TrainingData): TrainingData {
  const digest = dataDigest(data);
  if (typeof SharedArrayBuffer === 'undefined') return { ...data, digest };
  const copy = (numbers: Float64Array) => {
    const place = new Float64Array(new SharedArrayBuffer(numbers.byteLength));
    place.set(numbers);
    return place;
  };
  return { count: data.count, inputs: copy(data.inputs), outputs: copy(data.outputs), digest };
}

/** What is given away instead of copied: made for the answer alone. */
function buffersOf({ setup }: Answer): ArrayBuffer[] {
  const samples = [setup?.data, setup?.validation].filter((data) => data !== undefined);
  const buffers = samples.flatMap(({ inputs, outputs }) => [inputs.buffer, outputs.buffer]);
  return buffers.filter((buffer) => buffer instanceof ArrayBuffer);
}
