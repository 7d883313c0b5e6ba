/** What can go wrong in training, as the exceptions that a person may break on: one row each. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import { activations } from '../../core/activations';
import { losses } from '../../core/losses';
import { gradientName } from '../../core/operationParts';
import { forward } from '../../core/samplePass';
import type { Setup } from '../../core/setup';
import { formatNumber } from '../../explain/numbers';
import type { Moment } from '../../training/breakpoints/moment';
import { lastOperation } from './operations';
import type { Hit, Watch } from './watch';

/** The session stops there by itself: the filter only says whether it is called an exception. */
export const NON_FINITE = 'nonFinite';

type Id = typeof NON_FINITE | 'exploding' | 'vanishing' | 'deadUnit' | 'lossUp';

/** What went wrong in an update; null where nothing did. */
type Finding = { readonly operation: number; readonly message: string } | null;

interface Row {
  readonly label: string;
  readonly description: string;
  readonly default: boolean;
  /** The number that a person may set; null: there is none. */
  readonly threshold: { readonly value: number; readonly words: string } | null;
  /** Looks at one update after the other; null: the session itself stops there. */
  readonly look: ((setup: Setup, threshold: number) => (moment: Moment) => Finding) | null;
}

const rows: Readonly<Record<Id, Row>> = {
  nonFinite: {
    label: 'NaN or Infinity',
    description: 'A value is no number any more: training cannot go on.',
    default: true,
    threshold: null,
    look: null,
  },
  exploding: {
    label: 'Exploding derivative',
    description: 'The derivative of a parameter is larger than the threshold.',
    default: false,
    threshold: { value: 1000, words: 'Largest |derivative|; default 1000' },
    look: exploding,
  },
  vanishing: {
    label: 'Vanishing derivative',
    description: 'All derivatives of a layer are smaller than the threshold.',
    default: false,
    threshold: { value: 1e-7, words: 'Smallest |derivative| of a layer; default 1e-7' },
    look: vanishing,
  },
  deadUnit: {
    label: 'Dead unit',
    description: 'A neuron has slope 0 for every sample of the data: it does not learn any more.',
    default: false,
    threshold: null,
    look: deadUnit,
  },
  lossUp: {
    label: 'Loss went up',
    description: 'The loss of the batch is larger than that of the batch before.',
    default: false,
    threshold: { value: 0, words: 'Rise that is allowed; default 0' },
    look: lossUp,
  },
};

const ids = Object.keys(rows) as Id[];

export const exceptionFilters: readonly Dap.ExceptionBreakpointsFilter[] = ids.map((filter) => {
  const { label, description, threshold, default: isDefault } = rows[filter];
  return {
    filter,
    label,
    description,
    default: isDefault,
    ...(threshold && { supportsCondition: true, conditionDescription: threshold.words }),
  };
});

/** Plain data, so that it can go to a worker. */
export interface ExceptionSpec {
  readonly kind: 'exception';
  readonly filter: string;
  readonly condition?: string | undefined;
}

/** The watch of a filter; null where the session looks itself. @throws Error where there is no such filter or number */
export function exceptionWatch({ filter, condition }: ExceptionSpec, setup: Setup): Watch | null {
  if (!Object.hasOwn(rows, filter)) throw new Error(`There is no exception '${filter}'.`);
  const { look, threshold, label } = rows[filter as Id];
  const written = condition?.trim().replace('−', '-') ?? '';
  const value = written === '' ? (threshold?.value ?? 0) : Number(written);
  if (!Number.isFinite(value))
    throw new Error(`'${condition}' is no number: write a threshold such as ${threshold?.value ?? 0}.`);
  return look && new ExceptionWatch(label, look(setup, value));
}

/** Hit where something begins to go wrong, not in every update that it goes on. */
class ExceptionWatch implements Watch {
  readonly #label: string;
  readonly #look: (moment: Moment) => Finding;
  #before: Finding | undefined;

