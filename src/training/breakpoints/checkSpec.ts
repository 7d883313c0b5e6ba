/** Whether a breakpoint makes sense in a setup: what is wrong with it, or the form that it is kept in. */

import { Batches } from '../../core/batches';
import type { Setup } from '../../core/setup';
import { compileCondition } from '../expressions/compileExpression';
import { checkedName, checkedValue } from '../interventions';
import { checkedCount } from '../stopRules';
import type { BreakpointSpec } from './breakpoint';
import { operationPlaces } from './operationPlaces';

type Checks = {
  readonly [Kind in BreakpointSpec['kind']]: (
    spec: Extract<BreakpointSpec, { kind: Kind }>,
    setup: Setup,
  ) => BreakpointSpec;
};

const checks: Checks = {
  update: ({ kind, update }) => {
    checkedCount('update', update);
    return { kind, update };
  },
  condition: ({ kind, condition }, setup) => ({ kind, condition: compileCondition(condition, setup).text.trim() }),
  parameter: ({ kind, parameter, when }, setup) => {
    if (when !== 'sign') checkedValue('The value that a parameter passes', when.passes);
    const name = checkedName(setup.network, parameter);
    const { offset } = setup.network.parameterByName(name)!;
    if (!setup.trainable[offset]) throw new RangeError(`${name} is frozen: training leaves it as it is.`);
    return { kind, parameter: name, when: when === 'sign' ? when : { passes: when.passes } };
  },
  operation: ({ kind, operation, sample }, setup) => {
    const { target, inSample, afterSamples } = operationPlaces(setup, operation);
    if (inSample.length + afterSamples.length === 0)
      throw new RangeError(`No operation of an update computes '${operation}'.`);
    if (sample === null) return { kind, operation: target, sample };
    if (inSample.length === 0) throw new RangeError(`${target} is computed after the samples, not in one of them.`);
    const { size } = new Batches(setup.training, setup.data.count);
    if (Number.isInteger(sample) && sample >= 0 && sample < size) return { kind, operation: target, sample };
    throw new RangeError(`The batch has the samples 0 to ${size - 1}, not ${sample}.`);
  },
};

/** @throws Error (an ExpressionError for a condition) with what is wrong */
export function checkSpec(spec: BreakpointSpec, setup: Setup): BreakpointSpec {
  const check = checks[spec.kind] as (spec: BreakpointSpec, setup: Setup) => BreakpointSpec;
  return check(spec, setup);
}
