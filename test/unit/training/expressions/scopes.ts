// The numbers that expressions are evaluated over: a session's own, or a setup's first update.
import { type Tape } from '../../../../src/core/tape';
import type { Setup } from '../../../../src/core/setup';
import type { ExpressionScope } from '../../../../src/training/expressions/expression';
import { Trainer } from '../../../../src/training/trainer';
import { UpdateInProgress } from '../../../../src/training/updateInProgress';

/** At an update of a setup, with the sample at a position of its batch. */
export function scopeAt(setup: Setup, update = 0, position = 0): { scope: ExpressionScope; tape: Tape } {
  const trainer = new Trainer(setup);
  while (trainer.update < update) {
    trainer.evaluate();
    trainer.apply();
  }
  const { state, gradients, loss, tape } = new UpdateInProgress(setup, trainer);
  const scope: ExpressionScope = {
    update,
    batchesPerEpoch: trainer.batches.perEpoch,
    learningRate: trainer.settings.learningRate,
    parameters: state.parameters,
    gradients,
    loss,
    sample: tape.valuesAt(position),
    position,
  };
  return { scope, tape };
}
