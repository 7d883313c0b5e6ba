/** Predictions against inputs: a curve for one input, a map for two, else observed against predicted. */
import { dataSummary } from '../../../core/dataSummary';
import type { Setup } from '../../../core/setup';
import type { FitView } from '../../../protocol/views';
import type { Session } from '../../../training/session';
import { evaluateAt, largest, predictedAt, widened } from './predict';

const CURVE_POINTS = 161;
const MAP_SIZE = 48;
/** Samples drawn at most, and multiplications spent on them. */
const MAX_POINTS = 2000;
const BUDGET = 2e7;
/** The parts that a prediction is the sum of are drawn for up to so many hidden neurons. */
const MAX_PARTS = 4;

export function fitView(session: Session): FitView {
  const { network } = session.setup;
  if (network.inputs.length === 1) return curve(session);
  if (network.inputs.length === 2) return map(session);
  return network.loss === 'binaryCrossEntropy' || network.loss === 'crossEntropy'
    ? confusion(session)
    : scatter(session);
}

function curve({ setup, parameters }: Session): FitView {
  const { network, initial } = setup;
  const [low, high] = widened(dataSummary(setup).inputs[0], 0.05);
  const x = Float64Array.from({ length: CURVE_POINTS }, (_, i) => low + ((high - low) * i) / (CURVE_POINTS - 1));
  const perOutput = (at: Float64Array) => {
    const predicted = Array.from(x, (input) => predictedAt(network, at, [input]));
    return network.outputs.map((_, k) => Float64Array.from(predicted, (values) => values[k]));
  };
  return {
    kind: 'curve',
    x,
    now: perOutput(parameters),
    start: perOutput(initial),
    parts: parts(setup, parameters, x),
    data: drawnRows(setup).map((row) => {
      const sample = dataRow(setup, row);
      return {
        x: sample.inputs[0],
        observed: sample.observed,
        predicted: Array.from(predictedAt(network, parameters, sample.inputs)),
      };
    }),
  };
}

/** y1·w3, y2·w4, …: what one output with the identity is the sum of. */
function parts({ network }: Setup, parameters: Float64Array, x: Float64Array): { label: string; y: Float64Array }[] {
  const last = network.lastLayer;
  const isSum = last.index > 0 && last.units === 1 && last.activation === 'identity' && last.inputs <= MAX_PARTS;
  if (!isSum) return [];
  const below = Array.from(x, (input) => evaluateAt(network, parameters, [input]).activations[last.index - 1]);
  return Array.from({ length: last.inputs }, (_, i) => {
    const weight = network.weight(last.index, 0, i);
    return {
      label: `${network.inputName(last.index, i)}·${network.displayName(weight)}`,
      y: Float64Array.from(below, (activations) => activations[i] * parameters[weight.offset]),
    };
  });
}

function map({ setup, parameters }: Session): FitView {
  const { network } = setup;
  const [x, y] = dataSummary(setup).inputs.map((range) => widened(range, 0.1));
  // Several outputs are classes only where the loss says so; else the first one is shown.
  const classes = network.loss === 'crossEntropy' ? network.outputs.length : 0;
  const shown = (values: ArrayLike<number>) => (classes > 0 ? largest(values) : values[0]);
  const at = ([low, high]: readonly [number, number], step: number) => low + ((high - low) * (step + 0.5)) / MAP_SIZE;
  const values = Float64Array.from({ length: MAP_SIZE * MAP_SIZE }, (_, cell) =>
    shown(predictedAt(network, parameters, [at(x, cell % MAP_SIZE), at(y, Math.floor(cell / MAP_SIZE))])),
  );
  const samples = drawnRows(setup).map((row) => {
    const { inputs, observed } = dataRow(setup, row);
    return { x: inputs[0], y: inputs[1], observed: shown(observed) };
  });
  return { kind: 'map', size: MAP_SIZE, x, y, values, classes, data: samples };
}

function scatter({ setup, parameters }: Session): FitView {
  const rows = drawnRows(setup).map((row) => dataRow(setup, row));
  const predicted = rows.map(({ inputs }) => predictedAt(setup.network, parameters, inputs));
  return {
    kind: 'scatter',
    observed: setup.network.outputs.map((_, k) => Float64Array.from(rows, ({ observed }) => observed[k])),
    predicted: setup.network.outputs.map((_, k) => Float64Array.from(predicted, (values) => values[k])),
  };
}

/** How often which class was predicted: counts[observed][predicted]. */
function confusion({ setup, parameters }: Session): FitView {
  const { network, validation } = setup;
  // What was never trained on tells more, where there is any.
  const seen = { network, data: validation ?? setup.data };
  const single = network.outputs.length === 1;
  const classOf = (values: ArrayLike<number>) => (single ? Number(values[0] >= 0.5) : largest(values));
  const classes = single ? ['0', '1'] : network.outputs.map((name) => name.slice(name.indexOf('=') + 1));
  const counts = classes.map(() => classes.map(() => 0));
  for (const row of drawnRows(seen)) {
    const { inputs, observed } = dataRow(seen, row);
    counts[classOf(observed)][classOf(predictedAt(network, parameters, inputs))]++;
  }
  return { kind: 'confusion', heldOut: validation !== undefined, classes, counts };
}

/** Rows of the data: all, or evenly spread ones where all would take too long. */
function drawnRows({ network, data }: Pick<Setup, 'network' | 'data'>): number[] {
  const limit = Math.max(1, Math.min(MAX_POINTS, Math.floor(BUDGET / network.parameterCount)));
  const count = Math.min(data.count, limit);
  return Array.from({ length: count }, (_, i) => Math.floor((i * data.count) / count));
}

function dataRow(
  { network, data }: Pick<Setup, 'network' | 'data'>,
  row: number,
): { inputs: number[]; observed: number[] } {
  const part = (values: Float64Array, width: number) => Array.from(values.subarray(row * width, (row + 1) * width));
  return { inputs: part(data.inputs, network.inputs.length), observed: part(data.outputs, network.outputs.length) };
}
