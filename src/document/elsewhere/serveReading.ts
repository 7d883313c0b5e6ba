/** The worker's side of reading: keeps the table, answers with setups; the same in Node and in the browser. */

import { previewColumns } from '../dataset/previewColumns';
import type { Table } from '../dataset/table';
import { type FileReference, type LoadedNetwork, loadSetup, readAlike } from '../loadSetup';
import { answerOf, summaryOf } from './answer';
import { errorOf } from './failure';
import type { FromReader, GivenFile, ToReader } from './messages';
import type { TableSummary } from './readElsewhere';

type Post = (message: FromReader, transfer: ArrayBuffer[]) => void;

/** Reads a file by its path; absent where there is no disk. */
export type ReadDisk = (path: string) => Promise<Uint8Array>;

/** What to do with each message, given how to answer. */
export function serveReading(post: Post, readDisk?: ReadDisk): (message: ToReader) => void {
  const asked = new Map<number, (file: GivenFile) => void>();
  /** What was read last; the samples made of it are given away. */
  let kept: Pick<LoadedNetwork, 'data'> | undefined;
  let summary: { readonly table: Table; readonly of: TableSummary } | undefined;

  /** undefined: as it was the last time. */
  async function fileOf(id: number, path: string, known: boolean): Promise<Uint8Array | undefined> {
    const given = new Promise<GivenFile>((resolve) => asked.set(id, resolve));
    post({ type: 'asks', id, path, known }, []);
    const file = await given;
    if (file.kind === 'failed') throw errorOf(file.failure);
    if (file.kind === 'same') return undefined;
    if (file.kind === 'bytes') return file.bytes;
    if (!readDisk) throw new Error('There is no disk here.');
    return readDisk(file.path);
  }

  async function readNetwork({ id, text, parsed }: ToReader & { type: 'network' }): Promise<void> {
    const before = kept?.data;
    const read = async (path: string, reference: FileReference): Promise<Uint8Array> => {
      const known = before !== undefined && before !== null && readAlike(before.reference, reference);
      return (await fileOf(id, path, known)) ?? before!.bytes;
    };
    const onProgress = (share: number) => post({ type: 'progress', id, share }, []);
    const loaded = await loadSetup(text, read, kept, { onProgress });
    kept = withoutBytes(loaded);
    const { table } = loaded;
    if (table && summary?.table !== table) summary = { table, of: summaryOf(table) };
    const { answer, buffers } = answerOf(loaded, table && summary!.of, parsed);
    post({ type: 'network', id, answer }, buffers);
  }

  async function readColumns({ id, path }: ToReader & { type: 'columns' }): Promise<void> {
    const bytes = await fileOf(id, path, false);
    const answer = previewColumns(bytes!, path, (share) => post({ type: 'progress', id, share }, []));
    post({ type: 'columns', id, answer }, []);
  }

  let last = Promise.resolve();
  return (message) => {
    if (message.type === 'given') {
      asked.get(message.id)?.(message.file);
      asked.delete(message.id);
      return;
    }
    // One after the other, so that the table that the first has read serves the next.
    last = last
      .then(() => (message.type === 'network' ? readNetwork(message) : readColumns(message)))
      .catch((error: unknown) => post({ type: 'failed', id: message.id, message: messageOf(error) }, []));
  };
}

/** Whoever reads the same file again gets this empty array for it, and with it the table; the bytes are free. */
function withoutBytes({ data }: LoadedNetwork): Pick<LoadedNetwork, 'data'> {
  return { data: data && { ...data, bytes: new Uint8Array() } };
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
