/** The elementary operations of one update, addressable by index and described only when asked for. */

import { BatchTotals, contribution } from './batchTotals';
import { withoutMarks } from './formulaText';
import type { Network } from './network';
import type { Operation, OperationPhase } from './operation';
import { type UpdateNumbers } from './operationParts';
import { operationRules } from './operationRules';
import { addL2, optimizers } from './optimizers';
import { evaluateSample, type SampleValues } from './samplePass';
import { spotsOf } from './targets';
import type { Place } from './operationPlace';
import { type UpdateLayout, updateLayout } from './updateLayout';
import type { UpdateState } from './updateState';

/** How far one sample is computed: in each layer, for how many neurons from the first. */
export interface Reached {
  readonly preActivations: readonly number[];
  readonly activations: readonly number[];
  readonly activationDerivatives: readonly number[];
  readonly derivatives: readonly number[];
  /** Outputs whose residual, and whose loss term, is computed. */
  readonly residuals: number;
  readonly lossTerms: number;
}

/** The gradient in the making, flat `[parameterCount]`. */
export interface TotalsSoFar {
  readonly gradient: Float64Array;
  /** How many samples' contributions are in each; 0 for frozen parameters. */
  readonly samplesAdded: Int32Array;
}

/**
 * One update at its old values. Operations are counted, not listed: any can be described without the others, once its
 * sample (and, for sums, the samples before) has been through the network. The order is that of `UpdateLayout`.
 */
export class Tape {
  readonly network: Network;
  readonly rows: Int32Array;
  /** How many operations the update has. */
  readonly count: number;
  /** How many of them each sample has. */
  readonly operationsPerSample: number;
  readonly #state: UpdateState;
  readonly #layout: UpdateLayout;
  readonly #samples: (SampleValues | undefined)[] = [];
  readonly #totals: BatchTotals;
  readonly #numbers: UpdateNumbers;
  #gradient: Float64Array | undefined;
  #newValues: Float64Array | undefined;

  constructor(state: UpdateState) {
    const { network, trainable, rows, parameters, optimizer } = state;
    this.network = network;
    this.rows = rows;
    this.#state = state;
    this.#layout = updateLayout(network, trainable, optimizer.settings.l2 !== 0);
    this.count = this.#layout.count(rows.length);
    this.operationsPerSample = this.#layout.perSample;
    const sample = (position: number): SampleValues => this.valuesAt(position);
    const totals = new BatchTotals(network, trainable, this.#layout.lowestLayer, rows.length, sample);
    this.#totals = totals;
    this.#numbers = {
      network,
      parameters,
      optimizer,
      batchCount: rows.length,
      sample,
      lossSoFar: (position, output) => totals.lossUpTo(position, output),
      gradientSoFar: (parameter, position) => totals.derivative(parameter, position + 1),
      gradient: (parameter) => {
        const sum = totals.derivative(parameter, rows.length);
        return parameter.input < 0 ? sum : sum + optimizer.settings.l2 * parameters[parameter.offset];
      },
    };
  }

