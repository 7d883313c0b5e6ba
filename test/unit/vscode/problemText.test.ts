// The first error of a file, as a command tells it and as the panel shows it.
import { deepEqual, equal } from 'node:assert/strict';
import type { Problem } from '../../../src/document/problems';
import { type Checked, describeFirstProblem, positionAt, problemView } from '../../../src/vscode/problemText';

const text = ['{', '  "dataset": "dosage.csv",', '  "loss": "srr",', '  "inputs": ["dose"]', '}'].join('\n');
const wrongLoss: Problem = {
  severity: 'error',
  code: 'unknown-loss',
  message: "There is no loss 'srr'.",
  range: { offset: text.indexOf('"srr"'), length: 5 },
  file: 'network',
};
const wrongCell: Problem = {
  severity: 'error',
  code: 'not-a-number',
  message: "dosage.csv:3:2: 'abc' is not a number (column 'effectiveness').",
  range: { offset: 27, length: 3 },
  file: 'data',
  place: { line: 3, column: 2 },
};
const warning: Problem = { ...wrongLoss, severity: 'warning' };

function checked(problems: Problem[]): Checked {
  const dataText = 'dose,effectiveness\n0,0\n0.5,abc\n1,0\n';
  return { uri: { path: '/w/dosage.nn.json' }, text, dataUri: { path: '/w/dosage.csv' }, dataText, problems };
}

describe('problem text', () => {
  it('names file, line and column before the message', () => {
    equal(describeFirstProblem(checked([wrongLoss, wrongCell])), "dosage.nn.json:3:11: There is no loss 'srr'.");
  });

  it('does not repeat the place that a message of a data file has already', () => {
    equal(describeFirstProblem(checked([wrongCell])), wrongCell.message);
  });

  it('shows the lines around, and counts errors, not warnings', () => {
    deepEqual(problemView(checked([warning, wrongLoss, wrongCell]), true), {
      fileName: 'dosage.nn.json',
      message: wrongLoss.message,
      line: 3,
      column: 11,
      length: 5,
      excerpt: { firstLine: 1, lines: text.split('\n') },
      count: 2,
      sessionGoesOn: true,
    });
  });

  it('shows the data file where the error is there', () => {
    const view = problemView(checked([wrongCell]), false);
    deepEqual([view?.fileName, view?.line, view?.column], ['dosage.csv', 3, 5]);
    equal(view?.excerpt.lines[2], '0.5,abc');
  });

  it('has nothing to show without an error', () => {
    equal(problemView(checked([warning]), false), null);
  });

  for (const end of ['\n', '\r\n', '\r']) {
    it(`counts lines that end in ${JSON.stringify(end)}`, () => {
      const lines = ['ab', 'cd', 'ef'].join(end);
      deepEqual(positionAt(lines, lines.indexOf('f')), { line: 3, column: 2 });
    });
  }
});
