/** The breakpoints that the host has sent, and what the panel asks of it: added, removed, switched, checked. */

import { signal } from '@preact/signals';
import type { BreakpointView, ConditionProblem } from '../../protocol/breakpoints';
import type { BreakpointSpec } from '../../training/breakpoints/breakpoint';
import { post } from '../host';

export const breakpoints = signal<readonly BreakpointView[]>([]);

/** What the host says of the condition that was last sent to be checked. */
export const checked = signal<{ readonly text: string; readonly problem: ConditionProblem | null } | null>(null);

/** Equal lists are not drawn again: most steps change nothing about them. */
export function takeBreakpoints(list: readonly BreakpointView[]): void {
  if (JSON.stringify(list) !== JSON.stringify(breakpoints.value)) breakpoints.value = list;
}

/** Removes those that are there, or adds the one that is meant. */
export function toggle(there: readonly BreakpointView[], spec: BreakpointSpec): void {
  if (there.length === 0) post({ type: 'addBreakpoint', spec });
  for (const { id } of there) post({ type: 'removeBreakpoint', id });
}

/** The updates that are marked on the timeline, and that `[` and `]` go to. */
export function markedUpdates(): number[] {
  return breakpoints.value.flatMap(({ updates }) => updates.slice(0, 1));
}

export function onUpdate(update: number): BreakpointView[] {
  return breakpoints.value.filter(({ spec }) => spec.kind === 'update' && spec.update === update);
}

export function onParameter(name: string): BreakpointView[] {
  return breakpoints.value.filter(({ spec }) => spec.kind === 'parameter' && spec.parameter === name);
}

/** @param sample 0-based; −1: after the samples */
export function onOperation(target: string, sample: number): BreakpointView[] {
  return breakpoints.value.filter(
    ({ spec }) =>
      spec.kind === 'operation' && spec.operation === target && (spec.sample === null || spec.sample === sample),
  );
}

export const toggleUpdate = (update: number): void => toggle(onUpdate(update), { kind: 'update', update });

export const toggleParameter = (parameter: string): void =>
  toggle(onParameter(parameter), { kind: 'parameter', parameter, when: 'sign' });

export const toggleOperation = (operation: string, sample: number): void =>
  toggle(onOperation(operation, sample), { kind: 'operation', operation, sample: sample < 0 ? null : sample });

type Listener = () => void;
const listeners = new Set<Listener>();

/** F9: the host asks which breakpoint belongs to what has the focus. */
export function askForToggle(): void {
  for (const listener of listeners) listener();
}

export function onAskForToggle(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
