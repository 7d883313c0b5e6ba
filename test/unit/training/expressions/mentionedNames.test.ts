import assert from 'node:assert/strict';
import { mentionedNames } from '../../../../src/training/expressions/mentionedNames';

describe('the names that an expression mentions', () => {
  const rows: readonly [expression: string, names: readonly string[]][] = [
    ['w3 > 0.5 && abs(b₁) < 2', ['w3', 'abs', 'b1']],
    ['dSSR/dw3 < 1e-3', ['w3']],
    ['W[1][2, 1] + W[ 2 ] > 0', ['W[1][2,1]', 'W[2]']],
    ['column("w3") > 0', ['column']],
    ['w3 >', ['w3']],
    ['w3 = 1', []],
    ['', []],
  ];
  for (const [expression, names] of rows) {
    it(`${expression || 'nothing'}: ${names.join(' ')}`, () => assert.deepEqual(mentionedNames(expression), names));
  }
});
