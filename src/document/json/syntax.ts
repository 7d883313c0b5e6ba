/** What the JSON parser found, said in sentences, with the mend where there is one. */

import type { Fix, Problem, Range } from '../problems';
import { quote } from '../words';
import { INVALID_SYMBOL, TOO_DEEP } from './parseJson';
import type { JsonText } from './tree';

interface Row {
  readonly code: string;
  readonly message: string;
}

/** By jsonc-parser's ParseErrorCode. */
const rows: Readonly<Record<number, Row>> = {
  1: { code: 'syntax-symbol', message: 'This is not JSON.' },
  2: { code: 'syntax-number', message: 'This is not a number.' },
  3: { code: 'syntax-property-name', message: 'A property name in double quotes is expected here.' },
  4: { code: 'syntax-value', message: 'A value is expected here.' },
  5: { code: 'syntax-colon', message: 'A colon is expected here.' },
  6: { code: 'syntax-comma', message: 'A comma is expected here.' },
  7: { code: 'syntax-brace', message: "A closing brace '}' is expected here." },
  8: { code: 'syntax-bracket', message: "A closing bracket ']' is expected here." },
  9: { code: 'syntax-end', message: 'The network ends before this: nothing may follow.' },
  10: { code: 'syntax-comment', message: 'No comment may stand here.' },
  11: { code: 'syntax-comment-end', message: "This comment is never closed: '*/' is missing." },
  12: { code: 'syntax-string-end', message: 'This text is never closed: a double quote is missing.' },
  13: { code: 'syntax-number-end', message: 'This number breaks off: digits are missing.' },
  14: { code: 'syntax-unicode', message: 'Four hexadecimal digits are expected after \\u.' },
  15: { code: 'syntax-escape', message: 'There is no such escape: after a backslash comes one of " \\ / b f n r t u.' },
  16: { code: 'syntax-character', message: 'Control characters in a text must be escaped (\\t for a tab).' },
  [TOO_DEEP]: { code: 'syntax-deep', message: 'The brackets are nested too deeply to be read.' },
};

/** Errors of the parser that only follow from an unknown word right before them. */
const CONSEQUENCES: readonly number[] = [3, 4, 5, 6];

export function syntaxProblems({ text, errors }: JsonText): Problem[] {
  const problems: Problem[] = [];
  let symbolEnd = -1;
  for (const error of errors) {
    const end = error.offset + error.length;
    if (error.code === INVALID_SYMBOL) {
      problems.push(symbolProblem(text, error));
      symbolEnd = end;
      continue;
    }
    if (symbolEnd >= 0 && CONSEQUENCES.includes(error.code) && text.slice(symbolEnd, error.offset).trim() === '')
      continue;
    const row = rows[error.code];
    problems.push(
      problem(
        row.code,
        row.message,
        error.length === 0 ? visible(text, error) : error,
        undefined,
        error.code !== TOO_DEEP,
      ),
    );
  }
  return problems;
}

function symbolProblem(text: string, range: Range): Problem {
  let word = text.slice(range.offset, range.offset + range.length);
  // A number that goes on with something else, 1_000 or 0x1F: the whole of it is shown.
  const before = /[-+.\d]+$/.exec(text.slice(Math.max(0, range.offset - 40), range.offset))?.[0] ?? '';
  word = before + word;
  range = { offset: range.offset - before.length, length: range.length + before.length };

  if (/^[-+]?(nan|inf(inity)?)$/i.test(word)) {
    return problem('number-not-finite', `${word} is not a number here: a finite one is expected.`, range);
  }
  const mended = mendedNumber(word);
  if (mended !== null) {
    const fix = { title: `Change to ${mended}`, edits: [{ ...range, text: mended }] };
    return problem('syntax-number', `${quote(word)} is not how JSON writes a number: ${mended} is.`, range, fix);
  }
  if (/^[A-Za-z_$][\w$]*$/.test(word)) {
    const fix = { title: `Put "${word}" in quotes`, edits: [{ ...range, text: `"${word}"` }] };
    return problem('syntax-symbol', `${quote(word)} must stand in double quotes.`, range, fix);
  }
  return problem('syntax-symbol', `${quote(word)} is not JSON.`, range);
}

/** `.5` → `0.5`, `+1` → `1`, `1_000` → `1000`; null where it is not clear what is meant. */
function mendedNumber(word: string): string | null {
  const plain = word
    .replace(/^\+/, '')
    .replaceAll(/(\d)_(?=\d)/g, '$1')
    .replace(/^(-?)\./, '$10.');
  return plain !== word && /^-?(0|[1-9]\d*)(\.\d+)?([eE][-+]?\d+)?$/.test(plain) ? plain : null;
}

/** At the end of the text there is nothing to underline: the last visible character is. */
function visible(text: string, { offset }: Range): Range {
  const end = text.slice(0, offset).trimEnd().length;
  return end === 0 ? { offset: 0, length: 0 } : { offset: end - 1, length: 1 };
}

function problem(code: string, message: string, { offset, length }: Range, fix?: Fix, structural = true): Problem {
  return {
    severity: 'error',
    code,
    message,
    range: { offset, length },
    file: 'network',
    structural,
    ...(fix && { fix }),
  };
}
