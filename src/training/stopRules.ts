/** Where a run stops: what was asked for, else what the file says. */

import type { Setup } from '../core/setup';
import { checkedValue } from './interventions';
import type { StopRules } from './runner/job';
import type { RunRequest } from './snapshot';

/**
 * The rules for a run from the update in progress. `updates` and `epochs` count from here, the file's from the start; the
 * file's are taken where the request says nothing.
 * @throws RangeError where a number makes no sense
 */
export function stopRules(request: RunRequest, { training }: Setup, update: number, perEpoch: number): StopRules {
  const { updates, epochs, until } = request;
  const { lossBelow, gradientNormBelow } = until ?? {};
  if (updates === undefined && epochs === undefined && Object.values(until ?? {}).every((rule) => rule === undefined)) {
    return { target: least(training.updates, times(training.epochs, perEpoch)), ...training.stopWhen };
  }
  const more = least(checkedCount('updates', updates), times(checkedCount('epochs', epochs), perEpoch));
  const target = least(more === null ? null : update + more, checkedCount('until.update', until?.update));
  return {
    target,
    ...(lossBelow !== undefined && { lossBelow: checkedValue('until.lossBelow', lossBelow) }),
    ...(gradientNormBelow !== undefined && {
      gradientNormBelow: checkedValue('until.gradientNormBelow', gradientNormBelow),
    }),
  };
}

/** A request that goes on with a run from anywhere on its way, to the same end. */
export function resumed({ until }: RunRequest, { target, ...conditions }: StopRules): RunRequest {
  const rules = { ...(target !== null && { update: target }), ...conditions };
  return { until: { ...rules, ...(until?.breakpoint && { breakpoint: true }) } };
}

/** @throws RangeError unless it is a whole number, 0 or above, or not there */
export function checkedCount(name: string, value: number | undefined): number | null {
  if (value === undefined) return null;
  if (Number.isSafeInteger(value) && value >= 0) return value;
  throw new RangeError(`'${name}' must be a whole number, 0 or above, but is ${String(value)}.`);
}

function least(a: number | null, b: number | null): number | null {
  return a === null || b === null ? (a ?? b) : Math.min(a, b);
}

function times(count: number | null, by: number): number | null {
  return count === null ? null : count * by;
}
