/** The benchmark's results as Markdown tables, and where they stand in the README. */

import type { Result } from './rounds';
import { targets } from './targets';
import type { Workload, WorkloadName } from './workloads';

export type Results = ReadonlyMap<WorkloadName, readonly Result[]>;

/** Three digits: `7.51 M`, `44.5 k`, `0.29 k`. */
export function rate(speed: number): string {
  const [value, unit] = speed >= 1e6 ? [speed / 1e6, ' M'] : speed >= 100 ? [speed / 1e3, ' k'] : [speed, ''];
  return `${value >= 100 ? value.toFixed(0) : value >= 10 ? value.toFixed(1) : value.toFixed(2)}${unit}`;
}

/** Speeds of everyone on every workload, with what they do differently. */
export function speedTable(workloads: readonly Workload[], results: Results): string {
  const names = results.get(workloads[0].name)!.map(({ contestant }) => contestant);
  const heads = workloads.map(({ name, unit }) => `${name}, ${unit}/s`);
  const rows = names.map((contestant) => {
    const cells = workloads.map(({ name }) => {
      const { speed, remark } = resultOf(results, name, contestant.name)!;
      return speed === null ? '–' : `${rate(speed)}${remark ? ` (${remark})` : ''}`;
    });
    return [contestant.label, ...cells];
  });
  return table(['', ...heads], rows);
}

/** How many times as fast as its peers, against the targets. */
export function targetTable(workloads: readonly Workload[], results: Results): string {
  const rows = targets.flatMap(({ workload, peer, ratio }) => {
    if (!workloads.some(({ name }) => name === workload)) return [];
    const own = resultOf(results, workload, 'backpropStepper')!.speed;
    const other = resultOf(results, workload, peer);
    if (!other || own === null || other.speed === null) return [];
    const reached = own / other.speed;
    return [
      [workload, other.contestant.label, `${digits(reached)} ×`, `${ratio} ×`, reached >= ratio ? 'yes' : '**no**'],
    ];
  });
  return table(['', 'as fast as', 'measured', 'target', 'reached'], rows);
}

const digits = (ratio: number) => (ratio >= 100 ? ratio.toFixed(0) : ratio.toPrecision(3));

/** Losses that differ from this project's by more than the number format explains; empty where all agree. */
export function lossComplaints(workloads: readonly Workload[], results: Results): string[] {
  return workloads.flatMap(({ name, checkAfter }) => {
    const own = resultOf(results, name, 'backpropStepper')!.loss!;
    return results.get(name)!.flatMap(({ contestant: { label, tolerance }, loss }) => {
      if (loss === null || Math.abs(loss - own) <= tolerance * Math.abs(own)) return [];
      return [`${name}: after ${checkAfter} updates the loss of ${label} is ${loss}, ours ${own}`];
    });
  });
}

/** Losses of all who use the same method, with how far they are from this project's. */
export function lossTable(workloads: readonly Workload[], results: Results): string {
  const rows = workloads.flatMap(({ name, checkAfter }) => {
    const own = resultOf(results, name, 'backpropStepper')!.loss!;
    return results.get(name)!.flatMap(({ contestant: { label }, loss }) => {
      if (loss === null) return [];
      return [[name, label, String(checkAfter), String(loss), (Math.abs(loss - own) / own).toExponential(1)]];
    });
  });
  return table(['', '', 'updates', 'loss', 'relative difference'], rows);
}

export function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}

const START = '<!-- bench:start -->';
const END = '<!-- bench:end -->';

/**
 * Puts a report between the two marks of a text.
 * @throws Error where they are not there
 */
export function withReport(text: string, report: string): string {
  const start = text.indexOf(START);
  const end = text.indexOf(END);
  if (start < 0 || end < start) throw new Error(`README.md has no lines ${START} and ${END} to write between.`);
  return `${text.slice(0, start + START.length)}\n\n${report}\n\n${text.slice(end)}`;
}

function resultOf(results: Results, workload: WorkloadName, name: string): Result | undefined {
  return results.get(workload)!.find(({ contestant }) => contestant.name === name);
}
