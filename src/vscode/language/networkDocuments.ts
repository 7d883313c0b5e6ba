/** The networks of the workspace as values: text and data read, parsed and checked once per version, for everyone. */
import * as vscode from 'vscode';
import type { Setup } from '../../core/setup';
import { DatasetRefused, resolveDatasetPath } from '../../document/dataset/paths';
import type { PreviewedColumns } from '../../document/dataset/previewColumns';
import { unpackParsed } from '../../document/elsewhere/packParsed';
import { loadedFrom, type MentionedPlaces, type ReadElsewhere } from '../../document/elsewhere/readElsewhere';
import { type LoadedNetwork, loadSetup } from '../../document/loadSetup';
import type { Problem } from '../../document/problems';
import { Disposable } from '../disposable';
import type { OpenReader } from '../worker/reader';
import { DataFileList } from './dataFileList';
import { FileContents } from './fileContents';
import { FileWatch } from './fileWatch';
import { LargeFiles } from './largeFiles';

/** One version of a network file together with the data it refers to. */
export interface NetworkState {
  readonly uri: vscode.Uri;
  /** Counts up with every change of the text or of the data, also of unsaved ones. */
  readonly version: number;
  readonly text: string;
  /** The data file that it refers to; null where the data stand in the file itself or the path is refused. */
  readonly dataUri: vscode.Uri | null;
  /** What the ranges of the data file's problems are counted in; null where there is no data file. */
  readonly dataText: string | null;
  /** Instead, where the data file is so large that it was read by a worker. */
  readonly dataPlaces: MentionedPlaces | null;
  /** Everything that was read: tree, document, table … */
  readonly loaded: LoadedNetwork;
  /** null where an error (of the file or its data) forbids to start a run. */
  readonly setup: Setup | null;
  /** Of the network file first, then of the data file, each in the order of its text. */
  readonly problems: readonly Problem[];
}

interface Entry {
  readonly uri: vscode.Uri;
  /** Counts changes of text and data: what was read before the last one is out of date. */
  generation: number;
  version: number;
  dataUri: vscode.Uri | null;
  loading: Promise<NetworkState> | undefined;
  loaded: LoadedNetwork | undefined;
  announcing: ReturnType<typeof setTimeout> | undefined;
}

/** Typing is followed by one announcement, not by one per key. */
const ANNOUNCE_AFTER_MS = 200;

