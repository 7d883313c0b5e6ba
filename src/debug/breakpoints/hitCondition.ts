/** How often a breakpoint must be hit before it stops: `5`, `>= 5`, `% 5`. */

export type HitCondition = (hits: number) => boolean;

const rules: Readonly<Record<string, (count: number) => HitCondition>> = {
  '': (count) => (hits) => hits === count,
  '=': (count) => (hits) => hits === count,
  '==': (count) => (hits) => hits === count,
  '>': (count) => (hits) => hits > count,
  '>=': (count) => (hits) => hits >= count,
  '<': (count) => (hits) => hits < count,
  '<=': (count) => (hits) => hits <= count,
  '%': (count) => (hits) => hits % count === 0,
};

/** @throws Error where it is no such condition */
export function parseHitCondition(text: string): HitCondition {
  const [, sign, digits] = /^\s*(==?|>=?|<=?|%|)\s*([1-9]\d{0,14})\s*$/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`'${text}' is no hit count: write 5, >= 5 or % 5.`);
  return rules[sign](Number(digits));
}
