import assert from 'node:assert/strict';
import { portableLog, Random, streams } from '../../../src/core/random';

/** sfc32 with three seed words as PractRand describes it, in arbitrary-precision integers. */
function* reference(a: bigint, b: bigint, c: bigint): Generator<number> {
  const word = (x: bigint) => BigInt.asUintN(32, x);
  for (let counter = 1n; ; counter++) {
    const result = word(a + b + counter);
    const rotated = word(c << 21n) | (c >> 11n);
    [a, b, c] = [b ^ (b >> 9n), word(c + (c << 3n)), word(rotated + result)];
    if (counter > 15n) yield Number(result);
  }
}

describe('random numbers', () => {
  it('are those published for sfc32', () => {
    // The Rust crate sfc-prng, translated from PractRand: Sfc32::new(0, 0, 0, None) gives this first.
    assert.equal(new Random(0, 0).nextWord(), 0xfb52c520);
  });

  describe('equal a second implementation in big integers', () => {
    const rows: [number, number][] = [
      // seed, stream
      [0, 0],
      [1, 0],
      [42, 7],
      [0xffffffff, 0xffffffff],
      [Number.MAX_SAFE_INTEGER, streams.shuffle(3)],
    ];
    for (const [seed, stream] of rows) {
      it(`seed ${seed}, stream ${stream}`, () => {
        const random = new Random(seed, stream);
        const words = reference(BigInt(stream), BigInt(seed) & 0xffffffffn, BigInt(seed) >> 32n);
        for (let i = 0; i < 1000; i++) assert.equal(random.nextWord(), words.next().value);
      });
    }
  });

  it('differ from seed to seed and from stream to stream', () => {
    const first = [0, 1, 2, 2 ** 32, 2 ** 40].flatMap((seed) => [0, 1, 2].map((s) => new Random(seed, s).nextWord()));
    assert.equal(new Set(first).size, first.length);
  });

  it('uniform: 53 bits in [0, 1), evenly spread', () => {
    const random = new Random(5);
    const counts = new Array<number>(10).fill(0);
    for (let i = 0; i < 100_000; i++) {
      const value = random.uniform();
      assert.ok(value >= 0 && value < 1 && Number.isInteger(value * 2 ** 53));
      counts[Math.floor(value * 10)]++;
    }
    // χ² with 9 degrees of freedom is below 27.9 in 99.9 % of cases; the seed is fixed.
    const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chi < 27.9, `${chi}`);
  });

  it('below: every result equally likely', () => {
    const random = new Random(6);
    const counts = new Array<number>(7).fill(0);
    for (let i = 0; i < 70_000; i++) counts[random.below(7)]++;
    const chi = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    assert.ok(chi < 22.5, `${chi}: χ² with 6 degrees of freedom is below 22.5 in 99.9 % of cases`);
  });

  it('below: does not favour small results where the count is large', () => {
    // Of the words below 2³², plain remainders by 3·2³⁰ fall into the first 2³⁰ twice as often: 1/2 instead of 1/3.
    const random = new Random(7);
    let small = 0;
    for (let i = 0; i < 10_000; i++) if (random.below(3 * 2 ** 30) < 2 ** 30) small++;
    // Six standard deviations: √(10,000 · ⅓ · ⅔) = 47.
    assert.ok(Math.abs(small - 3333) < 283, `${small}`);
  });

  it('normal: mean 0, variance 1, and the tails of the normal distribution', () => {
    const random = new Random(8);
    const count = 100_000;
    let sum = 0;
    let squares = 0;
    let outside = 0;
    for (let i = 0; i < count; i++) {
      const value = random.normal();
      sum += value;
      squares += value * value;
      if (Math.abs(value) > 1.959963984540054) outside++;
    }
    // Six standard errors each: 1/√n, √(2/n), √(0.05·0.95/n).
    assert.ok(Math.abs(sum / count) < 0.019, `${sum / count}`);
    assert.ok(Math.abs(squares / count - 1) < 0.027, `${squares / count}`);
    assert.ok(Math.abs(outside / count - 0.05) < 0.0042, `${outside / count}`);
  });

  it('normal: both numbers of a pair are used, and they are reproducible to the bit', () => {
    // Polar method by hand on the same uniform numbers, with Math.log.
    const uniforms = new Random(9);
    const random = new Random(9);
    for (let pairs = 0; pairs < 20;) {
      const [u, v] = [2 * uniforms.uniform() - 1, 2 * uniforms.uniform() - 1];
      const s = u * u + v * v;
      if (s >= 1) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      for (const expected of [u * factor, v * factor]) {
        assert.ok(Math.abs(random.normal() / expected - 1) < 1e-14);
      }
      pairs++;
    }
    // Frozen: a change here changes the networks that people have drawn from their seeds.
    const frozen = new Random(1);
    assert.deepEqual([frozen.normal(), frozen.normal(), frozen.normal()], FROZEN_NORMALS);
  });

  it('the portable logarithm is the logarithm', () => {
    assert.equal(portableLog(1) + 0, 0);
    const random = new Random(10);
    for (let i = 0; i < 10_000; i++) {
      const x = (1 - random.uniform()) * 2 ** -random.below(100);
      assert.ok(Math.abs(portableLog(x) / (Math.log(x) || 1) - 1) < 1e-15, `log ${x}`);
    }
  });

  it('permutation: every order of 4 equally likely', () => {
    const random = new Random(11);
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i++) {
      const order = random.permutation(4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    assert.equal(counts.size, 24);
    const chi = [...counts.values()].reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
    assert.ok(chi < 49.7, `${chi}: χ² with 23 degrees of freedom is below 49.7 in 99.9 % of cases`);
  });
});

/** The same method written in Python: its floats are IEEE 754 doubles, too. */
const FROZEN_NORMALS = [-1.3543282432455432, -1.7900915735776526, -1.4610549647681579];
