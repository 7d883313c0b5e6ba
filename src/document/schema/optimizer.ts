/** The schema of `optimizer`, its numbers bounded and described by the core's table. */

import * as v from 'valibot';
import type { OptimizerName } from '../../core/names';
import { optimizers } from '../../core/optimizers';
import { defaultOf, optimizerSettings, type OptimizerSettingName } from '../../core/optimizerSettings';
import { about, oneOf } from './parts';

/** A number of an optimizer, within the bounds that the core's table has for it. */
function setting(name: OptimizerSettingName) {
  const { words, min, below } = optimizerSettings[name];
  const atLeast = v.pipe(v.number(), v.minValue(min ?? -Infinity));
  return v.optional(
    below === null
      ? v.pipe(atLeast, about<number>(settingWords(name, words)))
      : v.pipe(atLeast, v.ltValue(below), about<number>(settingWords(name, words))),
  );
}

function settingWords(name: OptimizerSettingName, words: string): string {
  const { usedBy } = optimizerSettings[name];
  const users = usedBy.length < Object.keys(optimizers).length ? ` For ${usedBy.join(', ')}.` : '';
  return `${words}${users} Default: ${defaultWords(name)}.`;
}

/** `0.001 (rmsprop: 0.01)`: the one that most optimizers have first. */
function defaultWords(name: OptimizerSettingName): string {
  const users = new Map<string, OptimizerName[]>();
  for (const type of optimizerSettings[name].usedBy) {
    const value = String(defaultOf(type, name));
    users.set(value, [...(users.get(value) ?? []), type]);
  }
  const [[most], ...others] = [...users].sort((a, b) => b[1].length - a[1].length);
  const different = others.map(([value, types]) => `${types.join(', ')}: ${value}`);
  return different.length === 0 ? most : `${most} (${different.join('; ')})`;
}

export const optimizerSchema = v.pipe(
  v.object({
    type: oneOf(optimizers, 'The update rule.'),
    learningRate: setting('learningRate'),
    momentum: setting('momentum'),
    nesterov: v.optional(v.pipe(v.boolean(), about(settingWords('nesterov', optimizerSettings.nesterov.words)))),
    decay: setting('decay'),
    beta1: setting('beta1'),
    beta2: setting('beta2'),
    epsilon: setting('epsilon'),
    weightDecay: setting('weightDecay'),
    l2: setting('l2'),
  }),
  about('How parameters are updated from their gradients.', {
    defaultSnippets: [
      { label: 'gradient descent', body: { type: 'gradientDescent', learningRate: '^${1:0.1}' } },
      { label: 'adam', body: { type: 'adam', learningRate: '^${1:0.001}' } },
    ],
  }),
);
