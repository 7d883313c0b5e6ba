/** A run on its way, as the panel shows it: where Cancel returns to, and how far the parameters have come. */
import type { Network } from '../../../core/network';
import type { LiveView, RunView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import type { Intervention } from '../../../training/snapshot';

interface Began {
  readonly from: number;
  readonly log: readonly Intervention[];
  readonly parameters: Float64Array;
}

/** What runs began with: looked up once for each. */
const beginnings = new WeakMap<Session, Began>();

/** What the run that is going on began with: looked up before it is shown, as this can take a moment. */
export async function runBeginning(session: Session): Promise<Float64Array | null> {
  if (!session.running) return null;
  const { from } = session.running;
  const log = session.interventions;
  const known = beginnings.get(session);
  if (known?.from === from && known.log === log) return known.parameters;
  const walker = session.walker();
  await walker.to(from);
  // An edit at this update is part of its start.
  walker.trainer.evaluate();
  const parameters = walker.trainer.parameters.slice();
  beginnings.set(session, { from, log, parameters });
  return parameters;
}

/** null where no run is going on any more. */
export function runView(session: Session, began: Float64Array | null): RunView | null {
  const { running } = session;
  if (!running || !began) return null;
  return { ...running, returnsTo: session.origin?.update ?? running.from, live: liveView(session, began) };
}

function liveView({ setup: { network }, parameters }: Session, began: Float64Array): LiveView {
  if (network.matrixForm) return sizes(network, parameters, began);
  const shown = [...network.parameters()];
  return {
    kind: 'values',
    names: shown.map((parameter) => network.displayName(parameter)),
    now: shown.map(({ offset }) => parameters[offset]),
    began: shown.map(({ offset }) => began[offset]),
  };
}

function sizes({ layers }: Network, parameters: Float64Array, began: Float64Array): LiveView {
  const groups = layers.flatMap(({ index, units, inputs, weightOffset, biasOffset }) => [
    { name: `W[${index + 1}]`, from: weightOffset, to: weightOffset + units * inputs },
    ...(biasOffset < 0 ? [] : [{ name: `b[${index + 1}]`, from: biasOffset, to: biasOffset + units }]),
  ]);
  const of = (values: Float64Array) => groups.map(({ from, to }) => rootMeanSquare(values.subarray(from, to)));
  return { kind: 'sizes', names: groups.map(({ name }) => name), now: of(parameters), began: of(began) };
}

function rootMeanSquare(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value ** 2;
  return Math.sqrt(sum / values.length);
}