export class NetworkDocuments extends Disposable {
  readonly #entries = new Map<string, Entry>();
  readonly #contents = new FileContents();
  readonly #large: LargeFiles;
  readonly #dataFiles = new DataFileList();
  readonly #watch = this._register(
    new FileWatch((uri) => {
      this.#dataFiles.forget();
      this.#fileChanged(uri);
    }),
  );
  readonly #onDidChange = this._register(new vscode.EventEmitter<vscode.Uri>());

  /** A network or its data changed, in an editor or on disk: ask again. Comes once typing pauses. */
  readonly onDidChange = this.#onDidChange.event;

  /** @param openReader starts a worker that reads large files */
  constructor(openReader: OpenReader) {
    super();
    this.#large = this._register(new LargeFiles(openReader, this.#contents, (uri) => this.#fileChanged(uri)));
    this._register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        // Without a change of the text it is the dirty state that changed: an undone edit, a reverted file.
        if (contentChanges.length > 0 || !NetworkDocuments.isNetwork(document.uri)) this.#fileChanged(document.uri);
      }),
    );
    this._register(vscode.workspace.onDidOpenTextDocument(({ uri }) => this.#fileChanged(uri)));
    this._register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#fileChanged(uri)));
  }

  /** Whether a file is a network: its name ends in `.nn.json`. */
  static isNetwork(uri: vscode.Uri): boolean {
    return uri.path.endsWith('.nn.json');
  }

  /**
   * The newest version: an open editor's unsaved text counts before what is on disk. Kept until something changes.
   * Never rejects: a file that cannot be read has that as its problem.
   */
  get(uri: vscode.Uri): Promise<NetworkState> {
    const entry = this.#entryOf(uri);
    entry.loading ??= this.#load(entry);
    return entry.loading;
  }

  /** Reads data again whose reading was cancelled; others are not touched. */
  retry(uri: vscode.Uri): void {
    for (const file of [uri, this.#entryOf(uri).dataUri]) {
      if (file && this.#large.wasCancelled(file)) this.#fileChanged(file);
    }
  }

  /** The columns of a data file, and the delimiter to be named. @throws Error where it cannot be read as a table */
  columns(dataUri: vscode.Uri): Promise<PreviewedColumns> {
    this.#watch.add(dataUri);
    return this.#large.columns(dataUri);
  }

  override dispose(): void {
    for (const { announcing } of this.#entries.values()) clearTimeout(announcing);
    this.#entries.clear();
    super.dispose();
  }

  #entryOf(uri: vscode.Uri): Entry {
    const key = uri.toString();
    let entry = this.#entries.get(key);
    if (!entry) {
      entry = {
        uri,
        generation: 0,
        version: 0,
        dataUri: null,
        loading: undefined,
        loaded: undefined,
        announcing: undefined,
      };
      this.#entries.set(key, entry);
      this.#watch.add(uri);
    }
    return entry;
  }

  /** Reads until nothing has changed meanwhile. */
  async #load(entry: Entry): Promise<NetworkState> {
    for (;;) {
      const { generation } = entry;
      const state = await this.#read(entry);
      if (entry.generation === generation) return state;
    }
  }

  async #read(entry: Entry): Promise<NetworkState> {
    const { uri } = entry;
    let text = '';
    let unreadable: Problem | null = null;
    try {
      text = await this.#contents.text(uri);
    } catch (error) {
      unreadable = unreadableProblem(uri, error);
    }
    const files = new DataFiles(uri, (file) => this.#watch.add(file));
    const loaded = await this.#loaded(uri, text, files, entry.loaded);
    const { dataUri } = files;
    entry.loaded = loaded;
    entry.dataUri = dataUri;
    return {
      uri,
      version: ++entry.version,
      text,
      dataUri,
      dataText: loaded.data?.result.text ?? null,
      dataPlaces: loaded.data?.result.places ?? null,
      loaded,
      setup: loaded.setup,
      problems: unreadable ? [unreadable] : loaded.problems,
    };
  }

  /** In place where both network and data are small. */
  async #loaded(
    uri: vscode.Uri,
    text: string,
    files: DataFiles,
    previous: LoadedNetwork | undefined,
  ): Promise<LoadedNetwork> {
    const resolve = (path: string) => files.resolve(path);
    const readFile = (path: string) => this.#contents.bytes(resolve(path));
    const beside = {
      refuse: (path: string) => {
        const resolved = resolvedData(uri, path);
        return 'refusal' in resolved ? resolved.refusal : null;
      },
      dataFiles: () => this.#dataFiles.of(uri),
    };
    if (!LargeFiles.isLarge(text)) {
      const elsewhere: ReadElsewhere = (request) => this.#large.data(resolve(request.reference.path), request);
      return loadSetup(text, readFile, previous, { ...beside, elsewhere });
    }
    try {
      const answer = await this.#large.network(uri, text, resolve);
      return loadedFrom(answer, unpackParsed(answer.parsed!, text));
    } catch (error) {
      // Without a worker it is read slowly; what was cancelled is not read at all.
      const refused = error instanceof DatasetRefused;
      return loadSetup(
        text,
        (path) => (refused ? (resolve(path), Promise.reject(error)) : readFile(path)),
        previous,
        beside,
      );
    }
  }

  #fileChanged(uri: vscode.Uri): void {
    this.#contents.forget(uri);
    this.#large.forget(uri);
    const key = uri.toString();
    for (const entry of this.#entries.values()) {
      if (entry.uri.toString() !== key && entry.dataUri?.toString() !== key) continue;
      entry.generation++;
      entry.loading = undefined;
      clearTimeout(entry.announcing);
      entry.announcing = setTimeout(() => this.#onDidChange.fire(entry.uri), ANNOUNCE_AFTER_MS);
    }
  }
}

/** Where the data of one reading of a network are. */
class DataFiles {
  /** null where none was asked for. */
  dataUri: vscode.Uri | null = null;

  constructor(
    private readonly network: vscode.Uri,
    private readonly found: (file: vscode.Uri) => void,
  ) {}

  resolve(path: string): vscode.Uri {
    this.dataUri = resolveData(this.network, path);
    this.found(this.dataUri);
    return this.dataUri;
  }
}

/** @throws DatasetRefused where the path leads outside of the workspace folder */
function resolveData(network: vscode.Uri, path: string): vscode.Uri {
  const resolved = resolvedData(network, path);
  if ('refusal' in resolved) throw new DatasetRefused(resolved.refusal);
  return network.with({ path: resolved.path });
}

function resolvedData(network: vscode.Uri, path: string): ReturnType<typeof resolveDatasetPath> {
  const folder = vscode.workspace.getWorkspaceFolder(network);
  return resolveDatasetPath(network.path, folder?.uri.path ?? null, path);
}

function unreadableProblem(uri: vscode.Uri, error: unknown): Problem {
  const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
  const isMissing = error instanceof vscode.FileSystemError && error.code === 'FileNotFound';
  const reason = error instanceof Error ? error.message : String(error);
  return {
    severity: 'error',
    code: 'network-unreadable',
    message: isMissing ? `There is no file ${name} (${uri.path}).` : `${name} cannot be read: ${reason}`,
    range: { offset: 0, length: 0 },
    file: 'network',
  };
}
