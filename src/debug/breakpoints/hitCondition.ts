/** How often a breakpoint must be hit before it stops: `5`, `>= 5`, `% 5`. */

type HitCondition = (hits: number) => boolean;

/** Counts the hits of one breakpoint, over all travels. */
export class HitCounter {
  hits = 0;
  readonly #condition: HitCondition | null;

  /** @param condition none: every hit stops @throws Error where it is no such condition */
  constructor(condition: string | undefined) {
    this.#condition = condition?.trim() ? parseHitCondition(condition) : null;
  }

  /** One more hit; @returns whether it stops */
  take(): boolean {
    this.hits++;
    return this.#condition?.(this.hits) ?? true;
  }
}

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

function parseHitCondition(text: string): HitCondition {
  const [, sign, digits] = /^\s*(==?|>=?|<=?|%|)\s*([1-9]\d{0,14})\s*$/.exec(text) ?? [];
  if (digits === undefined) throw new Error(`'${text}' is no hit count: write 5, >= 5 or % 5.`);
  return rules[sign](Number(digits));
}
