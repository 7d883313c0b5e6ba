// The reference that breakpoints are held against: every position of a run, visited one by one, and told by its words.
import type { Operation } from '../../../../src/core/operation';
import type { Setup } from '../../../../src/core/setup';
import type { BreakpointSpec } from '../../../../src/training/breakpoints/breakpoint';
import type { Position } from '../../../../src/training/cursor';
import { Session } from '../../../../src/training/session';
import type { Intervention, Snapshot } from '../../../../src/training/snapshot';

/** A condition told twice: as a text, and by what snapshots and operations say. */
export interface ToldCondition {
  readonly text: string;
  /** What has to be computed of a sample first; empty: it is about the whole update. */
  readonly targets: readonly string[];
  /** @param values of the sample so far, by target; `sample` 0-based */
  readonly holds: (update: Snapshot, values: ReadonlyMap<string, number>, sample: number) => boolean;
}

export interface Visited {
  readonly position: Position;
  /** The operation that has just run, also where it was the last one of the update before; null at the first start. */
  readonly ran: Operation | null;
  /** What the operations of its sample have computed so far. */
  readonly values: ReadonlyMap<string, number>;
  /** At the start of the update that `ran` belongs to. */
  readonly ranIn: Snapshot | null;
  /** At the start of the update that the position is in. */
  readonly start: Snapshot;
}

/** Every position up to the start of an update, or to where the run diverges. */
export async function visitAll(setup: Setup, updates: number, log: readonly Intervention[] = []): Promise<Visited[]> {
  const session = new Session('naive', setup);
  const visited: Visited[] = [];
  let start = session.snapshot();
  let values = new Map<string, number>();
  let ran: Operation | null = null;
  let ranIn: Snapshot | null = null;
  for (;;) {
    const { update, operation } = session.position;
    for (const edit of operation < 0 ? log.filter((entry) => entry.update === update) : []) {
      if (edit.kind === 'parameter') await session.setParameter(edit.name, edit.value);
      else await session.setLearningRate(edit.value);
    }
    if (operation < 0) start = session.snapshot();
    visited.push({ position: session.position, ran, values, ranIn, start });
    if (session.divergence || (update === updates && operation < 0)) return visited;
    const next = session.tape.operation(operation + 1);
    values = new Map(operation >= 0 && next.sample === ran?.sample ? values : []).set(next.target, next.value);
    [ran, ranIn] = [next, start];
    await session.stepInto();
  }
}

/** The positions where a breakpoint stops a run, from the words of its documentation. */
export function stops(visited: readonly Visited[], spec: BreakpointSpec, told: readonly ToldCondition[]): Position[] {
  return hits(visited, spec, told).map(({ position }) => position);
}

function hits(visited: readonly Visited[], spec: BreakpointSpec, told: readonly ToldCondition[]): readonly Visited[] {
  const starts = visited.filter(({ position }) => position.operation < 0);
  const pairs = starts.slice(1).map((now, i) => ({ now, before: starts[i].start }));
  const where = (holds: (now: Snapshot, before: Snapshot) => boolean) =>
    pairs.filter(({ now, before }) => holds(now.start, before)).map(({ now }) => now);
  if (spec.kind === 'update') return where(({ update }) => update === spec.update);
  if (spec.kind === 'parameter') {
    const limit = spec.when === 'sign' ? 0 : spec.when.passes;
    const distance = ({ parameters }: Snapshot) => (parameters[spec.parameter] as number) - limit;
    return where(
      (now, before) => distance(before) * distance(now) < 0 || (distance(now) === 0 && distance(before) !== 0),
    );
  }
  if (spec.kind === 'operation') {
    return visited.filter(
      ({ ran }) => ran?.target === spec.operation && (spec.sample === null || ran.sample === spec.sample),
    );
  }
  const { targets, holds } = told.find(({ text }) => text === spec.condition)!;
  if (targets.length === 0) {
    const none = new Map<string, number>();
    return where((now, before) => holds(now, none, -1) && !holds(before, none, -1));
  }
  return visited.filter(({ ran, values, ranIn }) => {
    if (!ran || !ranIn || !targets.includes(ran.target)) return false;
    return targets.every((target) => values.has(target)) && holds(ranIn, values, ran.sample);
  });
}

/** Whether one position comes before another. */
export function isBefore(a: Position, b: Position): boolean {
  return a.update === b.update ? a.operation < b.operation : a.update < b.update;
}
