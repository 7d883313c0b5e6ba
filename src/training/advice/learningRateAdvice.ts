/** Whether the learning rate suits the start: against the largest curvature where that can be had, else by a trial update. */

import { Batches } from '../../core/batches';
import { createKernel } from '../../core/kernel';
import { addL2 } from '../../core/optimizers';
import type { Setup } from '../../core/setup';
import { firstLowering, roundedDown } from '../divergence';
import { Trainer } from '../trainer';
import type { Advised, Finding } from './advice';
import { largestCurvature } from './curvature';
import { firstPlace, present, setValue } from './places';
import { shown } from './words';

/** Multiplications of all gradients that the power iteration may take. */
const MOST_CURVATURE_WORK = 2e7;
const GRADIENTS = 400;
/** Multiplications of one trial update. */
const MOST_TRIAL_WORK = 2e7;

export function* learningRateAdvice(advised: Advised): Generator<void, Finding[]> {
  const { setup } = advised;
  const { network, optimizer, trainable } = setup;
  if (!trainable.includes(1) || optimizer.learningRate === 0) return [];
  const work = 4 * network.parameterCount * new Batches(setup.training, setup.data.count).at(0).rows.length;
  const exact = optimizer.type === 'gradientDescent' && work * GRADIENTS <= MOST_CURVATURE_WORK;
  if (exact) return yield* aboveLimit(advised);
  return work <= MOST_TRIAL_WORK ? yield* raisesLoss(advised) : [];
}

/** The largest eigenvalue of the Hessian of the first batch's loss, l2 included, at the start. */
export function* curvatureAtStart(setup: Setup): Generator<void, number> {
  const { network, trainable, data, optimizer, initial, training } = setup;
  const { rows } = new Batches(training, data.count).at(0);
  const kernel = createKernel(network, trainable, rows.length);
  return yield* largestCurvature(
    (parameters, into) => {
      kernel.gradient(parameters, data, rows);
      addL2(network, optimizer.l2, parameters, kernel.gradients, trainable);
      into.set(kernel.gradients);
    },
    initial,
    trainable,
  );
}

function* aboveLimit({ setup, loaded }: Advised): Generator<void, Finding[]> {
  const { learningRate } = setup.optimizer;
  const curvature = yield* curvatureAtStart(setup);
  const limit = 2 / curvature;
  if (!(curvature > 0) || learningRate <= limit) return [];
  const message =
    `The learning rate ${shown(learningRate)} is above ${shown(limit)}, the stability limit at the start. ` +
    `In its steepest direction the loss curves with ${shown(curvature)} (the largest eigenvalue of the Hessian), ` +
    `and a step of more than 2/${shown(curvature)} of the slope leaps over the minimum there and lands farther away.`;
  // Half the limit leads right to the minimum of that direction.
  return [{ message, range: ratePlace(loaded), fixes: rateFixes(loaded, roundedDown(1 / curvature)) }];
}

function* raisesLoss({ setup, loaded }: Advised): Generator<void, Finding[]> {
  const { learningRate } = setup.optimizer;
  const trainer = new Trainer(setup);
  const before = trainer.loss();
  const after = (rate: number): number => {
    trainer.setLog([{ kind: 'learningRate', update: 0, value: rate }]);
    trainer.restart();
    trainer.evaluate();
    trainer.apply();
    return trainer.loss(0);
  };
  yield;
  const raised = after(learningRate);
  if (raised <= before || !Number.isFinite(before)) return [];
  const better = yield* firstLowering(learningRate, before, after);
  if (better === null) return [];
  const rate = roundedDown(better);
  const message =
    `With the learning rate ${shown(learningRate)} the first update raises the loss of its own batch ` +
    `from ${shown(before)} to ${shown(raised)}: it leaps over the minimum. With ${shown(rate)} it lowers it.`;
  return [{ message, range: ratePlace(loaded), fixes: rateFixes(loaded, rate) }];
}

const ratePlace = (loaded: Advised['loaded']) =>
  firstPlace(loaded, ['optimizer', 'learningRate'], ['optimizer', 'type'], ['optimizer']);

const rateFixes = (loaded: Advised['loaded'], rate: number) =>
  present(setValue(loaded, ['optimizer', 'learningRate'], rate, `Change the learning rate to ${rate}`));
