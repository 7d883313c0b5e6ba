/** What a worker answers that has read a network and its data: all that is asked of them, without the rows. */

import { summarizeData } from '../../core/dataSummary';
import { dataDigest } from '../../core/numbersHash';
import type { Setup, TrainingData } from '../../core/setup';
import { summarizeColumn } from '../dataset/statistics';
import type { Table } from '../dataset/table';
import type { LoadedNetwork } from '../loadSetup';
import type { Problem } from '../problems';
import { categoriesOf } from '../setup/features';
import { TextLines } from '../textLines';
import { packParsed } from './packParsed';
import type { Answer, PlainSetup, TableSummary } from './readElsewhere';

const MOST_CATEGORIES = 1000;

export function summaryOf(table: Table): TableSummary {
  const { name, file, rowCount, columns } = table;
  const summaries = columns.map((_, index) => summarizeColumn(table, index));
  return {
    name,
    file,
    rowCount,
    columns: columns.map(({ numbers: _numbers, ...rest }) => rest),
    summaries,
    categories: summaries.map(({ type }, index) =>
      type === 'text' ? categoriesOf([...table.source.texts(index)]).slice(0, MOST_CATEGORIES) : null,
    ),
  };
}

/**
 * @param table of `loaded`
 * @param parsed whether the answer is to hold the parsed network too
 * @returns beside the answer the buffers that are given away instead of copied: they were made for it
 */
export function answerOf(
  loaded: LoadedNetwork,
  table: TableSummary | null,
  parsed: boolean,
): { answer: Answer; buffers: ArrayBuffer[] } {
  const { data, setup, scales, rows, problems } = loaded;
  const { packed, buffers } = parsed ? packParsed(loaded.parsed) : { packed: null, buffers: [] };
  const answer: Answer = {
    parsed: packed,
    table,
    hasData: data !== null,
    places: placesOf(problems, data?.result.text ?? ''),
    setup: setup && plain(setup),
    scales,
    rows: rows && { training: rows.training.slice(), validation: rows.validation.slice() },
    problems,
  };
  return { answer, buffers: [...buffers, ...buffersOf(answer)] };
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
    data: { ...shared(data), summary: summarizeData(data, inputs.length, outputs.length) },
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

function buffersOf({ setup, rows }: Answer): ArrayBuffer[] {
  const samples = [setup?.data, setup?.validation].filter((data) => data !== undefined);
  const arrays = [...samples.flatMap(({ inputs, outputs }) => [inputs, outputs]), rows?.training, rows?.validation];
  return arrays.flatMap((array) => (array?.buffer instanceof ArrayBuffer ? array.buffer : []));
}