  /** @throws RangeError where the update has no operation of that index */
  operation(index: number): Operation {
    const place = this.placeOf(index);
    const draft = operationRules[place.kind](this.#numbers, place);
    return {
      index,
      phase: this.phaseOf(index),
      sample: place.sample,
      layer: place.layer,
      neuron: place.neuron,
      ...draft,
      // Adding 0 makes 0 of −0.
      value: draft.value + 0,
      text: `${draft.target} ${draft.assign} ${withoutMarks(draft.right.plain)}`,
    };
  }

  placeOf(index: number): Place {
    return this.#layout.placeOf(index, this.rows.length);
  }

  phaseOf(index: number): OperationPhase {
    return this.#layout.phaseOf(index, this.rows.length);
  }

  /** The first operation of a sample, and the first after it. */
  sampleRange(position: number): { readonly start: number; readonly end: number } {
    const start = position * this.operationsPerSample;
    return { start, end: start + this.operationsPerSample };
  }

  /** The last operation of the sample that an operation belongs to; in the update phase, the last of all. */
  sampleEnd(index: number): number {
    const { sample } = this.placeOf(index);
    return sample < 0 ? this.count - 1 : this.sampleRange(sample).end - 1;
  }

  /**
   * The operation that computes `x1`, `SSR`, `dSSR/dw1`, `w1` …; −1 where there is none of that name.
   * @param position in the batch; what is computed once after the samples (a move, an l2 term at −1) has none
   */
  indexOf(target: string, position = -1): number {
    const { inSample, afterSamples } = spotsOf(this.network, target);
    if (inSample && position >= 0) {
      return position < this.rows.length
        ? this.#layout.indexOf({ ...inSample, sample: position }, this.rows.length)
        : -1;
    }
    return afterSamples ? this.#layout.indexOf({ ...afterSamples, sample: -1 }, this.rows.length) : -1;
  }

  /** Every value of one sample of the batch, by layer; computed once. */
  valuesAt(position: number): SampleValues {
    if (!(position in this.rows)) throw new RangeError(`The batch has no sample ${position}.`);
    const { network, parameters, data } = this.#state;
    return (this.#samples[position] ??= evaluateSample(
      { network, parameters, data, batchCount: this.rows.length, lowestLayer: this.#layout.lowestLayer },
      this.rows[position],
    ));
  }

  /** How far a sample is computed when the operation `index` has just run (−1: none). */
  reached(position: number, index: number): Reached {
    const done = this.#layout.doneOf(position, index);
    const layers = this.network.layers.map((layer) => layer.index);
    const last = this.network.lastLayer;
    const of = (kind: Place['kind']) => (layer: number) => this.#layout.reached(kind, layer, done);
    const preActivations = layers.map(of('preActivation'));
    const activations = layers.map(of('activation'));
    // With the identity, predicted is one operation, and so is its derivative.
    if (last.activation === 'identity') activations[last.index] = preActivations[last.index];
    const derivatives = layers.map(of('preDerivative'));
    const activationDerivatives = layers.map(of('activationDerivative'));
    if (last.activation === 'identity') activationDerivatives[last.index] = derivatives[last.index];
    return {
      preActivations,
      activations,
      activationDerivatives,
      derivatives,
      residuals: of('residual')(-1),
      lossTerms: of('lossTerm')(-1),
    };
  }

  /** The gradient as it stands when the operation `index` has just run (−1: none). */
  totalsAfter(index: number): TotalsSoFar {
    const { network, trainable, parameters, optimizer } = this.#state;
    const finished = Math.max(0, Math.min(this.rows.length, this.#finishedSamples(index)));
    const gradient = this.#totals.gradient(finished);
    const samplesAdded = Int32Array.from(trainable, (moves) => moves * finished);
    if (finished < this.rows.length) {
      const values = this.valuesAt(finished);
      this.#layout.forContributions(this.#layout.doneOf(finished, index), (spot, offset) => {
        gradient[offset] += contribution(values, spot);
        samplesAdded[offset]++;
      });
    } else {
      for (let after = this.rows.length * this.operationsPerSample; after <= index; after++) {
        const { kind, layer, neuron, input } = this.placeOf(after);
        if (kind !== 'l2') break;
        const { offset } = network.weight(layer, neuron, input);
        gradient[offset] += optimizer.settings.l2 * parameters[offset];
      }
    }
    return { gradient, samplesAdded };
  }

  /** The loss of the whole batch at the old values. */
  get loss(): number {
    return this.#totals.loss(this.rows.length);
  }

  /** What the optimizer gets: the whole batch, with the l2 terms; 0 where a parameter is frozen. */
  get gradient(): Float64Array {
    if (!this.#gradient) {
      const { network, parameters, optimizer, trainable } = this.#state;
      this.#gradient = this.#totals.gradient(this.rows.length);
      addL2(network, optimizer.settings.l2, parameters, this.#gradient, trainable);
    }
    return this.#gradient;
  }

  /** Every parameter after the update, flat: the optimizer's own rule on `gradient`. */
  get newValues(): Float64Array {
    if (!this.#newValues) {
      const { parameters, trainable, optimizer } = this.#state;
      const { settings, step, state } = optimizer;
      const next = parameters.slice();
      const remembered = state.map((slot) => slot.slice());
      optimizers[settings.type].update(settings, step, next, this.gradient, remembered, trainable);
      this.#newValues = next;
    }
    return this.#newValues;
  }

  #finishedSamples(index: number): number {
    return this.operationsPerSample === 0 ? this.rows.length : Math.floor((index + 1) / this.operationsPerSample);
  }
}
