/** Losses and last activations that are allowed together, but do not suit the values that are to be predicted. */

import { activations } from '../../core/activations';
import { dataSummary } from '../../core/dataSummary';
import { losses } from '../../core/losses';
import type { ActivationName, LossName } from '../../core/names';
import type { Setup } from '../../core/setup';
import type { Fix } from '../../document/problems';
import type { Advised, Finding } from './advice';
import { firstPlace, present, setValue } from './places';
import { shown } from './words';

/** What the observed values look like. */
interface Observed {
  readonly least: number;
  readonly most: number;
  /** Nothing but 0 and 1. */
  readonly binary: boolean;
  /** One 1 among several outputs, in every sample. */
  readonly oneHot: boolean;
}

/** The values that activations can come close to; others reach all. */
const reach: Partial<Record<ActivationName, readonly [least: number, most: number]>> = {
  relu: [0, Infinity],
  softplus: [0, Infinity],
  sigmoid: [0, 1],
  tanh: [-1, 1],
  elu: [-1, Infinity],
  silu: [-0.279, Infinity],
  gelu: [-0.17, Infinity],
};

export function outputAdvice({ setup, loaded }: Advised): Finding[] {
  const { loss, lastLayer } = setup.network;
  const { activation } = lastLayer;
  // The cross-entropies have one activation each, and are checked against the data.
  if (losses[loss].fusedWith !== null) return [];
  const observed = observedOf(setup);
  const at = ['layers', lastLayer.index, 'activation'] as const;
  const { short } = losses[loss];
  const change = (to: ActivationName, andLoss: LossName | null): Fix[] => {
    const title = andLoss ? `Use ${to} with ${andLoss}` : `Change the last activation to '${to}'`;
    const edits = [
      ...(to === activation ? [] : (setValue(loaded, at, to, title)?.edits ?? [])),
      ...(andLoss ? (setValue(loaded, ['loss'], andLoss, title)?.edits ?? []) : []),
    ];
    return present(edits.length > 0 ? { title, edits } : undefined);
  };
  if (observed.oneHot) {
    const message =
      `Exactly one of the ${setup.network.outputs.length} outputs is 1 in every sample: they are classes. ` +
      `With softmax and crossEntropy the predicted values are probabilities that add up to 1, and a class that is ` +
      `predicted wrongly with certainty gets the largest derivative; ${short} does neither.`;
    return [{ message, range: firstPlace(loaded, ['loss']), fixes: change('softmax', 'crossEntropy') }];
  }
  const [least, most] = reach[activation] ?? [-Infinity, Infinity];
  if (observed.least < least || observed.most > most) {
    const wrong = observed.least < least ? observed.least : observed.most;
    const { label, range } = activations[activation];
    const message = `${shown(wrong)} is to be predicted, but the values of ${label} lie in ${range}: the loss cannot come to 0.`;
    return [{ message, range: firstPlace(loaded, at), fixes: change('identity', null) }];
  }
  if (activation === 'sigmoid' && observed.binary) {
    const message =
      `The observed values are 0 and 1. With ${short} a prediction that is certain and wrong learns hardly anything, ` +
      'as the sigmoid is flat there and its slope is one of the factors; in binaryCrossEntropy the slope cancels out.';
    return [{ message, range: firstPlace(loaded, ['loss']), fixes: change('sigmoid', 'binaryCrossEntropy') }];
  }
  return [];
}

function observedOf(setup: Setup): Observed {
  const { outputs, binary, oneHot } = dataSummary(setup);
  return {
    least: Math.min(...outputs.map(({ least }) => least)),
    most: Math.max(...outputs.map(({ most }) => most)),
    binary,
    // A single sample shows no pattern.
    oneHot: oneHot && setup.data.count > 1,
  };
}
