/** Breakpoints made ready to be tested: what is remembered of an update, and which operations are looked at. */

import type { Setup } from '../../core/setup';
import { compileCondition, type Condition } from '../expressions/compileExpression';
import { type Breakpoint, limitOf, passed } from './breakpoint';
import type { Moment } from './moment';
import { operationPlaces } from './operationPlaces';

/** Tested at the start of every update, by what it was at the start of the update before. */
export interface UpdateWatch {
  readonly id: number;
  readonly state: (moment: Moment) => number;
  readonly hit: (before: number, now: number) => boolean;
}

/** Tested at some operations. */
export interface OperationWatch {
  readonly id: number;
  readonly inSample: readonly number[];
  readonly afterSamples: readonly number[];
  /** The only sample that counts; null: every one. */
  readonly sample: number | null;
  /** What must hold of a sample. */
  readonly condition: Condition | null;
}

interface Watches {
  readonly ofUpdate?: UpdateWatch;
  readonly ofOperation?: OperationWatch;
}

type Rules = {
  readonly [Kind in Breakpoint['kind']]: (breakpoint: Extract<Breakpoint, { kind: Kind }>, setup: Setup) => Watches;
};

const rules: Rules = {
  update: ({ id, update }) => ({
    ofUpdate: { id, state: (moment) => moment.update, hit: (_, now) => now === update },
  }),
  parameter: ({ id, parameter, when }, { network }) => {
    const { offset } = network.parameterByName(parameter)!;
    const limit = limitOf(when);
    return {
      ofUpdate: {
        id,
        state: ({ parameters }) => parameters[offset],
        hit: (before, now) => passed(before, now, limit),
      },
    };
  },
  condition: ({ id, condition: text }, setup) => {
    const condition = compileCondition(text, setup);
    if (condition.readyAfter >= 0) {
      return { ofOperation: { id, inSample: [condition.readyAfter], afterSamples: [], sample: null, condition } };
    }
    return {
      ofUpdate: {
        id,
        state: (moment) => Number(condition.evaluate(moment)),
        hit: (before, now) => before === 0 && now === 1,
      },
    };
  },
  operation: ({ id, operation, sample }, setup) => {
    const { inSample, afterSamples } = operationPlaces(setup, operation);
    return {
      ofOperation: { id, inSample, afterSamples: sample === null ? afterSamples : [], sample, condition: null },
    };
  },
};

/** @throws Error where a breakpoint does not belong to the setup */
export function watchesOf(breakpoint: Breakpoint, setup: Setup): Watches {
  return (rules[breakpoint.kind] as (breakpoint: Breakpoint, setup: Setup) => Watches)(breakpoint, setup);
}
