/** The place where the session stands, with everything that frames, scopes and expressions read there. */

import type { Network } from '../core/network';
import type { Operation } from '../core/operation';
import type { Place } from '../core/operationPlace';
import type { SampleValues } from '../core/samplePass';
import type { Setup } from '../core/setup';
import type { Reached, Tape } from '../core/tape';
import { updatesPerEpoch } from '../explain/run';
import type { Position } from '../training/cursor';
import type { ExpressionScope } from '../training/expressions/expression';
import type { Session } from '../training/session';
import type { UpdateInProgress } from '../training/updateInProgress';

/** Stays as it is when the session moves on: made anew for every request. */
export class Here {
  readonly session: Session;
  readonly position: Position;
  readonly current: UpdateInProgress;
  /** The operation that has just run; null at the start of an update. */
  readonly operation: Operation | null;
  readonly place: Place | null;

  constructor(session: Session) {
    this.session = session;
    this.position = session.position;
    this.current = session.current;
    const { operation } = this.position;
    this.operation = operation < 0 ? null : this.tape.operation(operation);
    this.place = operation < 0 ? null : this.tape.placeOf(operation);
  }

  get setup(): Setup {
    return this.session.setup;
  }

  get network(): Network {
    return this.setup.network;
  }

  get tape(): Tape {
    return this.current.tape;
  }

  /** Of the batch: the current sample; at the start the first, after the samples the last. */
  get sample(): number {
    if (!this.place) return 0;
    return this.place.sample < 0 ? this.tape.rows.length - 1 : this.place.sample;
  }

  get values(): SampleValues {
    return this.tape.valuesAt(this.sample);
  }

  /** How far the sample is computed. */
  get reached(): Reached {
    return this.tape.reached(this.sample, this.position.operation);
  }

  /** The numbers that expressions read: of the whole update and of this sample, also where they are still to come. */
  get scope(): ExpressionScope {
    const { update, state, gradients, loss } = this.current;
    return {
      update,
      batchesPerEpoch: updatesPerEpoch(this.setup),
      learningRate: state.optimizer.settings.learningRate,
      parameters: state.parameters,
      gradients,
      loss,
      sample: this.values,
      position: this.sample,
    };
  }
}
