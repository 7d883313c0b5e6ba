/** What a session answers without changing: columns of its history, gradient checks, how it came to a divergence. */

import { checkAll, type CheckState } from '../core/gradientCheck';
import type { Setup } from '../core/setup';
import { columnsAt, columnsWithExtremes, queriedUpdates } from './columns';
import { describeGrowth, growthStart, shownUpdates } from './divergence';
import type { Branch, History } from './history';
import { checkedName } from './interventions';
import { inSlices } from './slices';
import type { DivergenceGrowth, HistoryColumns, HistoryQuery } from './snapshot';
import { Trainer } from './trainer';

export interface GradientCheck {
  readonly name: string;
  readonly analytic: number;
  readonly numeric: number;
  readonly relativeError: number;
}

export async function historyOf(setup: Setup, branch: Branch, query: HistoryQuery): Promise<HistoryColumns> {
  const { network } = setup;
  const names = query.names ?? (network.matrixForm ? [] : Array.from(network.parameters(), ({ name }) => name));
  for (const name of names) checkedName(network, name);
  const updates = queriedUpdates(query, branch.recorded);
  if (!query.extremes) return await columnsAt(setup, branch, names, updates);
  return await columnsWithExtremes(setup, branch, names, updates, query.to ?? branch.recorded);
}

export async function replacedHistoryOf(
  setup: Setup,
  history: History,
  query: HistoryQuery,
): Promise<HistoryColumns | null> {
  const branch = history.replacedBranch();
  return branch && (await historyOf(setup, branch, { from: history.replaced?.from, ...query }));
}

/** Every trainable derivative of the batch beside its central difference. */
export async function checkEveryGradient(state: CheckState): Promise<GradientCheck[]> {
  const results: GradientCheck[] = [];
  await inSlices(checksInto(results, state));
  return results;
}

function* checksInto(results: GradientCheck[], state: CheckState): Generator<void, void> {
  for (const { parameter, check } of checkAll(state)) {
    const { analytic, numeric, relativeError } = check;
    results.push({ name: state.network.displayName(parameter), analytic, numeric, relativeError });
    yield;
  }
}

/** @param learningRate the one in use where the run diverged, after `divergedAt` finished updates */
export async function growthOf(
  setup: Setup,
  history: History,
  divergedAt: number,
  learningRate: number,
): Promise<DivergenceGrowth> {
  const branch = history.branch();
  const from = growthStart(divergedAt, history.log, history.losses);
  const { network, trainable } = setup;
  const moving = [...network.parameters()].filter(({ offset }) => trainable[offset] !== 0);
  const names = moving.map((parameter) => network.displayName(parameter));
  const trainer = new Trainer(setup);
  const run = {
    from,
    divergedAt,
    columns: await columnsAt(setup, branch, names, Float64Array.from(shownUpdates(divergedAt, from))),
    learningRate,
    initialLoss: trainer.loss(),
    lossAfterFirst(rate: number) {
      trainer.setLog([{ kind: 'learningRate', update: 0, value: rate }]);
      trainer.restart();
      trainer.evaluate();
      trainer.apply();
      return trainer.loss(0);
    },
  };
  return await inSlices(describeGrowth(run));
}
