/** Large files, networks and data: read by workers that keep the tables, with progress that can be cancelled. */
import * as vscode from 'vscode';
import { DatasetRefused } from '../../document/dataset/paths';
import { type PreviewedColumns, previewColumns } from '../../document/dataset/previewColumns';
import type { Answer, ToBeRead } from '../../document/elsewhere/readElsewhere';
import { Disposable } from '../disposable';
import { fileName } from '../problemText';
import { type GiveFile, type OpenReader, Reader } from '../worker/reader';
import type { FileContents } from './fileContents';
import { showWhileLong } from './showReading';

/** Bytes; smaller data are read in place, in a few milliseconds. */
const LARGE_DATA = 2 ** 18;
/** Characters; shorter networks are parsed in place. */
const LARGE_NETWORK = 2 ** 18;
/** A worker that nobody has asked for so long is closed: its memory is free, and the next who asks waits a little. */
const KEEP_MS = 10 * 60_000;

interface Kept {
  readonly reader: Reader;
  /** What it was given. */
  readonly files: Set<string>;
  idle: ReturnType<typeof setTimeout> | undefined;
}

export class LargeFiles extends Disposable {
  readonly #readers = new Map<string, Kept>();
  readonly #cancelled = new Set<string>();

  /** @param retry is called where someone wants a file after all whose reading was cancelled */
  constructor(
    private readonly open: OpenReader,
    private readonly contents: FileContents,
    private readonly retry: (uri: vscode.Uri) => void,
  ) {
    super();
  }

  /** Whether a network is not to be parsed in place. */
  static isLarge(network: string): boolean {
    return network.length >= LARGE_NETWORK;
  }

  /**
   * The data of a network, which is parsed already; undefined where they are small enough to be read in place.
   * @throws DatasetRefused where the reading is cancelled, and from then on until `forget`
   */
  async data(dataUri: vscode.Uri, { text, reference }: ToBeRead): Promise<Answer | undefined> {
    if ((await this.contents.size(dataUri)) < LARGE_DATA) return undefined;
    return this.#read(
      dataUri,
      reference.path,
      () => dataUri,
      (reader, give) => reader.network(text, false, give),
    );
  }

  /**
   * A large network with its data, small or not; the answer has the parsed network.
   * @param resolve where a data file is; throws `DatasetRefused`
   * @throws DatasetRefused where the reading is cancelled, and from then on until `forget`
   */
  network(uri: vscode.Uri, text: string, resolve: (path: string) => vscode.Uri): Promise<Answer> {
    return this.#read(uri, fileName(uri), resolve, (reader, give) => reader.network(text, true, give));
  }

  /** The columns of a data file that no network may have read yet. @throws Error where it is no table */
  async columns(dataUri: vscode.Uri): Promise<PreviewedColumns> {
    const name = fileName(dataUri);
    if ((await this.contents.size(dataUri)) < LARGE_DATA)
      return previewColumns(await this.contents.bytes(dataUri), name);
    this.#cancelled.delete(dataUri.toString());
    return this.#read(
      dataUri,
      name,
      () => dataUri,
      (reader, give) => reader.columns(name, give),
    );
  }

  wasCancelled(uri: vscode.Uri): boolean {
    return this.#cancelled.has(uri.toString());
  }

  /** The file has changed, or is to be read once more. */
  forget(uri: vscode.Uri): void {
    const changed = uri.toString();
    this.#cancelled.delete(changed);
    for (const [key, { files }] of this.#readers) if (files.has(changed)) this.#close(key);
  }

  override dispose(): void {
    for (const key of [...this.#readers.keys()]) this.#close(key);
    super.dispose();
  }

  /** @param uri whose worker reads it */
  async #read<T>(
    uri: vscode.Uri,
    title: string,
    resolve: (path: string) => vscode.Uri,
    ask: (reader: Reader, give: GiveFile) => Promise<T>,
  ): Promise<T> {
    const key = uri.toString();
    if (this.#cancelled.has(key)) throw cancelled(title);
    const kept = this.#readerOf(key);
    const cancel = () => {
      this.#cancelled.add(key);
      this.#close(key);
      void this.#offerAgain(uri, title);
    };
    try {
      const answer = ask(kept.reader, async (path, known) => {
        const file = resolve(path);
        kept.files.add(file.toString());
        return known ? { kind: 'same' } : await this.contents.given(file);
      });
      showWhileLong(`Reading ${title}`, kept.reader, answer, cancel);
      return await answer;
    } catch (error) {
      throw this.#cancelled.has(key) ? cancelled(title) : error;
    } finally {
      clearTimeout(kept.idle);
      if (kept.reader.alive) kept.idle = setTimeout(() => this.#close(key), KEEP_MS);
    }
  }

  /** The worker that knows the file, or a new one where it has died or there is none. */
  #readerOf(key: string): Kept {
    const before = this.#readers.get(key);
    clearTimeout(before?.idle);
    if (before?.reader.alive) return before;
    const kept: Kept = { reader: new Reader(this.open), files: new Set(), idle: undefined };
    this.#readers.set(key, kept);
    return kept;
  }

  #close(key: string): void {
    const kept = this.#readers.get(key);
    if (!kept) return;
    clearTimeout(kept.idle);
    kept.reader.close();
    this.#readers.delete(key);
  }

  async #offerAgain(uri: vscode.Uri, title: string): Promise<void> {
    const again = 'Read Again';
    const chosen = await vscode.window.showInformationMessage(`Reading ${title} was cancelled.`, again);
    if (chosen === again && this.wasCancelled(uri)) this.retry(uri);
  }
}

function cancelled(path: string): DatasetRefused {
  const message = `Reading '${path}' was cancelled. Opening the stepper reads it again.`;
  return new DatasetRefused({ code: 'dataset-cancelled', message });
}
