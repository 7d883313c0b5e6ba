/** The host's side of a worker that reads one data file: gives it the bytes once, asks, and hears how far it has come. */
import type { Answer } from '../../document/elsewhere/readElsewhere';
import type { FromReader, ToReader } from '../../document/elsewhere/serveReading';
import type { OpenWorker, WorkerChannel } from '../../training/runner/workerRunner';

export type OpenReader = OpenWorker<ToReader, FromReader>;

interface Asked {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: Error) => void;
}

export class Reader {
  readonly #open: OpenReader;
  readonly #bytes: () => Promise<Uint8Array>;
  readonly #asked = new Map<number, Asked>();
  readonly #listeners = new Set<(share: number) => void>();
  #channel: Promise<WorkerChannel<ToReader, FromReader>> | undefined;
  #lastId = 0;
  #ended: Error | undefined;

  /** @param bytes of the data file, in an array of their own: they are given away */
  constructor(open: OpenReader, bytes: () => Promise<Uint8Array>) {
    this.#open = open;
    this.#bytes = bytes;
  }

  /** false once it was closed or its worker has ended. */
  get alive(): boolean {
    return this.#ended === undefined;
  }

  /**
   * @param text of the network
   * @throws Error where the worker ends before it has answered
   */
  async read(text: string): Promise<Answer> {
    const first = this.#channel === undefined;
    this.#channel ??= this.#start();
    const channel = await this.#channel;
    const bytes = first ? await this.#bytes() : undefined;
    if (this.#ended) throw this.#ended;
    return new Promise((resolve, reject) => {
      const id = ++this.#lastId;
      this.#asked.set(id, { resolve, reject });
      if (!bytes) return channel.post({ id, text });
      // A view of a larger buffer is copied: what is beside it belongs to others.
      const own = bytes.byteLength === bytes.buffer.byteLength ? bytes : bytes.slice();
      channel.post({ id, text, bytes: own }, [own.buffer as ArrayBuffer]);
    });
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

  async #start(): Promise<WorkerChannel<ToReader, FromReader>> {
    const channel = await this.#open();
    if (this.#ended) channel.close();
    channel.listen(
      (message) => this.#hear(message),
      (reason) => this.#end(new Error(reason)),
    );
    return channel;
  }

  #hear(message: FromReader): void {
    if (message.type === 'progress') {
      for (const listener of this.#listeners) listener(message.share);
      return;
    }
    const asked = this.#asked.get(message.id);
    this.#asked.delete(message.id);
    if (message.type === 'answer') asked?.resolve(message.answer);
    else asked?.reject(new Error(message.message));
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
