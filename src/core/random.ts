/** Seeded random numbers that are the same, bit for bit, on every machine and in every JavaScript engine. */

/** What random numbers are drawn for: each purpose has its own streams, so that one never shifts another. */
export const streams = {
  weights: (layer: number): number => layer,
  validationSplit: 0x40000000,
  shuffle: (epoch: number): number => 0x80000000 + epoch,
} as const;

/**
 * The generator sfc32 of Chris Doty-Humphrey's PractRand (https://pracrand.sourceforge.net), seeded with three words
 * and warmed up for 15 rounds as there.
 */
export class Random {
  #a: number;
  #b: number;
  #c: number;
  #counter = 1;
  /** The second number of a pair of normal draws, until it is asked for. */
  #spare: number | null = null;

  /**
   * @param seed a whole number from 0 to 2⁵³ − 1
   * @param stream a whole number from 0 to 2³² − 1: independent sequences of the same seed
   */
  constructor(seed: number, stream = 0) {
    this.#a = stream | 0;
    this.#b = seed | 0;
    this.#c = Math.floor(seed / 2 ** 32) | 0;
    for (let round = 0; round < 15; round++) this.nextWord();
  }

  /** A whole number from 0 to 2³² − 1. */
  nextWord(): number {
    const word = (this.#a + this.#b + this.#counter) | 0;
    this.#counter = (this.#counter + 1) | 0;
    this.#a = this.#b ^ (this.#b >>> 9);
    this.#b = (this.#c + (this.#c << 3)) | 0;
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + word) | 0;
    return word >>> 0;
  }

  /** A number in [0, 1), a multiple of 2⁻⁵³. */
  uniform(): number {
    const high = this.nextWord() >>> 5;
    const low = this.nextWord() >>> 6;
    return (high * 2 ** 26 + low) / 2 ** 53;
  }

  /** A whole number in [0, count), all equally likely; count at most 2³². */
  below(count: number): number {
    // Words beyond the last whole multiple of count would favour small results: draw again.
    const limit = 2 ** 32 - (2 ** 32 % count);
    let word = this.nextWord();
    while (word >= limit) word = this.nextWord();
    return word % count;
  }

  /**
   * A number from the standard normal distribution, by Marsaglia's polar method. Only +, −, ×, / and √ are used, which
   * IEEE 754 fixes to the last bit; Math.log and Math.cos may differ between engines.
   */
  normal(): number {
    if (this.#spare !== null) {
      const spare = this.#spare;
      this.#spare = null;
      return spare;
    }
    for (;;) {
      const u = 2 * this.uniform() - 1;
      const v = 2 * this.uniform() - 1;
      const square = u * u + v * v;
      if (square >= 1 || square === 0) continue;
      const factor = Math.sqrt((-2 * portableLog(square)) / square);
      this.#spare = v * factor;
      return u * factor;
    }
  }

  /** 0, 1, …, count − 1 in random order (Fisher–Yates). */
  permutation(count: number): Int32Array {
    const order = new Int32Array(count);
    for (let i = 0; i < count; i++) order[i] = i;
    for (let last = count - 1; last > 0; last--) {
      const chosen = this.below(last + 1);
      const moved = order[last];
      order[last] = order[chosen];
      order[chosen] = moved;
    }
    return order;
  }
}

/**
 * The natural logarithm of x in (0, 1] from IEEE 754 basic operations alone, to a few units in the last place:
 * x = m·2^−k with m in (½, 1], and log m = 2 artanh((m − 1)/(m + 1)) by its power series.
 */
export function portableLog(x: number): number {
  let exponent = 0;
  let m = x;
  while (m <= 0.5) {
    m *= 2;
    exponent++;
  }
  const t = (m - 1) / (m + 1);
  const square = t * t;
  // |t| ≤ ⅓: the terms fall by a factor of 9, and 18 of them reach 10⁻¹⁷.
  let sum = 0;
  for (let n = 37; n > 0; n -= 2) sum = sum * square + 1 / n;
  return 2 * t * sum - exponent * Math.LN2;
}
