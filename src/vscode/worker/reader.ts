/** The host's side of a worker that reads: asks, gives it the files that it asks for, and hears how far it has come. */
import type { PreviewedColumns } from '../../document/dataset/previewColumns';
import { failureOf } from '../../document/elsewhere/failure';
import type { FromReader, GivenFile, ToReader } from '../../document/elsewhere/messages';
import type { Answer } from '../../document/elsewhere/readElsewhere';
import type { OpenWorker, WorkerChannel } from '../../training/runner/workerRunner';

export type OpenReader = OpenWorker<ToReader, FromReader>;

/**
 * A file for the worker; bytes must be in an array of their own: they are given away. Rejects as `readFile` of `loadSetup`.
 * @param path as the network has it
 * @param known whether the worker still has what it was given last under that path
 */
export type GiveFile = (path: string, known: boolean) => Promise<GivenFile>;

type Question = Omit<ToReader & { type: 'network' }, 'id'> | Omit<ToReader & { type: 'columns' }, 'id'>;

interface Asked {
  readonly giveFile: GiveFile;
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

export class Reader {
  readonly #open: OpenReader;
  readonly #asked = new Map<number, Asked>();
  readonly #listeners = new Set<(share: number) => void>();
  #channel: Promise<WorkerChannel<ToReader, FromReader>> | undefined;
  #lastId = 0;
  #ended: Error | undefined;

  constructor(open: OpenReader) {
    this.#open = open;
  }

  /** false once it was closed or its worker has ended. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /**
   * @param text of the network
   * @param parsed whether the answer is to hold the parsed network too
   * @throws Error where the worker ends before it has answered
   */
  network(text: string, parsed: boolean, giveFile: GiveFile): Promise<Answer> {
    return this.#ask({ type: 'network', text, parsed }, giveFile);
  }

  /** @throws Error where the file is no table, or the worker ends before it has answered */
  columns(path: string, giveFile: GiveFile): Promise<PreviewedColumns> {
    return this.#ask({ type: 'columns', path }, giveFile);
  }

  /** Hears which share of the file has been read. @returns stops that */
  onProgress(listener: (share: number) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the worker at once, whatever it is at. */
  close(): void {
    this.#end(new Error('the reading was ended'));
  }

  async #ask<T>(question: Question, giveFile: GiveFile): Promise<T> {
    this.#channel ??= this.#start();
    const channel = await this.#channel;
    if (this.#ended) throw this.#ended;
    return new Promise<T>((resolve, reject) => {
      const id = ++this.#lastId;
      this.#asked.set(id, { giveFile, resolve, reject });
      channel.post({ ...question, id });
    });
  }

  async #start(): Promise<WorkerChannel<ToReader, FromReader>> {
    const channel = await this.#open();
    if (this.#ended) channel.close();
    channel.listen(
      (message) => this.#hear(channel, message),
      (reason) => this.#end(new Error(reason)),
    );
    return channel;
  }

  #hear(channel: WorkerChannel<ToReader, FromReader>, message: FromReader): void {
    const asked = this.#asked.get(message.id);
    if (message.type === 'progress') {
      for (const listener of this.#listeners) listener(message.share);
    } else if (message.type === 'asks') {
      if (asked) void this.#give(channel, message, asked.giveFile);
    } else {
      this.#asked.delete(message.id);
      if (message.type === 'failed') asked?.reject(new Error(message.message));
      else asked?.resolve(message.answer as never);
    }
  }

  async #give(
    channel: WorkerChannel<ToReader, FromReader>,
    { id, path, known }: FromReader & { type: 'asks' },
    giveFile: GiveFile,
  ): Promise<void> {
    const file = await giveFile(path, known).catch((error: unknown): GivenFile => ({
      kind: 'failed',
      failure: failureOf(error),
    }));
    if (this.#ended) return;
    channel.post({ type: 'given', id, file }, file.kind === 'bytes' ? [file.bytes.buffer as ArrayBuffer] : []);
  }

  #end(reason: Error): void {
    if (this.#ended) return;
    this.#ended = reason;
    void this.#channel?.then(
      (channel) => channel.close(),
      () => undefined,
    );
    for (const { reject } of this.#asked.values()) reject(reason);
    this.#asked.clear();
  }
}
