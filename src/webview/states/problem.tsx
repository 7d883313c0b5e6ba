/** An error in the file: what and where, with the lines around it and the ways to it. */

import type { ProblemView } from '../../protocol/views';
import { post } from '../host';
import { Icon } from '../pieces';

export function Problem({ problem }: { problem: ProblemView }) {
  const { fileName, message, line, column, count, sessionGoesOn } = problem;
  return (
    <section class="state bad problem" role="alert" aria-label="Error in the file">
      <div class="say">
        <Icon name="error" extra="err" />
        <div>
          <h1>
            {fileName} has {count === 1 ? '1 error' : `${count} errors`}
          </h1>
          <p>{message}</p>
        </div>
      </div>
      <Excerpt problem={problem} />
      <p class="btns">
        <button type="button" class="btn first" onClick={() => post({ type: 'goToProblem' })}>
          Go to Line {line}, Column {column}
        </button>
        <button type="button" class="btn" onClick={() => post({ type: 'showProblems' })}>
          Show All Problems
        </button>
      </p>
      {sessionGoesOn && (
        <p class="mut goes">
          <Icon name="history" /> This session goes on with the last valid version of the file.
        </p>
      )}
    </section>
  );
}

function Excerpt({ problem: { excerpt, line, column, length } }: { problem: ProblemView }) {
  return (
    <pre class="excerpt" tabIndex={0} aria-label={`Lines around line ${line}`}>
      {excerpt.lines.map((text, index) => {
        const number = excerpt.firstLine + index;
        const isHere = number === line;
        return (
          <div key={number} class={isHere ? 'here' : ''}>
            <span class="ln" aria-hidden="true">
              {number}
            </span>
            <span>{isHere ? <Underlined text={text} from={column - 1} length={length} /> : colours(text)}</span>
          </div>
        );
      })}
    </pre>
  );
}

function Underlined({ text, from, length }: { text: string; from: number; length: number }) {
  const to = from + Math.max(1, length);
  return (
    <>
      {colours(text.slice(0, from))}
      <u class="squiggle">{text.slice(from, to) || ' '}</u>
      {colours(text.slice(to))}
    </>
  );
}

/** Keys, strings and numbers of JSON set apart. */
function colours(text: string) {
  const parts = text.split(/("(?:[^"\\]|\\.)*"(?:\s*:)?|-?\d[\d.eE+-]*)/);
  return parts.map((part, index) => {
    if (index % 2 === 0) return part;
    const kind = /:$/.test(part) ? 'jk' : part.startsWith('"') ? 'js' : 'jn';
    return (
      <span key={index} class={kind}>
        {part}
      </span>
    );
  });
}