  constructor(label: string, look: (moment: Moment) => Finding) {
    this.#label = label;
    this.#look = look;
  }

  begin(): void {
    this.#before = undefined;
  }

  hits(moment: Moment): Hit[] {
    const now = this.#look(moment);
    const begins = now !== null && !this.#before;
    this.#before = now;
    if (!begins) return [];
    const description = `Paused on ${this.#label.toLowerCase().replace('nan', 'NaN')}`;
    return [{ operation: now.operation, reason: { reason: 'exception', description, text: now.message, ids: [] } }];
  }
}

function exploding({ network }: Setup, threshold: number) {
  return (moment: Moment): Finding => {
    const { gradients } = moment;
    const offset = gradients.findIndex((value) => Math.abs(value) > threshold);
    if (offset < 0) return null;
    const parameter = network.parameterAt(offset);
    const name = gradientName(network, parameter);
    const operation = lastOperation(moment, { ...parameter, kind: 'contribution' });
    return { operation, message: `${name} is ${formatNumber(gradients[offset])}, beyond ±${formatNumber(threshold)}.` };
  };
}

function vanishing({ network, trainable }: Setup, threshold: number) {
  const learning = network.layers.map(({ weightOffset, biasOffset, units, inputs }) => {
    const to = biasOffset < 0 ? weightOffset + units * inputs : biasOffset + units;
    const offsets = Array.from({ length: to - weightOffset }, (_, i) => weightOffset + i);
    return offsets.filter((offset) => trainable[offset] !== 0);
  });
  return (moment: Moment): Finding => {
    const { gradients } = moment;
    for (const [layer, offsets] of learning.entries()) {
      const largest = offsets.reduce((most, offset) => Math.max(most, Math.abs(gradients[offset])), 0);
      if (offsets.length === 0 || largest >= threshold) continue;
      const operation = lastOperation(moment, { ...network.parameterAt(offsets[0]), kind: 'contribution' });
      return {
        operation,
        message: `The largest derivative of layer ${layer + 1} is ${formatNumber(largest)}, below ${formatNumber(threshold)}.`,
      };
    }
    return null;
  };
}

function deadUnit({ network, data }: Setup) {
  // Where a slope can be 0 for whole intervals, not only far out.
  const flat = network.layers.filter(({ activation }) => activation === 'relu');
  const width = network.inputs.length;
  return (moment: Moment): Finding => {
    if (flat.length === 0) return null;
    const alive = network.layers.map(({ units }) => new Uint8Array(units));
    for (let row = 0; row < data.count; row++) {
      const pre: Float64Array[] = [];
      const post: Float64Array[] = [];
      forward(network, moment.parameters, data.inputs.subarray(row * width, (row + 1) * width), pre, post);
      for (const { index, units, activation } of flat) {
        for (let j = 0; j < units; j++)
          if (activations[activation].slope(pre[index][j], post[index][j]) !== 0) alive[index][j] = 1;
      }
    }
    for (const { index } of flat) {
      const neuron = alive[index].indexOf(0);
      if (neuron < 0) continue;
      const name = network.activationName(index, neuron);
      return {
        operation: lastOperation(moment, { kind: 'activation', layer: index, neuron, input: -1 }),
        message: `${name} is 0 for every sample of the data, and so is its slope.`,
      };
    }
    return null;
  };
}

function lossUp({ network }: Setup, allowed: number) {
  let before = NaN;
  let beforeUpdate = -1;
  return (moment: Moment): Finding => {
    const { loss, update } = moment;
    const [last, known] = [before, beforeUpdate === update - 1];
    before = loss;
    beforeUpdate = update;
    if (!known || !(loss > last + allowed)) return null;
    const operation = lastOperation(moment, {
      kind: 'lossTerm',
      layer: -1,
      neuron: network.lastLayer.units - 1,
      input: -1,
    });
    return {
      operation,
      message: `${losses[network.loss].short} went up from ${formatNumber(last)} to ${formatNumber(loss)}.`,
    };
  };
}
