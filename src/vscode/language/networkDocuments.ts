/** The networks of the workspace as values: text and data read, parsed and checked once per version, for everyone. */

// INTERFACE FIRST: the body follows as soon as src/document is there.
import type { Disposable, Event, Uri } from 'vscode';
import type { Setup } from '../../core/setup';

/** One version of a network file together with the data it refers to. */
export interface NetworkState {
  readonly uri: Uri;
  /** Counts up with every change of the text or of the data, also of unsaved ones. */
  readonly version: number;
  readonly text: string;
  /** The data file that it refers to; null where the data stand in the file itself or the path is refused. */
  readonly dataUri: Uri | null;
  /** null where an error (of the file or its data) forbids to start a run. */
  readonly setup: Setup | null;
}

export declare class NetworkDocuments implements Disposable {
  /** The newest version: an open editor's unsaved text counts before what is on disk. Cached until something changes. */
  get(uri: Uri): Promise<NetworkState>;
  /** A network or its data changed, in an editor or on disk: ask again. */
  readonly onDidChange: Event<Uri>;
  /** Whether a file is a network: its name ends in `.nn.json`. */
  static isNetwork(uri: Uri): boolean;
  dispose(): void;
}
