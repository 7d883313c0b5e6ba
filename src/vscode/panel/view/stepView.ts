/** Everything that a step changes, as the panel shows it: where the cursor stands and what is computed so far. */
import type { LayerValues, StepView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import { divergenceView } from './divergenceView';
import { runBeginning, runView } from './runView';
import { withSampleLosses } from './historyLimits';

export async function stepView(session: Session): Promise<StepView> {
  // What needs waiting for comes first, so that the rest is of one and the same moment.
  const previousLoss = session.running ? null : await lossBefore(session);
  const divergence = await divergenceView(session);
  const began = await runBeginning(session);
  const { position } = session;
  return {
    snapshot: session.snapshot(),
    learningRate: session.learningRate,
    previousLoss,
    recorded: session.recorded,
    shownSample: shownSample(session),
    layers: layerValues(session, shownPosition(session)),
    operation: position.operation < 0 ? null : session.tape.operation(position.operation),
    parameters: parameterNumbers(session),
    selected: session.selected,
    selectedValue: session.parameters[session.setup.network.parameterByName(session.selected)!.offset],
    sampleLosses: sampleLosses(session),
    interventions: session.interventions,
    replacedFrom: session.replacedFrom,
    canUndo: session.canUndo,
    canRedo: session.canRedo,
    running: runView(session, began),
    interrupted: session.interrupted && { target: session.interrupted.until?.update ?? null },
    divergence,
  };
}

/** Losses before the update in progress, as all of its steps show them. */
const lossesBefore = new WeakMap<Session, { readonly key: string; readonly loss: number | null }>();

/** At the start of the update before this one; null in the first. */
async function lossBefore(session: Session): Promise<number | null> {
  const before = session.position.update - 1;
  if (before < 0) return null;
  const key = JSON.stringify([before, session.interventions]);
  const known = lossesBefore.get(session);
  if (known?.key === key) return known.loss;
  const loss = (await session.history({ names: [], from: before, to: before })).loss[0] ?? null;
  lossesBefore.set(session, { key, loss });
  return loss;
}

/** The batch position shown: the current sample; at the start the first, in the update phase the last. */
export function shownPosition({ tape, position: { operation } }: Session): number {
  if (operation < 0) return 0;
  const { sample, phase } = tape.operation(operation);
  return sample >= 0 ? sample : phase === 'update' ? tape.rows.length - 1 : 0;
}

function shownSample(session: Session): StepView['shownSample'] {
  const { tape, position: cursor } = session;
  const position = shownPosition(session);
  const values = tape.valuesAt(position);
  const reached = tape.reached(position, cursor.operation);
  const last = values.activations.length - 1;
  return {
    position,
    row: values.row,
    inputs: Array.from(values.inputs),
    observed: Array.from(values.observed),
    predicted: Array.from(values.activations[last]),
    predictedReached: reached.activations[last],
    loss: sum(values.lossTerms),
    lossReached: reached.lossTerms === values.lossTerms.length,
  };
}

/** By row of the data, whatever the order of the batch. */
function sampleLosses({ setup, tape }: Session): number[] {
  if (!withSampleLosses(setup)) return [];
  const losses: number[] = [];
  tape.rows.forEach((row, position) => (losses[row] = sum(tape.valuesAt(position).lossTerms)));
  return losses;
}

/** One entry per layer; derivatives that no trainable parameter needs are not computed: empty. */
function layerValues({ tape, position: cursor }: Session, position: number): LayerValues[] {
  const values = tape.valuesAt(position);
  const reached = tape.reached(position, cursor.operation);
  return values.preActivations.map((pre, layer) => ({
    pre: Array.from(pre),
    post: Array.from(values.activations[layer]),
    dPre: Array.from(values.derivatives[layer]),
    dPost: Array.from(values.activationDerivatives[layer]),
    preReached: reached.preActivations[layer],
    postReached: reached.activations[layer],
    dPreReached: reached.derivatives[layer],
    dPostReached: reached.activationDerivatives[layer],
  }));
}

const noParameters: StepView['parameters'] = {
  value: [],
  gradientSoFar: [],
  gradient: [],
  samplesAdded: [],
  next: [],
  nextReached: [],
};

/** Parallel to SessionView.parameters: in reading order, and none in the matrix form. */
function parameterNumbers({ setup, tape, parameters, position }: Session): StepView['parameters'] {
  const { network } = setup;
  if (network.matrixForm) return noParameters;
  const shown = [...network.parameters()];
  const soFar = tape.totalsAfter(position.operation);
  const { gradient, newValues } = tape;
  const inOrder = (values: ArrayLike<number>) => shown.map(({ offset }) => values[offset]);
  return {
    value: inOrder(parameters),
    gradientSoFar: inOrder(soFar.gradient),
    gradient: inOrder(gradient),
    samplesAdded: inOrder(soFar.samplesAdded),
    next: inOrder(newValues),
    nextReached: shown.map((parameter) => {
      const move = tape.indexOf(network.displayName(parameter));
      return move >= 0 && move <= position.operation;
    }),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
