/** What can be folded beside the objects and lists that VS Code's JSON support folds: comments over several lines. */

/** First and last line, from 0. */
export interface Fold {
  readonly start: number;
  readonly end: number;
}

/** Runs of at least two lines that hold nothing but a `//` comment, outside of strings by their looks. */
export function commentFolds(text: string): Fold[] {
  const folds: Fold[] = [];
  if (!text.includes('//')) return folds;
  let start = -1;
  const lines = text.split(/\r\n|\n|\r/);
  // One line more than there is ends the last run.
  for (let line = 0; line <= lines.length; line++) {
    const isComment = line < lines.length && /^\s*\/\//.test(lines[line]);
    if (isComment && start < 0) start = line;
    if (isComment) continue;
    if (start >= 0 && line - start > 1) folds.push({ start, end: line - 1 });
    start = -1;
  }
  return folds;
}
