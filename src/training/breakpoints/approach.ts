/** A run's first steps: through the rest of the update that the cursor stands in, up to the first breakpoint. */

import type { Setup } from '../../core/setup';
import type { Stage } from '../stage';
import type { UpdateInProgress } from '../updateInProgress';
import { Moment } from './moment';
import type { OperationHit, Watcher } from './watcher';

export function momentOf(setup: Setup, { update, state, gradients, loss }: UpdateInProgress): Moment {
  const { parameters, optimizer } = state;
  const { learningRate } = optimizer.settings;
  return new Moment(setup).moveTo({ update, parameters, gradients, learningRate }, loss);
}

/**
 * Finishes the update in progress, unless a breakpoint is hit before its end or a value is no number.
 * @returns the breakpoints hit where the cursor then stands; none where it stands at the start of the next update, to be
 *   tested there
 */
export function finishUpdate(setup: Setup, stage: Stage, watcher: Watcher | null): readonly number[] {
  if (!watcher) {
    stage.move('out');
    return [];
  }
  const moment = momentOf(setup, stage.current);
  // The cursor stands behind its start: this is only what the next start is compared with.
  watcher.arrive(moment);
  const hit = watcher.firstOperation(moment, stage.position.operation);
  const last = stage.current.tape.count - 1;
  stage.runTo(hit?.operation ?? last);
  if (!hit || stage.diverged) return [];
  return hit.operation < last ? hit.ids : [...hit.ids, ...watcher.arrive(momentOf(setup, stage.current))];
}

/** One operation forwards. @returns the breakpoints hit where the cursor then stands */
export function nextOperation(setup: Setup, stage: Stage, watcher: Watcher | null): readonly number[] {
  if (!watcher) {
    stage.move('into');
    return [];
  }
  const moment = momentOf(setup, stage.current);
  watcher.arrive(moment);
  const next = stage.position.operation + 1;
  const hit = watcher.firstOperation(moment, next - 1);
  const isLast = next >= stage.current.tape.count - 1;
  stage.move('into');
  if (stage.diverged) return [];
  const ids = hit?.operation === next ? hit.ids : [];
  return isLast ? [...ids, ...watcher.arrive(momentOf(setup, stage.current))] : ids;
}

/** To where a run was stopped by breakpoints; none are hit where it was not, or where a value before is no number. */
export function approachHit(stage: Stage, hit: OperationHit | null): readonly number[] {
  if (!hit) return [];
  if (hit.operation >= 0) stage.runTo(hit.operation);
  return stage.diverged ? [] : hit.ids;
}

/** Where a run has diverged: to a breakpoint in this update that is hit before, else to the first value that is no number. */
export function approachDivergence(setup: Setup, stage: Stage, watcher: Watcher | null): readonly number[] {
  const { current } = stage;
  if (!current.divergence) return [];
  const last = current.divergence.operation;
  const hit = watcher?.firstOperation(momentOf(setup, current), -1);
  const isBefore = hit != null && hit.operation < last;
  stage.runTo(isBefore ? hit.operation : last);
  return isBefore ? hit.ids : [];
}
