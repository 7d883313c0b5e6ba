/** What is wrong with a network or its data: one plain value per problem, with its exact place and, where obvious, its mend. */

/** A stretch of text, in UTF-16 code units from the start of the file (without a byte-order mark). */
export interface Range {
  readonly offset: number;
  readonly length: number;
}

export type Path = readonly (string | number)[];

export type Severity = 'error' | 'warning' | 'information';

export interface TextEdit extends Range {
  readonly text: string;
}

export interface Fix {
  /** In the imperative, for the light bulb: `Change to 'softplus'`. */
  readonly title: string;
  /** In the file that the problem is in, unless `file` says otherwise. All refer to the text as it is now. */
  readonly edits: readonly TextEdit[];
  readonly file?: 'network' | 'data';
}

export interface Problem {
  readonly severity: Severity;
  /** Stable and kebab-case: `weights-row-length`. */
  readonly code: string;
  /** What was found and what was expected, in a full sentence. */
  readonly message: string;
  readonly range: Range;
  readonly file: 'network' | 'data';
  /** Where in the JSON it is; absent for data files that are not JSON. */
  readonly path?: Path;
  /** In a data file: line and column as the message has them, both from 1 (for CSV and TSV the column is the cell's number). */
  readonly place?: { readonly line: number; readonly column: number | null };
  readonly fix?: Fix;
  /** true: the JSON schema, or VS Code's JSON parser, shows this too. */
  readonly structural?: boolean;
}

export interface ProblemDetails {
  readonly path?: Path;
  readonly fix?: Fix | undefined;
  readonly structural?: boolean;
}

/** Collects the problems of one network file. */
export class Problems {
  readonly list: Problem[] = [];

  error(code: string, message: string, range: Range, details: ProblemDetails = {}): void {
    this.#add('error', code, message, range, details);
  }

  warning(code: string, message: string, range: Range, details: ProblemDetails = {}): void {
    this.#add('warning', code, message, range, details);
  }

  information(code: string, message: string, range: Range, details: ProblemDetails = {}): void {
    this.#add('information', code, message, range, details);
  }

  #add(severity: Severity, code: string, message: string, range: Range, details: ProblemDetails): void {
    const { fix, ...rest } = details;
    const { offset, length } = range;
    this.list.push({
      severity,
      code,
      message,
      range: { offset, length },
      file: 'network',
      ...rest,
      ...(fix && { fix }),
    });
  }
}

export function hasErrors(problems: readonly Problem[]): boolean {
  return problems.some((problem) => problem.severity === 'error');
}

/** In the order of the text, the file's own problems before those of its data. */
export function sortProblems(problems: readonly Problem[]): Problem[] {
  const rank = (problem: Problem) => (problem.file === 'network' ? 0 : 1);
  return [...problems].sort((a, b) => rank(a) - rank(b) || a.range.offset - b.range.offset);
}
