/** Random edits of a text, as a person cuts, pastes and types halfway. */
import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Range } from '../../../../src/document/problems';

const piece = fc.constantFrom(
  '{',
  '}',
  '[',
  ']',
  '"',
  ',',
  ':',
  '//',
  '/*',
  '\\',
  '-',
  'NaN',
  'null',
  '\n',
  '"weights": [[',
  '"layers": []',
  '"dose"',
  '"w3"',
);
/** A share of a text's length. Doubles as fast-check draws them would nearly all lie at one of its ends. */
export const place = fc.nat(9999).map((share) => share / 10_000);

/** Something cut, pasted or typed halfway. */
export const edit = fc.record({
  at: place,
  removed: fc.nat(60),
  inserted: fc.oneof(piece, fc.string({ maxLength: 8, unit: 'binary' })),
});

export function applied(text: string, edits: readonly { at: number; removed: number; inserted: string }[]): string {
  return edits.reduce((result, { at, removed, inserted }) => {
    const offset = Math.floor(at * result.length);
    return result.slice(0, offset) + inserted + result.slice(offset + removed);
  }, text);
}

export function within(text: string, { offset, length }: Range): void {
  assert.ok(offset >= 0 && length >= 0 && offset + length <= text.length, `${offset} + ${length} of ${text.length}`);
}
