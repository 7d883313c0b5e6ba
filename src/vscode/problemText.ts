/** The first error of a network or its data as a sentence with its place, and as the panel shows it. */
import type { Problem } from '../document/problems';
import type { ProblemView } from '../protocol/views';

/** What is needed of a network's state: see NetworkState. */
export interface Checked {
  readonly uri: { readonly path: string };
  readonly text: string;
  readonly dataUri: { readonly path: string } | null;
  readonly dataText?: string | null;
  readonly problems: readonly Problem[];
}

/** Lines shown above and below the one with the problem. */
const CONTEXT_LINES = 3;

export function fileName(uri: { readonly path: string }): string {
  return uri.path.slice(uri.path.lastIndexOf('/') + 1);
}

/** `dosage.nn.json:9:19: Neuron 1 of layer 2 has 1 weight; …` */
export function describeFirstProblem(state: Checked): string {
  const view = problemView(state, false);
  if (!view) return `${fileName(state.uri)} cannot be run.`;
  // What is said of data names the file, the line and the cell itself.
  const named = view.message.startsWith(`${view.fileName}:`);
  return named ? view.message : `${view.fileName}:${view.line}:${view.column}: ${view.message}`;
}

/** The first error, with a few lines around it; null where there is none. */
export function problemView(state: Checked, sessionGoesOn: boolean): ProblemView | null {
  const errors = state.problems.filter((problem) => problem.severity === 'error');
  const first = errors.at(0);
  if (!first) return null;
  const inData = first.file === 'data' && state.dataUri !== null;
  const text = inData ? (state.dataText ?? '') : state.text;
  // A place in data counts cells; the panel leads to characters, where the text is at hand (of very large files it is not).
  const { line, column } =
    text === '' && first.place
      ? { line: first.place.line, column: first.place.column ?? 1 }
      : positionAt(text, first.range.offset);
  const lines = text.split(/\r\n|\r|\n/);
  const firstLine = Math.max(1, line - CONTEXT_LINES);
  return {
    fileName: fileName(inData && state.dataUri ? state.dataUri : state.uri),
    message: first.message,
    line,
    column,
    length: Math.max(1, first.range.length),
    excerpt: { firstLine, lines: text === '' ? [] : lines.slice(firstLine - 1, line + CONTEXT_LINES) },
    count: errors.length,
    sessionGoesOn,
  };
}

/** Line and column of an offset, both from 1. */
export function positionAt(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: before[before.length - 1].length + 1 };
}
