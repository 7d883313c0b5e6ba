/** One call from a network file's text to everything a run starts from: parses it, reads its data, checks both. */

import { type DatasetOptions, type DatasetResult, parseDataset } from './dataset/parseDataset';
import { inlineTable } from './dataset/jsonTable';
import { DatasetRefused, type Refusal, refusePath } from './dataset/paths';
import { withFileMeant } from './dataset/fileMeant';
import type { Table } from './dataset/table';
import type { Setup } from '../core/setup';
import { insertProperty } from './json/edits';
import { propertyOf } from './json/tree';
import type { DatasetReference } from './outline';
import { parseNetwork, type ParsedNetwork } from './parse';
import { type Fix, type Problem, Problems, sortProblems } from './problems';
import { buildSetup, type SetupResult } from './setup/buildSetup';
import { loadedFrom, type MentionedPlaces, type ReadElsewhere } from './elsewhere/readElsewhere';

/** A data file as it was read. */
export interface LoadedData {
  readonly bytes: Uint8Array;
  readonly reference: FileReference;
  readonly result: DatasetResult & {
    /** Instead of the text, where the file was read elsewhere. */
    readonly places?: MentionedPlaces;
  };
}

export interface LoadedNetwork {
  readonly parsed: ParsedNetwork;
  /** null where the network file has an error. */
  readonly document: ParsedNetwork['document'];
  /** null where there are no data, or none that can be read. */
  readonly table: Table | null;
  /** null where the data stand in the network file, or the file could not be read. */
  readonly data: LoadedData | null;
  /** null where anything has an error. */
  readonly setup: Setup | null;
  readonly scales: SetupResult['scales'];
  readonly rows: SetupResult['rows'];
  /** Of the network file first, then of the data file, each in the order of its text. */
  readonly problems: readonly Problem[];
}

export type FileReference = Extract<DatasetReference, { kind: 'file' }>;

export interface LoadOptions {
  readonly elsewhere?: ReadElsewhere | undefined;
  readonly onProgress?: ((share: number) => void) | undefined;
  /** What is said against a path by whoever knows where the network file lies. */
  readonly refuse?: ((path: string) => Refusal | null) | undefined;
  /** The data files there are, relative to the network file: asked for where the one that is named cannot be read. */
  readonly dataFiles?: (() => Promise<readonly string[]>) | undefined;
}

/**
 * @param readFile Gets the path as the network file has it, and how it is to be read; rejects where there is no such
 *   file, or with `DatasetRefused` where it may not be read. Never called for a path that is refused by its looks.
 * @param previous The result for an earlier version: where `readFile` gives the same array again and it is to be read
 *   the same way, the table is used again.
 * @param options.elsewhere Is asked for each data file before it is read: a large one is read by a worker.
 * @param options.refuse Is asked of a path that ends as no data file does: it may lie outside of what is read.
 * @param options.dataFiles Is asked where there is no such file.
 * @param options.onProgress Hears now and then which share of the data has been read.
 */
export async function loadSetup(
  text: string,
  readFile: (path: string, reference: FileReference) => Promise<Uint8Array>,
  previous?: Pick<LoadedNetwork, 'data'>,
  { elsewhere, onProgress, refuse, dataFiles }: LoadOptions = {},
): Promise<LoadedNetwork> {
  const parsed = parseNetwork(text);
  const reference = parsed.outline?.dataset ?? null;
  let problems: Problem[] = [...parsed.problems];
  let data: LoadedData | null = null;
  let table: Table | null = null;
  if (reference?.kind === 'inline') {
    ({ table } = inlineTable(reference.node, text));
  } else if (reference && reference.path !== '' && !refusePath(reference.path)) {
    const read = async (path: string) => (await elsewhere?.({ text, reference })) ?? (await readFile(path, reference));
    const found = await readOrReport(reference, read, problems);
    if (found && 'places' in found) return loadedFrom(found, parsed);
    if (found)
      data = { bytes: found, reference, result: readTable(found, { ...reference, onProgress }, previous?.data) };
    if (data) problems.push(...data.result.problems.map((problem) => withDelimiterFix(problem, data!, text, parsed)));
    table = data?.result.table ?? null;
  }
  if (reference?.kind === 'file') problems = await withFileMeant(problems, reference, refuse, dataFiles);
  const result = table && buildSetup(parsed, table, data?.result.text ?? text);
  problems.push(...(result?.problems ?? []));
  const failed = problems.some(({ severity }) => severity === 'error');
  return {
    parsed,
    document: parsed.document,
    table,
    data,
    setup: failed ? null : (result?.setup ?? null),
    scales: result?.scales ?? [],
    rows: result?.rows ?? null,
    problems: sortProblems(problems),
  };
}

/** null where it failed: the problem is told. */
async function readOrReport<T>(
  reference: FileReference,
  readFile: (path: string) => Promise<T>,
  problems: Problem[],
): Promise<T | null> {
  const report = new Problems();
  try {
    return await readFile(reference.path);
  } catch (error) {
    if (error instanceof DatasetRefused) {
      report.error(error.refusal.code, error.refusal.message, reference.pathRange, { path: ['dataset'] });
    } else if (isNotFound(error)) {
      const message = `There is no file '${reference.path}' beside this one.`;
      report.error('dataset-not-found', message, reference.pathRange, { path: ['dataset'] });
    } else {
      const reason = error instanceof Error ? error.message : String(error);
      report.error('dataset-unreadable', `'${reference.path}' cannot be read: ${reason}`, reference.pathRange, {
        path: ['dataset'],
      });
    }
    problems.push(...report.list);
    return null;
  }
}

/** Node says ENOENT, VS Code's file system FileNotFound. */
function isNotFound(error: unknown): boolean {
  const { code, name } = (error ?? {}) as { code?: unknown; name?: unknown };
  return [code, name].some((word) => typeof word === 'string' && /^ENOENT|NotFound/.test(word));
}

function readTable(
  bytes: Uint8Array,
  reference: FileReference & DatasetOptions,
  previous: LoadedData | null | undefined,
): DatasetResult {
  if (previous?.bytes === bytes && readAlike(previous.reference, reference)) return previous.result;
  return parseDataset(bytes, reference.path, reference);
}

/** Whether the same bytes make the same table. */
export function readAlike(a: FileReference, b: FileReference): boolean {
  const options = ({ path, delimiter, header, columns }: FileReference) =>
    JSON.stringify([path, delimiter, header, columns]);
  return options(a) === options(b);
}

/** That another delimiter must be named is mended in the network file: its `dataset` is where the problem is shown. */
function withDelimiterFix(
  problem: Problem,
  { reference, result }: LoadedData,
  text: string,
  { outline }: ParsedNetwork,
): Problem {
  const { meantDelimiter } = result;
  if (problem.code !== 'dataset-delimiter' || meantDelimiter === undefined || !outline) return problem;
  const node = outline.root.properties.findLast(({ key }) => key === 'dataset')!.value;
  const named = JSON.stringify(meantDelimiter);
  const given = propertyOf(node, 'delimiter')?.value;
  const title = `Read it with the delimiter ${named}`;
  const whole = `{ "file": ${JSON.stringify(reference.path)}, "delimiter": ${named} }`;
  const fix: Fix = given
    ? { title, edits: [{ offset: given.offset, length: given.length, text: named }] }
    : (insertProperty(text, node, 'delimiter', meantDelimiter) ?? {
        title,
        edits: [{ ...reference.range, text: whole }],
      });
  const { severity, code, message } = problem;
  return { severity, code, message, range: reference.pathRange, file: 'network', path: ['dataset'], fix };
}
