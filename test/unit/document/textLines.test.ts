import { deepEqual, equal } from 'node:assert/strict';
import { TextLines } from '../../../src/document/textLines';

describe('TextLines', () => {
  const text = 'ab\r\nc\n\rd';
  const lines = new TextLines(text);

  const places: readonly [offset: number, line: number, column: number][] = [
    [0, 0, 0],
    [2, 0, 2],
    [4, 1, 0],
    [6, 2, 0],
    [7, 3, 0],
    [8, 3, 1],
  ];
  for (const [offset, line, column] of places) {
    it(`${offset} is ${line}:${column}, and back`, () => {
      deepEqual(lines.at(offset), { line, column });
      equal(lines.offsetOf({ line, column }), offset);
    });
  }

  it('keeps within the text', () => {
    deepEqual(lines.at(99), { line: 3, column: 1 });
    deepEqual(lines.at(-1), { line: 0, column: 0 });
    equal(lines.offsetOf({ line: 9, column: 0 }), text.length);
    equal(lines.offsetOf({ line: -1, column: 5 }), 0);
    equal(lines.offsetOf({ line: 0, column: 99 }), 4);
  });
});
