/** Where a run's numbers stop being numbers, how it came to that, and which learning rate would not have led there. */

import type { Operation } from '../core/operation';
import type { Tape } from '../core/tape';
import type { LossSeries } from './lossSeries';
import type { Divergence, DivergenceGrowth, HistoryColumns, Intervention } from './snapshot';

/** The first operation of an update whose result, or the sum it is added to, is no finite number; else the last one. */
export function firstNonFinite(tape: Tape): Omit<Divergence, 'update'> {
  const { length } = tape.rows;
  let lossSoFar = 0;
  for (let position = 0; position < length; position++) {
    const { start, end } = tape.sampleRange(position);
    for (const term of tape.valuesAt(position).lossTerms) lossSoFar += term;
    if (Number.isFinite(lossSoFar) && sampleIsFinite(tape, position, end)) continue;
    const found = firstBetween(tape, start, end);
    if (found) return found;
  }
  return firstBetween(tape, length * tape.operationsPerSample, tape.count) ?? described(tape.operation(tape.count - 1));
}

/** The whole sample at once, as the operations of a large network are many. */
function sampleIsFinite(tape: Tape, position: number, end: number): boolean {
  const { preActivations, activations, activationDerivatives, derivatives } = tape.valuesAt(position);
  const values = [...preActivations, ...activations, ...activationDerivatives, ...derivatives];
  return values.every(everyFinite) && everyFinite(tape.totalsAfter(end - 1).gradient);
}

function everyFinite(values: Float64Array): boolean {
  return values.every(Number.isFinite);
}

function firstBetween(tape: Tape, from: number, to: number): Omit<Divergence, 'update'> | null {
  for (let index = from; index < to; index++) {
    const operation = tape.operation(index);
    if (!Number.isFinite(operation.value) || !Number.isFinite(operation.total ?? 0)) return described(operation);
  }
  return null;
}

function described({ index, target, text, value, total }: Operation): Omit<Divergence, 'update'> {
  return { operation: index, target, text, value: Number.isFinite(value) && total !== undefined ? total : value };
}

/** Rows shown of the first updates, and of the last. */
const FIRST_ROWS = 5;
const LAST_ROWS = 2;

/** The updates whose numbers show how a run grew until it diverged: the first few of the growth and the last. */
export function shownUpdates(divergedAt: number, from = 0): number[] {
  const first = Array.from({ length: FIRST_ROWS }, (_, update) => from + update);
  const last = Array.from({ length: LAST_ROWS }, (_, i) => divergedAt - LAST_ROWS + 1 + i);
  return [...first.filter((update) => update < last[0]), ...last.filter((update) => update >= 0)];
}

/** Where the growth began: at the lowest loss since the last edit before it, which may have set it off. */
export function growthStart(divergedAt: number, log: readonly Intervention[], losses: LossSeries): number {
  const lastEdit = log.findLast(({ update }) => update <= divergedAt)?.update ?? 0;
  return losses.lowest(lastEdit, divergedAt) ?? lastEdit;
}

export interface RunToDivergence {
  readonly from: number;
  readonly divergedAt: number;
  /** `shownUpdates` of it, with the trainable parameters. */
  readonly columns: HistoryColumns;
  /** In use where the run diverged. */
  readonly learningRate: number;
  /** Loss of a batch at the start. */
  readonly initialLoss: number;
  /** Its loss after one update from the start with a learning rate. */
  readonly lossAfterFirst: (learningRate: number) => number;
}

/** How a run grew until it diverged, and the learning rate whose first update would have lowered the loss; in parts. */
export function* describeGrowth(run: RunToDivergence): Generator<void, DivergenceGrowth> {
  const { update, loss, parameters } = run.columns;
  const parameter = fastestGrowing(parameters);
  const values = parameters[parameter];
  const halvedLearningRate = yield* firstLowering(run.learningRate, run.initialLoss, run.lossAfterFirst);
  return {
    growth: {
      from: run.from,
      parameter,
      rows: Array.from(update, (at, i) => ({ update: at, loss: loss[i], value: values[i] })),
    },
    lastFinite: update[loss.findLastIndex(Number.isFinite)],
    firstRaise: run.from < run.divergedAt ? run.from + 1 : null,
    halvedLearningRate,
    suggestedLearningRate: halvedLearningRate === null ? null : roundedDown(halvedLearningRate),
  };
}

/** The parameter with the largest value in the last row. */
function fastestGrowing(parameters: HistoryColumns['parameters']): string {
  const size = (name: string) => Math.abs(parameters[name].at(-1)!);
  return Object.keys(parameters).reduce((fastest, name) => (size(name) > size(fastest) ? name : fastest));
}

/** Halves a learning rate until an update with it lowers the loss; null where 60 halvings do not. Yields before each. */
export function* firstLowering(
  learningRate: number,
  before: number,
  after: (rate: number) => number,
): Generator<void, number | null> {
  for (let halvings = 0, rate = learningRate / 2; halvings < 60 && rate > 0; halvings++, rate /= 2) {
    yield;
    if (after(rate) < before) return rate;
  }
  return null;
}

/** Down to one digit that is not 0: 0.09375 gives 0.09. */
export function roundedDown(value: number): number {
  const [digits, exponent] = value.toExponential(15).split('e');
  return Number(`${digits[0]}e${exponent}`);
}
