/** What each number of an optimizer means, and where it may lie: for hovers, completion and validation. */

import type { OptimizerName } from './names';
import { optimizers } from './optimizers';
import type { OptimizerSettings } from './setup';

export type OptimizerSettingName = Exclude<keyof OptimizerSettings, 'type'>;

export interface OptimizerSettingInfo {
  readonly label: string;
  readonly words: string;
  /** PyTorch's default, or the first where optimizers differ: see `defaultOf`. */
  readonly default: number | boolean;
  /** The smallest number allowed, and what it must stay below; null: no bound, or not a number. */
  readonly min: number | null;
  readonly below: number | null;
  readonly usedBy: readonly OptimizerName[];
}

const documented: Readonly<Record<OptimizerSettingName, Omit<OptimizerSettingInfo, 'default' | 'usedBy'>>> = {
  learningRate: {
    label: 'learning rate',
    words:
      'How far a parameter moves for a given derivative: too small and training crawls, too large and it diverges.',
    min: 0,
    below: null,
  },
  momentum: {
    label: 'momentum',
    words: 'The share of its velocity that a parameter keeps from update to update.',
    min: 0,
    below: 1,
  },
  nesterov: {
    label: 'Nesterov momentum',
    words: 'Whether the step looks ahead: derivative + momentum × velocity instead of the velocity alone.',
    min: null,
    below: null,
  },
  decay: {
    label: 'decay',
    words: 'The share of the running mean of squared derivatives that is kept from update to update (PyTorch’s alpha).',
    min: 0,
    below: 1,
  },
  beta1: {
    label: 'β1',
    words: 'The share of the first moment, the running mean of the derivative, that is kept from update to update.',
    min: 0,
    below: 1,
  },
  beta2: {
    label: 'β2',
    words: 'The share of the second moment, the running mean of the squared derivative, that is kept.',
    min: 0,
    below: 1,
  },
  epsilon: {
    label: 'ε',
    words: 'A small number added to the root that is divided by, so that it is never 0.',
    min: 0,
    below: null,
  },
  weightDecay: {
    label: 'weight decay',
    words:
      'Pulls every trainable parameter towards 0. Adam adds weight decay × parameter to the derivative; AdamW takes learning rate × weight decay × parameter off the parameter itself.',
    min: 0,
    below: null,
  },
  l2: {
    label: 'l2',
    words: 'Adds l2 × weight to the derivative of every weight (not of biases), which pulls weights towards 0.',
    min: 0,
    below: null,
  },
};

const optimizerNames = Object.keys(optimizers) as OptimizerName[];

/** The default of a setting for one optimizer; undefined where it does not read it. Every optimizer takes l2. */
export function defaultOf(type: OptimizerName, setting: OptimizerSettingName): number | boolean | undefined {
  return setting === 'l2' ? 0 : optimizers[type].defaults[setting];
}

function describe(setting: OptimizerSettingName): OptimizerSettingInfo {
  const usedBy = optimizerNames.filter((type) => defaultOf(type, setting) !== undefined);
  return { ...documented[setting], default: defaultOf(usedBy[0], setting)!, usedBy };
}

export const optimizerSettings = Object.fromEntries(
  (Object.keys(documented) as OptimizerSettingName[]).map((setting) => [setting, describe(setting)]),
) as Readonly<Record<OptimizerSettingName, OptimizerSettingInfo>>;
