/** How many times as fast as its peers this project has to be, in one run on one machine. */

import type { WorkloadName } from './workloads';

export interface Target {
  readonly workload: WorkloadName;
  /** A contender's name. */
  readonly peer: string;
  readonly ratio: number;
}

const rows: Readonly<Record<WorkloadName, Readonly<Record<string, number>>>> = {
  W1: { playground: 5, tensorflowCpu: 600, numpy: 100, synaptic: 1.6 },
  W2: { playground: 5.5, tensorflowCpu: 55, numpy: 6, synaptic: 1.6 },
  W3: { tensorflowCpu: 20, tensorflowWasm: 4.5, numpy: 0.55 },
};

export const targets: readonly Target[] = Object.entries(rows).flatMap(([workload, peers]) =>
  Object.entries(peers).map(([peer, ratio]) => ({ workload: workload as WorkloadName, peer, ratio })),
);
