/** The tables of what is measured of this project alone: history, one update explained, bundles. */

import type { Bundle } from './bundles';
import type { Measured } from './measure.bench';
import { ContenderProcess } from './process';
import { table } from './report';
import type { Result } from './rounds';

const yes = (reached: boolean) => (reached ? 'yes' : '**no**');
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;

/** One measurement, in a process of its own. */
export async function measured<Name extends keyof Measured>(name: Name): Promise<Measured[Name]> {
  const child = new ContenderProcess(process.execPath, ['out/test/bench/measure.bench.js', name]);
  try {
    return (await child.next()) as unknown as Measured[Name];
  } finally {
    await child.end();
  }
}

/** @param speeds of W1 without and with history */
export function aloneTable(speeds: readonly Result[], { history, explained }: Measured): string {
  const of = (name: string) => speeds.find(({ contestant }) => contestant.name === name)!.speed!;
  const kept = of('withHistory') / of('backpropStepper');
  return table(
    ['W1', 'measured', 'target', 'reached'],
    [
      ['speed with history, against without', kept.toFixed(2), '0.95', yes(kept >= 0.95)],
      ['memory of 10⁶ updates', kilobytes(history.bytes), '1 MB', yes(history.bytes <= 1e6)],
      [
        'any of 10⁶ updates reached in',
        `${history.median.toFixed(2)} ms (99 of 100 in ${history.p99.toFixed(2)} ms)`,
        '1 ms',
        yes(history.p99 <= 1),
      ],
      [
        'one update explained: tape and one derivation',
        `${explained.tape.toFixed(0)} µs`,
        '50 µs',
        yes(explained.tape <= 50),
      ],
      [
        `the same with the text of all its ${explained.operations} operations`,
        `${explained.everyOperation.toFixed(0)} µs`,
        '–',
        '–',
      ],
    ],
  );
}

export function bundleTable(bundles: readonly Bundle[]): string {
  const rows = bundles.map(({ file, bytes, gzipped }) => [`\`${file}\``, kilobytes(bytes), kilobytes(gzipped)]);
  return table(['bundle', 'minified', 'gzip'], rows);
}
