/** What one step over is: a row for each granularity of the launch configuration. */

import { updatesPerEpoch } from '../explain/run';
import type { Position } from '../training/cursor';
import type { Session } from '../training/session';

const units = {
  operation: ({ position: { update, operation }, tape }) => ended(update, operation + 1, tape.count),
  sample: ({ position: { update, operation }, tape }) => ended(update, tape.sampleEnd(operation + 1), tape.count),
  update: ({ position: { update } }) => ({ update: update + 1, operation: -1 }),
  epoch: ({ position: { update }, setup }) => {
    const perEpoch = updatesPerEpoch(setup);
    return { update: (Math.floor(update / perEpoch) + 1) * perEpoch, operation: -1 };
  },
} satisfies Readonly<Record<string, (session: Session) => Position>>;

export type Granularity = keyof typeof units;

export const granularities = Object.keys(units) as readonly Granularity[];

/** Where the unit ends that comes next. */
export function unitEnd(session: Session, granularity: Granularity): Position {
  return units[granularity](session);
}

/** The last operation of an update has run at the start of the next. */
function ended(update: number, operation: number, count: number): Position {
  return operation >= count - 1 ? { update: update + 1, operation: -1 } : { update, operation };
}
