/** What can go wrong in training: each looks at one update after the other and says what it finds. */

import { activations } from '../../core/activations';
import { losses } from '../../core/losses';
import { gradientName } from '../../core/operationParts';
import { evaluateSample, forward } from '../../core/samplePass';
import type { Setup } from '../../core/setup';
import { formatNumber } from '../../explain/numbers';
import { updatesPerEpoch } from '../../explain/run';
import type { Moment } from '../../training/breakpoints/moment';
import { lastOperation } from './operations';

export interface Finding {
  readonly operation: number;
  readonly message: string;
  /** Where several can go wrong in the same way: all that have. It is told anew when there is another. */
  readonly units?: readonly string[];
}

export interface Look {
  /** null where nothing is wrong; undefined where it is not looked at in this update. @param known `units` found before */
  readonly find: (moment: Moment, known: readonly string[]) => Finding | null | undefined;
  /** As `Watch.since`. */
  readonly since?: (update: number) => number;
}

/** So many neurons are named. */
const MOST_NAMED = 5;

export function exploding({ network }: Setup, threshold: number): Look {
  const find = (moment: Moment): Finding | null => {
    const { gradients } = moment;
    const offset = gradients.findIndex((value) => Math.abs(value) > threshold);
    if (offset < 0) return null;
    const parameter = network.parameterAt(offset);
    const name = gradientName(network, parameter);
    const operation = lastOperation(moment, { ...parameter, kind: 'contribution' });
    return { operation, message: `${name} is ${formatNumber(gradients[offset])}, beyond ±${formatNumber(threshold)}.` };
  };
  return { find };
}

export function vanishing({ network, trainable }: Setup, threshold: number): Look {
  const learning = network.layers.map(({ weightOffset, biasOffset, units, inputs }) => {
    const to = biasOffset < 0 ? weightOffset + units * inputs : biasOffset + units;
    const offsets = Array.from({ length: to - weightOffset }, (_, i) => weightOffset + i);
    return offsets.filter((offset) => trainable[offset] !== 0);
  });
  const find = (moment: Moment): Finding | null => {
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
  return { find };
}

/** Looked at once in an epoch, as it takes a pass through all the data. */
export function deadUnit(setup: Setup): Look {
  const { network, data } = setup;
  const perEpoch = updatesPerEpoch(setup);
  const bent = network.layers.filter(({ activation }) => activation !== 'identity' && !activations[activation].vector);
  const width = network.inputs.length;

  /** By layer, which neurons have a slope for some sample. */
  function alive(parameters: Float64Array): Uint8Array[] {
    const found = network.layers.map(({ units }) => new Uint8Array(units));
    for (let row = 0; row < data.count; row++) {
      const pre: Float64Array[] = [];
      const post: Float64Array[] = [];
      forward(network, parameters, data.inputs.subarray(row * width, (row + 1) * width), pre, post);
      for (const { index, units, activation } of bent) {
        const { slope } = activations[activation];
        for (let j = 0; j < units; j++) if (slope(pre[index][j], post[index][j]) !== 0) found[index][j] = 1;
      }
    }
    return found;
  }

  function find(moment: Moment, known: readonly string[]): Finding | null | undefined {
    if (moment.update % perEpoch !== 0) return undefined;
    if (bent.length === 0) return null;
    const living = alive(moment.parameters);
    const dead = bent
      .flatMap(({ index, units }) =>
        Array.from({ length: units }, (_, neuron) => ({ index, neuron, name: network.activationName(index, neuron) })),
      )
      .filter(({ index, neuron }) => living[index][neuron] === 0);
    const fresh = dead.filter(({ name }) => !known.includes(name));
    const [first] = fresh.length > 0 ? fresh : dead;
    if (!first) return null;
    return {
      operation: lastOperation(moment, { kind: 'activation', layer: first.index, neuron: first.neuron, input: -1 }),
      message: `The slope of ${listed(fresh.map(({ name }) => name))} is 0 for every sample of the data: nothing of it is learned any more.`,
      units: dead.map(({ name }) => name),
    };
  }

  return { find, since: (update) => (Math.ceil(update / perEpoch) - 1) * perEpoch };
}

/**
 * With the full batch, from one update to the next. Batches differ, so that with several of them the loss of all data is
 * compared, from the start of one epoch to the start of the next.
 */
export function lossUp(setup: Setup, allowed: number): Look {
  const { network } = setup;
  const perEpoch = updatesPerEpoch(setup);
  const { short } = losses[network.loss];
  let before = NaN;
  let beforeUpdate = -1;

  function find(moment: Moment): Finding | null | undefined {
    const { update } = moment;
    if (update % perEpoch !== 0) return undefined;
    const loss = perEpoch === 1 ? moment.loss : lossOfData(setup, moment.parameters);
    const [last, known] = [before, beforeUpdate === update - perEpoch];
    [before, beforeUpdate] = [loss, update];
    if (!known || !(loss > last + allowed)) return null;
    const rise = `from ${formatNumber(last)} to ${formatNumber(loss)}`;
    const epoch = update / perEpoch;
    if (perEpoch > 1) return { operation: -1, message: `${short} of all data went up ${rise} in epoch ${epoch}.` };
    const spot = { kind: 'lossTerm', layer: -1, neuron: network.lastLayer.units - 1, input: -1 } as const;
    return { operation: lastOperation(moment, spot), message: `${short} went up ${rise}.` };
  }

  return { find, since: (update) => (Math.ceil(update / perEpoch) - 2) * perEpoch };
}

/** As if all the data were one batch. */
function lossOfData({ network, data }: Setup, parameters: Float64Array): number {
  const settings = { network, parameters, data, batchCount: data.count, lowestLayer: network.layers.length };
  let loss = 0;
  for (let row = 0; row < data.count; row++) {
    for (const term of evaluateSample(settings, row).lossTerms) loss += term;
  }
  return loss;
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  if (more > 0) return `${names.slice(0, MOST_NAMED).join(', ')} and ${more} more`;
  return names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names.join('');
}
