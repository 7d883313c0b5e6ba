/** The Optimizer scope: its settings, of which the learning rate can be set, and what it remembers of each parameter. */

import { optimizers, type StateSlot } from '../../core/optimizers';
import type { OptimizerSettings } from '../../core/setup';
import type { Here } from '../here';
import type { Children, Shown, Writer } from '../variables';
import type { ScopeContext } from './scopes';

export function optimizerParts({ here, write }: ScopeContext): Children {
  const { settings, step } = here.current.state.optimizer;
  const rule = optimizers[settings.type];
  const read = Object.keys(rule.defaults).filter((name) => name !== 'learningRate') as (keyof OptimizerSettings)[];
  return {
    named: () => [
      write.text('type', rule.label),
      learningRate(here, write),
      ...read.map((name) => setting(name, settings[name], write)),
      ...(settings.l2 === 0 ? [] : [write.number('l2', settings.l2)]),
      write.text('step', String(step)),
      ...rule.state.map((slot, index) => remembered(here, write, slot, index)),
    ],
  };
}

export function learningRate({ session, current }: Here, write: Writer): Shown {
  return write.number('learning rate', current.state.optimizer.settings.learningRate, {
    evaluateName: 'learningRate',
    set: (value) => session.setLearningRate(value),
  });
}

function setting(name: string, value: number | string | boolean, write: Writer): Shown {
  return typeof value === 'number' ? write.number(name, value) : write.text(name, String(value));
}

/** One number per parameter, in the order of the file's weights. */
function remembered({ network, current }: Here, write: Writer, { label }: StateSlot, slot: number): Shown {
  const values = current.state.optimizer.state[slot];
  return write.array(label, values.length, (offset) =>
    write.number(`${label} of ${network.displayName(network.parameterAt(offset))}`, values[offset]),
  );
}
