/** The numbers at the start of an update, and of its samples one by one, as breakpoints and watches read them. */

import { Batches } from '../../core/batches';
import { evaluateSample, type SampleValues } from '../../core/samplePass';
import type { Setup } from '../../core/setup';
import type { UpdateLayout } from '../../core/updateLayout';
import { nameContext } from '../expressions/binding';
import type { ExpressionScope } from '../expressions/expression';

/** A trainer after its `evaluate`, or an update in progress. */
export interface MomentSource {
  readonly update: number;
  readonly parameters: Float64Array;
  readonly gradients: Float64Array;
  readonly learningRate: number;
}

/** One object for a whole run: it is moved on from update to update. */
export class Moment implements ExpressionScope {
  readonly batchesPerEpoch: number;
  update = -1;
  parameters: Float64Array;
  gradients: Float64Array;
  learningRate = 0;
  loss = NaN;
  sample: SampleValues | null = null;
  position = 0;
  readonly layout: UpdateLayout;
  readonly #setup: Setup;
  readonly #batches: Batches;

  constructor(setup: Setup) {
    this.#setup = setup;
    this.layout = nameContext(setup).layout;
    this.#batches = new Batches(setup.training, setup.data.count);
    this.batchesPerEpoch = this.#batches.perEpoch;
    this.parameters = this.gradients = setup.initial;
  }

  /** @param loss of the whole batch */
  moveTo({ update, parameters, gradients, learningRate }: MomentSource, loss: number): this {
    this.update = update;
    this.parameters = parameters;
    this.gradients = gradients;
    this.learningRate = learningRate;
    this.loss = loss;
    this.sample = null;
    return this;
  }

  get rows(): Int32Array {
    return this.#batches.at(this.update).rows;
  }

  get operationCount(): number {
    return this.layout.count(this.rows.length);
  }

  /** To a sample of the batch; computes what it is made of. */
  moveToSample(position: number, withDerivatives: boolean): void {
    const { network, data } = this.#setup;
    const { rows, parameters } = this;
    const lowestLayer = withDerivatives ? this.layout.lowestLayer : network.layers.length;
    const settings = { network, parameters, data, batchCount: rows.length, lowestLayer };
    this.sample = evaluateSample(settings, rows[position]);
    this.position = position;
  }
}
