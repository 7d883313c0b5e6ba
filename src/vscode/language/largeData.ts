/** Large data files: read by a worker that keeps the table, with progress that can be cancelled once it takes a while. */
import * as vscode from 'vscode';
import { DatasetRefused } from '../../document/dataset/paths';
import type { Answer, ToBeRead } from '../../document/elsewhere/readElsewhere';
import { Disposable } from '../disposable';
import { type OpenReader, Reader } from '../worker/reader';

/** Bytes; smaller files are read in place, in about the time that a worker takes to start. */
const LARGE_BYTES = 2 ** 19;
/** Reading that is done sooner needs no progress. */
const SHOW_AFTER_MS = 1000;
/** A worker that nobody has asked for so long is closed: its memory is free, and the next who asks waits a little. */
const KEEP_MS = 10 * 60_000;

interface Kept {
  readonly reader: Reader;
  idle: ReturnType<typeof setTimeout> | undefined;
}

export class LargeData extends Disposable {
  /** Arrays that were given away to a worker are empty here, but still stand for what they held. */
  readonly #large = new WeakSet<Uint8Array>();
  readonly #readers = new Map<string, Kept>();
  readonly #cancelled = new Set<string>();

  /**
   * @param fresh the bytes of a file as it is now, in an array that nobody else has
   * @param retry is called where someone wants a file after all whose reading was cancelled
   */
  constructor(
    private readonly open: OpenReader,
    private readonly fresh: (dataUri: vscode.Uri) => Promise<Uint8Array>,
    private readonly retry: (dataUri: vscode.Uri) => void,
  ) {
    super();
  }

  /**
   * undefined where the file is small enough to be read in place.
   * @throws DatasetRefused where the reading is cancelled, and from then on until `forget`
   */
  read(dataUri: vscode.Uri, request: ToBeRead): Promise<Answer> | undefined {
    const { bytes } = request;
    if (bytes.length < LARGE_BYTES && !this.#large.has(bytes)) return undefined;
    this.#large.add(bytes);
    return this.#read(dataUri, request);
  }

  wasCancelled(dataUri: vscode.Uri): boolean {
    return this.#cancelled.has(dataUri.toString());
  }

  /** The file has changed, or is to be read once more. */
  forget(dataUri: vscode.Uri): void {
    const key = dataUri.toString();
    this.#cancelled.delete(key);
    this.#close(key);
  }

  override dispose(): void {
    for (const key of [...this.#readers.keys()]) this.#close(key);
    super.dispose();
  }

  async #read(dataUri: vscode.Uri, { text, bytes, reference }: ToBeRead): Promise<Answer> {
    const key = dataUri.toString();
    if (this.#cancelled.has(key)) throw cancelled(reference.path);
    const kept = this.#readerOf(key, dataUri, bytes);
    const cancel = () => {
      this.#cancelled.add(key);
      this.#close(key);
      void this.#offerAgain(dataUri, reference.path);
    };
    try {
      const answer = kept.reader.read(text);
      showWhileLong(`Reading ${reference.path}`, kept.reader, answer, cancel);
      return await answer;
    } catch (error) {
      throw this.#cancelled.has(key) ? cancelled(reference.path) : error;
    } finally {
      clearTimeout(kept.idle);
      if (kept.reader.alive) kept.idle = setTimeout(() => this.#close(key), KEEP_MS);
    }
  }

  /** The worker that knows the file, or a new one where it has died or there is none. */
  #readerOf(key: string, dataUri: vscode.Uri, bytes: Uint8Array): Kept {
    const before = this.#readers.get(key);
    clearTimeout(before?.idle);
    if (before?.reader.alive) return before;
    const given = () => (bytes.length > 0 ? Promise.resolve(bytes) : this.fresh(dataUri));
    const kept: Kept = { reader: new Reader(this.open, given), idle: undefined };
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

  async #offerAgain(dataUri: vscode.Uri, path: string): Promise<void> {
    const again = 'Read Again';
    const chosen = await vscode.window.showInformationMessage(`Reading ${path} was cancelled.`, again);
    if (chosen === again && this.wasCancelled(dataUri)) this.retry(dataUri);
  }
}

function cancelled(path: string): DatasetRefused {
  const message = `Reading '${path}' was cancelled. Opening the stepper reads it again.`;
  return new DatasetRefused({ code: 'dataset-cancelled', message });
}

/** A notification with the share that has been read, where it lasts. */
function showWhileLong(title: string, reader: Reader, answer: Promise<unknown>, cancel: () => void): void {
  const done = answer.then(
    () => undefined,
    () => undefined,
  );
  let share = 0;
  const stopListening = reader.onProgress((now) => (share = now));
  const timer = setTimeout(() => {
    stopListening();
    void vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      async (progress, token) => {
        token.onCancellationRequested(cancel);
        progress.report({ increment: 100 * share });
        const stop = reader.onProgress((now) => {
          progress.report({ increment: 100 * Math.max(0, now - share), message: `${Math.floor(100 * now)} %` });
          share = now;
        });
        await done;
        stop();
      },
    );
  }, SHOW_AFTER_MS);
  void done.then(() => {
    clearTimeout(timer);
    stopListening();
  });
}
