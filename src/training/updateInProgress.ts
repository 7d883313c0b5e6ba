/** The update that the cursor stands in: its tape, its loss and gradient, and whether its numbers stay numbers. */

import type { Batch } from '../core/batches';
import { optimizers } from '../core/optimizers';
import type { Setup } from '../core/setup';
import { Tape } from '../core/tape';
import type { UpdateState } from '../core/updateState';
import { firstNonFinite } from './divergence';
import type { Divergence } from './snapshot';
import { allFinite, type Trainer } from './trainer';

export class UpdateInProgress {
  /** Finished updates. */
  readonly update: number;
  readonly batch: Batch;
  /** Copies, which stay as they are when the trainer goes on. */
  readonly state: UpdateState;
  readonly tape: Tape;
  /** Of the whole batch, by the kernel. */
  readonly loss: number;
  /** Of the whole batch, with the l2 term; 0 where a parameter is frozen. */
  readonly gradients: Float64Array;
  #divergence: Divergence | null | undefined;

  constructor(setup: Setup, trainer: Trainer) {
    const { network, trainable, data } = setup;
    this.update = trainer.update;
    this.batch = trainer.batch;
    this.loss = trainer.evaluate();
    this.gradients = trainer.gradients.slice();
    const optimizer = {
      settings: trainer.settings,
      step: this.update + 1,
      state: trainer.optimizerState.map((slot) => slot.slice()),
    };
    this.state = { network, trainable, data, rows: this.batch.rows, parameters: trainer.parameters.slice(), optimizer };
    this.tape = new Tape(this.state);
  }

  /** The first value that is no number; null where the update can be finished. The cursor cannot pass it. */
  get divergence(): Divergence | null {
    if (this.#divergence === undefined) {
      const finite = Number.isFinite(this.loss) && allFinite(this.#next());
      this.#divergence = finite ? null : { update: this.update, ...firstNonFinite(this.tape) };
    }
    return this.#divergence;
  }

  /** The parameters after the update, by the kernel's gradients, as training itself will have them. */
  #next(): Float64Array {
    const { trainable, parameters, optimizer } = this.state;
    const next = parameters.slice();
    const remembered = optimizer.state.map((slot) => slot.slice());
    const { settings, step } = optimizer;
    optimizers[settings.type].update(settings, step, next, this.gradients, remembered, trainable);
    return next;
  }
}
