/** Looks through what has been run for the last place of a breakpoint before another place. */

import type { Setup } from '../../core/setup';
import { Walker } from '../columns';
import type { Position } from '../cursor';
import type { Branch } from '../history';
import type { Breakpoint } from './breakpoint';
import { Moment } from './moment';
import { Watcher } from './watcher';

export interface Hit {
  readonly position: Position;
  /** Of the breakpoints. */
  readonly ids: readonly number[];
}

/** Updates between two times that others may have their turn. */
const GIVE_WAY_EVERY = 16;

/** Goes through updates one after the other, telling each of them to `visit` with its numbers. */
export async function walk(
  walker: Walker,
  moment: Moment,
  from: number,
  to: number,
  visit: (moment: Moment) => void,
): Promise<void> {
  const { trainer } = walker;
  await walker.to(from);
  for (;;) {
    visit(moment.moveTo(trainer, trainer.evaluate()));
    if (trainer.update >= to) return;
    trainer.apply();
    if (trainer.update % GIVE_WAY_EVERY === 0) await walker.giveWay();
  }
}

/**
 * The last place before `position` where one of the breakpoints stops a run; null where there is none. Goes back from
 * checkpoint to checkpoint.
 * @param stopped whether it is not wanted any more
 */
export async function hitBefore(
  setup: Setup,
  branch: Branch,
  breakpoints: readonly Breakpoint[],
  position: Position,
  stopped: () => boolean,
): Promise<Hit | null> {
  const updates = breakpoints.filter((one) => one.kind === 'update');
  // Where they are is known without looking: most often there are no others.
  if (updates.length === breakpoints.length) return lastUpdateBefore(updates, position);
  const walker = new Walker(setup, branch);
  const moment = new Moment(setup);
  // Places up to operation `limit` of update `end` are still to be looked at, that one not included.
  let [end, limit] = [position.update, position.operation];
  while (end > 0 || limit > 0) {
    if (stopped()) return null;
    const start = end === 0 ? 0 : (branch.nearest(end - 1)?.update ?? 0);
    const watcher = new Watcher(setup, { breakpoints, memory: null });
    let found: Hit | null = null;
    const take = (update: number, operation: number, ids: readonly number[]) => {
      const isSame = found?.position.update === update && found.position.operation === operation;
      found = { position: { update, operation }, ids: isSame ? [...found!.ids, ...ids] : ids };
    };
    await walk(walker, moment, start, end, () => {
      const { update } = moment;
      const ids = watcher.arrive(moment);
      if (ids.length > 0 && (update < end || limit >= 0)) take(update, -1, ids);
      const last = moment.operationCount - 1;
      const bound = update === end ? limit : update === end - 1 && limit < 0 ? last : Infinity;
      const hit = watcher.lastOperation(moment, bound);
      if (hit?.operation === last) take(update + 1, -1, hit.ids);
      else if (hit) take(update, hit.operation, hit.ids);
    });
    if (found) return found;
    // The start of the first update of this part belongs to the part before, which knows what came before it.
    [end, limit] = [start, 0];
  }
  return null;
}

function lastUpdateBefore(
  breakpoints: readonly Extract<Breakpoint, { kind: 'update' }>[],
  position: Position,
): Hit | null {
  const end = position.operation < 0 ? position.update - 1 : position.update;
  const update = Math.max(...breakpoints.map((one) => one.update).filter((at) => at > 0 && at <= end));
  if (update === -Infinity) return null;
  const ids = breakpoints.filter((one) => one.update === update).map(({ id }) => id);
  return { position: { update, operation: -1 }, ids };
}
