/** Where a dataset path leads: inside the workspace folder, or refused. Plain POSIX paths, no file system. */

/** What a data file is read as, by its extension; for text tables with the delimiter that is meant if none is given. */
export const datasetFormats = {
  csv: { kind: 'delimited', delimiter: ',' },
  tsv: { kind: 'delimited', delimiter: '\t' },
  json: { kind: 'json' },
  jsonl: { kind: 'lines' },
  ndjson: { kind: 'lines' },
} as const;

export type DatasetFormat = (typeof datasetFormats)[keyof typeof datasetFormats];

/** undefined where the extension is none of ours. */
export function formatOf(path: string): DatasetFormat | undefined {
  const extension = /\.([^./]*)$/.exec(path)?.[1].toLowerCase() ?? '';
  return Object.hasOwn(datasetFormats, extension)
    ? datasetFormats[extension as keyof typeof datasetFormats]
    : undefined;
}

/** Thrown by whoever reads files for `loadSetup` where the path leads outside what may be read. */
export class DatasetRefused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal) {
    super(refusal.message);
    this.refusal = refusal;
  }
}

export interface Refusal {
  readonly code: string;
  readonly message: string;
  /** The path that was probably meant. */
  readonly meant?: string;
}

/** What can be said against a dataset path without knowing where the network file lies; null where nothing. */
export function refusePath(path: string): Refusal | null {
  if (/^[a-z]:/i.test(path) || path.startsWith('/') || path.startsWith('\\') || path.startsWith('~')) {
    return { code: 'dataset-absolute', message: 'The path of the dataset must be relative to this file.' };
  }
  if (/^[a-z][a-z0-9+.-]+:/i.test(path)) {
    return { code: 'dataset-url', message: 'The dataset must be a file of the workspace, not a URL.' };
  }
  if (path.includes('\\')) {
    const meant = path.replaceAll('\\', '/');
    return {
      code: 'dataset-backslash',
      message: `Folders are separated by '/' in the path of the dataset: '${meant}'.`,
      meant,
    };
  }
  if (path.includes('\0'))
    return { code: 'dataset-path', message: 'The path of the dataset contains a NUL character.' };
  if (!formatOf(path)) {
    const known = Object.keys(datasetFormats).map((extension) => `.${extension}`);
    const message = `A dataset ends in ${known.slice(0, -1).join(', ')} or ${known[known.length - 1]}; '${path}' does not.`;
    return { code: 'dataset-format', message };
  }
  return null;
}

/**
 * The path of a dataset, normalized.
 * @param documentPath Absolute POSIX path of the network file: `/home/ann/networks/dosage.nn.json`.
 * @param workspaceRoot Absolute path of the workspace folder; null where none is open: then the network file's folder.
 * @param datasetPath As the network file has it.
 */
export function resolveDatasetPath(
  documentPath: string,
  workspaceRoot: string | null,
  datasetPath: string,
): { readonly path: string } | { readonly refusal: Refusal } {
  const refusal = refusePath(datasetPath);
  // Where a file is counts more than what it is: another extension would not help.
  if (refusal && refusal.code !== 'dataset-format') return { refusal };
  const folder = steps(documentPath).slice(0, -1);
  const root = workspaceRoot === null ? folder : steps(workspaceRoot);
  const target = normalized([...folder, ...steps(datasetPath)]);
  if (!target || root.some((step, index) => target[index] !== step) || (!refusal && target.length === root.length)) {
    const where = workspaceRoot === null ? 'the folder of this file' : 'the workspace folder';
    return {
      refusal: {
        code: 'dataset-outside',
        message: `'${datasetPath}' lies outside ${where}: only data inside it are read.`,
      },
    };
  }
  return refusal ? { refusal } : { path: `/${target.join('/')}` };
}

function steps(path: string): string[] {
  return path.split('/').filter((step) => step !== '' && step !== '.');
}

/** undefined where `..` leads above the top. */
function normalized(path: readonly string[]): string[] | undefined {
  const result: string[] = [];
  for (const step of path) {
    if (step !== '..') result.push(step);
    else if (result.pop() === undefined) return undefined;
  }
  return result;
}
