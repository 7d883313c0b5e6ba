/** Who takes part, in the order of the table, and how each one's process is started. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { pythonWith } from '../host/python.mts';
import { DOUBLE, sameMethod, SINGLE } from './contender';
import { contenders } from './contenders';
import { ContenderProcess } from './process';
import type { Workload } from './workloads';

export interface Contestant {
  readonly name: string;
  readonly label: string;
  readonly tolerance: number;
  readonly instead: (workload: Workload) => string | null;
  open(workload: Workload): ContenderProcess;
}

/**
 * @param peers the folder in which the peers from npm are installed
 * @param scratch a folder for the numbers that Python reads
 */
export function contestants(peers: string, scratch: string): Contestant[] {
  const script = path.resolve('out/test/bench/contender.bench.js');
  const fromNpm = Object.entries(contenders).map(([name, { label, tolerance, instead }]) => ({
    name,
    label,
    tolerance,
    instead,
    open: (workload: Workload) => new ContenderProcess(process.execPath, [script, name, workload.name, peers]),
  }));
  const inPython = (name: string, label: string, tolerance: number): Contestant => ({
    name,
    label,
    tolerance,
    instead: sameMethod,
    open: (workload) =>
      new ContenderProcess(pythonWith(name) ?? 'python3', [
        'test/bench/peers/python.py',
        name,
        numbersFor(workload, scratch),
      ]),
  });
  return [...fromNpm, inPython('numpy', 'NumPy (double precision)', DOUBLE), inPython('torch', 'PyTorch, CPU', SINGLE)];
}

/** Writes a workload where Python can read it: numbers as doubles, the rest as JSON. */
function numbersFor(workload: Workload, folder: string): string {
  const { name, data, initial, sizes, hidden, loss, learningRate, batch } = workload;
  const description = path.join(folder, `${name}.json`);
  if (fs.existsSync(description)) return description;
  const arrays = { inputs: data.inputs, outputs: data.outputs, initial };
  const files = Object.entries(arrays).map(([key, values]) => {
    const file = path.join(folder, `${name}.${key}`);
    fs.writeFileSync(file, values);
    return [key, file];
  });
  const rest = { sizes, hidden, loss, learningRate, batch };
  fs.writeFileSync(description, JSON.stringify({ ...rest, ...Object.fromEntries(files) }));
  return description;
}
