/** Small pieces of the sentences that problems are told in. */

/** `1 weight`, `3 weights`. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** `there is 1 column`, `there are 2 columns`. */
export function thereAre(n: number, noun: string): string {
  return `there ${n === 1 ? 'is' : 'are'} ${count(n, noun)}`;
}

/** `a, b, c`, and `a, b, c, … (9 more)` where there are more than `limit`. */
export function list(names: readonly string[], limit = 12): string {
  if (names.length <= limit) return names.join(', ');
  return `${names.slice(0, limit).join(', ')}, … (${names.length - limit} more)`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listAnd(names: readonly string[], last = 'and'): string {
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} ${last} ${names[names.length - 1]}`;
}

export const listOr = (names: readonly string[]): string => listAnd(names, 'or');

/** A number as people read it: with the true minus sign and no −0. */
export function number(value: number): string {
  return String(value === 0 ? 0 : value).replaceAll('-', '−');
}

/** Text in quotes, shortened to one line of at most `limit` characters. */
export function quote(text: string, limit = 60): string {
  const oneLine = text.replaceAll(/\s+/g, ' ');
  return `'${oneLine.length > limit ? `${oneLine.slice(0, limit - 1)}…` : oneLine}'`;
}
