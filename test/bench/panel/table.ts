/** The table of what a person waits for, beside the figures before, and its place in the README. */

export interface Measured {
  readonly what: string;
  readonly value: number;
  readonly unit: string;
  /** null: none is set. */
  readonly target: number | null;
}

const START = '<!-- panel-bench:start -->';
const END = '<!-- panel-bench:end -->';

/** What was measured the last time that the README was written, by `what`. */
export type Figures = Readonly<Record<string, number>>;

export function table(rows: readonly Measured[], machine: string, last: Figures): string {
  const inUnits = (value: number | null | undefined, unit: string) => (value == null ? '' : `${shown(value)} ${unit}`);
  const lines = rows.map(
    ({ what, value, unit, target }) =>
      `| ${what} | ${inUnits(value, unit)} | ${target === null ? '' : `${target} ${unit}`} | ${inUnits(last[what], unit)} |`,
  );
  return [
    `VS Code’s server build and a browser without a graphics card (${machine}); medians, and the longest of pauses.`,
    '',
    '| | measured | target | before |',
    '| --- | ---: | ---: | ---: |',
    ...lines,
  ].join('\n');
}

export function figures(rows: readonly Measured[]): Figures {
  return Object.fromEntries(rows.map(({ what, value }) => [what, Number(value.toPrecision(3))]));
}

const shown = (value: number): string => value.toFixed(value < 20 ? 1 : 0);

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** @throws Error where the README has no place for it */
export function withTable(readme: string, text: string): string {
  const [start, end] = [readme.indexOf(START), readme.indexOf(END)];
  if (start < 0 || end < start) throw new Error(`README.md has no ${START} … ${END}.`);
  return `${readme.slice(0, start + START.length)}\n\n${text}\n\n${readme.slice(end)}`;
}
