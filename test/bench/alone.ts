/** The tables of what is measured of this project alone: history, one update explained, stopping, large files, bundles. */

import type { Bundle } from './bundles';
import type { Measured, Measurement } from './measure.bench';
import { ContenderProcess } from './process';
import { table } from './report';
import type { Result } from './rounds';

const yes = (reached: boolean) => (reached ? 'yes' : '**no**');
const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(bytes < 10_000 ? 1 : 0)} kB`;
const megabytes = (bytes: number) => `${(bytes / 1e6).toFixed(1)} MB`;

/** One measurement, in a process of its own. */
export async function measured<Name extends Measurement>(name: Name): Promise<Measured[Name]> {
  const child = new ContenderProcess(process.execPath, ['out/test/bench/measure.bench.js', name]);
  try {
    return (await child.next()) as unknown as Measured[Name];
  } finally {
    await child.end();
  }
}

/** @param speeds of W1 without and with history */
export function aloneTable(
  speeds: readonly Result[],
  { history, explained }: Pick<Measured, 'history' | 'explained'>,
): string {
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

/** What people wait for, and what is large. */
export function scaleTable(measured: Omit<Measured, 'history' | 'explained'>): string {
  const { stopping, largeNetwork, longRun, shortNumbers, longNumbers, peak } = measured;
  const times = ([median, most]: readonly [number, number], rest: string) =>
    `${median.toFixed(1)} ms (${rest} ${most.toFixed(1)} ms)`;
  const read = (decimals: number, { fileBytes, time, memory }: Measured['shortNumbers']) => [
    `10⁶ rows of ten numbers with ${decimals} decimals (${(fileBytes / 1e6).toFixed(0)} MB), against papaparse’s bare arrays`,
    `${time.toFixed(2)} × its time, ${memory.toFixed(2)} × its memory`,
    '1.5 ×, 2 ×',
    yes(time <= 1.5 && memory <= 2),
  ];
  return table(
    ['at scale', 'measured', 'target', 'reached'],
    [
      ['W3 running in the worker, paused', times(stopping.pause, 'at most'), '100 ms', yes(stopping.pause[1] <= 100)],
      [
        'W3 running in the worker, cancelled',
        times(stopping.cancel, 'at most'),
        '100 ms',
        yes(stopping.cancel[1] <= 100),
      ],
      [
        'W1: 10⁷ updates run, and what they keep',
        `${longRun.seconds.toFixed(1)} s, ${megabytes(longRun.bytes)}`,
        '–',
        '–',
      ],
      ['any of them reached, with its snapshot', times(longRun.seek, '99 of 100 in'), '–', '–'],
      [`all plotted in ${longRun.points} points`, `${longRun.plotted.toFixed(0)} ms, in slices`, '–', '–'],
      [
        `a 784-128-10 file of ${(largeNetwork.characters / 1e6).toFixed(1)} MB read and checked, in a worker`,
        `${largeNetwork.milliseconds.toFixed(0)} ms`,
        '–',
        '–',
      ],
      read(4, shortNumbers),
      read(16, longNumbers),
      [
        `memory to read 10⁶ rows from disk, against the ${megabytes(peak.kept)} that stay: text, columns and samples`,
        `${(peak.peak / peak.kept).toFixed(2)} ×`,
        '2 ×',
        yes(peak.peak <= 2 * peak.kept),
      ],
    ],
  );
}

export function bundleTable(bundles: readonly Bundle[]): string {
  const rows = bundles.map(({ file, bytes, gzipped }) => [`\`${file}\``, kilobytes(bytes), kilobytes(gzipped)]);
  return table(['bundle', 'minified', 'gzip'], rows);
}
