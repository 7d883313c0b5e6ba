/** What a session and its worker say to each other: plain data that can be cloned. */

import { Network, type NetworkShape } from '../../core/network';
import type { Setup } from '../../core/setup';
import type { RunEnd, RunJob, RunReport } from './job';

/** A setup without its class: what a clone leaves of it. */
export type PlainSetup = Omit<Setup, 'network' | 'validation'> & { readonly network: NetworkShape };

export type ToWorker =
  | { readonly type: 'setup'; readonly setup: PlainSetup }
  | { readonly type: 'run'; readonly id: number; readonly job: RunJob }
  | { readonly type: 'spacing'; readonly id: number; readonly spacing: number }
  | { readonly type: 'stop'; readonly id: number }
  // Work of another kind, beside the runs: it answers part by part, when it is asked.
  | { readonly type: 'open'; readonly id: number; readonly task: unknown }
  | { readonly type: 'next'; readonly id: number }
  | { readonly type: 'close'; readonly id: number };

export type FromWorker =
  | { readonly type: 'report'; readonly id: number; readonly report: RunReport }
  | { readonly type: 'done'; readonly id: number; readonly end: RunEnd | 'stopped' }
  | { readonly type: 'failed'; readonly id: number; readonly message: string }
  | { readonly type: 'part'; readonly id: number; readonly part: unknown };

export function plainSetup({ network, validation: _validation, ...rest }: Setup): PlainSetup {
  const { inputs, outputs, layers, loss } = network;
  return { ...rest, network: { inputs, outputs, layers, loss } };
}

export function setupFrom({ network, ...rest }: PlainSetup): Setup {
  return { ...rest, network: new Network(network) };
}

/** The buffers of a report, which the worker gives away instead of copying. */
export function buffersOf({ reached, losses, checkpoints }: RunReport): ArrayBuffer[] {
  const arrays = [reached.values, losses.update, losses.loss, ...checkpoints.map(({ values }) => values)];
  // None of them is shared: they were made for the report.
  return arrays.map(({ buffer }) => buffer as ArrayBuffer);
}
