/** Neurons through which no derivative comes, whatever the sample: dead ReLUs and saturated sigmoids and tanhs. */

import { activations } from '../../core/activations';
import { losses } from '../../core/losses';
import type { ActivationName } from '../../core/names';
import type { Layer } from '../../core/network';
import { forward } from '../../core/samplePass';
import type { Setup } from '../../core/setup';
import { itemRange, nodeAtPath } from '../../document/json/tree';
import type { Fix, TextEdit } from '../../document/problems';
import type { Advised, Finding } from './advice';
import { layerName, neuronPlace, normalizeInputs, present, setValue } from './places';
import { onAll, shown } from './words';

/** Multiplications that looking at the samples may take. */
const MOST_WORK = 2e7;
/** … and as many of them without giving way. */
const PART_WORK = 1e6;
/** What a sample costs beside them, in multiplications. */
const PER_SAMPLE = 2000;
/** A slope below this share of the steepest one counts as flat. */
const FLAT = 0.05;
/** Where a neuron's largest weighted sum is to lie after the mend: tanh has a slope of 0.07 there, the sigmoid 0.1. */
const MENDED_SUM = 2;

/** What a neuron's weighted sum comes to over the samples, at the initial parameters. */
interface Sums {
  readonly layer: Layer;
  readonly neuron: number;
  readonly least: number;
  readonly most: number;
}

export function* deadNeurons(advised: Advised): Generator<void, Finding[]> {
  const { network, data } = advised.setup;
  const { sums, looked } = yield* sumsOfNeurons(advised.setup, (layer) => layer.activation === 'relu');
  return sums
    .filter(({ most }) => most <= 0)
    .map(({ layer: { index }, neuron, most }) => {
      const [x, y] = [network.preActivationName(index, neuron), network.activationName(index, neuron)];
      const message =
        `${y} is 0 ${onAll(looked, data.count)}: its weighted sum ${x} is at most ${shown(most)}, where ReLU is flat. ` +
        'No derivative comes through, so that the weights of this neuron never move: a dead ReLU.';
      const title = `Use leakyRelu in ${layerName(network, index)}, which has a slope below 0`;
      const fix = setValue(advised.loaded, ['layers', index, 'activation'], 'leakyRelu', title);
      return { message, range: neuronPlace(advised.loaded, index, neuron), fixes: present(fix) };
    });
}

/** The activations that level off on both sides, with their steepest slope. */
const levelling: Partial<Record<ActivationName, number>> = { sigmoid: 0.25, tanh: 1 };

export function* saturatedNeurons(advised: Advised): Generator<void, Finding[]> {
  const { setup, loaded } = advised;
  const { network, data } = setup;
  // Together with a cross-entropy the slope of the last sigmoid cancels out.
  const fused = losses[network.loss].fusedWith !== null;
  const { sums, looked } = yield* sumsOfNeurons(
    setup,
    (layer) => levelling[layer.activation] !== undefined && !(fused && layer === network.lastLayer),
  );
  return sums.flatMap(({ layer, neuron, least, most }) => {
    const steepest = largestSlope(layer.activation, least, most);
    if (steepest >= FLAT * levelling[layer.activation]!) return [];
    const [x, y] = [network.preActivationName(layer.index, neuron), network.activationName(layer.index, neuron)];
    const range = least === most ? `${x} is ${shown(most)}` : `${x} lies between ${shown(least)} and ${shown(most)}`;
    const message =
      `${y} is saturated ${onAll(looked, data.count)}: ${range}, where the slope of ${layer.activation} is at most ` +
      `${shown(steepest)}. Every derivative through this neuron is multiplied with it, so that it hardly learns.`;
    const mend =
      smallerWeights(advised, layer, neuron, Math.max(-least, most)) ??
      (layer.index === 0 ? normalizeInputs(loaded) : undefined);
    return [{ message, range: neuronPlace(loaded, layer.index, neuron), fixes: present(mend) }];
  });
}

/** Both slopes fall with the distance from 0: the steepest is where that is least. */
function largestSlope(name: ActivationName, least: number, most: number): number {
  const nearest = least > 0 ? least : most < 0 ? most : 0;
  const { value, slope } = activations[name];
  return slope(nearest, value(nearest));
}

/** The written numbers of a neuron, scaled so that its weighted sum is no larger than `MENDED_SUM`. */
function smallerWeights({ loaded }: Advised, { index }: Layer, neuron: number, size: number): Fix | undefined {
  const { tree } = loaded.parsed;
  const row = nodeAtPath(tree, ['layers', index, 'weights', neuron]);
  if (row?.type !== 'numbers') return undefined;
  const factor = MENDED_SUM / size;
  const scaled = (value: number): string => String(Number((value * factor).toPrecision(3)) + 0);
  const edits: TextEdit[] = Array.from(row.values, (value, i) => ({ ...itemRange(row, i), text: scaled(value) }));
  const bias = nodeAtPath(tree, ['layers', index, 'biases', neuron]);
  if (bias?.type === 'number') edits.push({ offset: bias.offset, length: bias.length, text: scaled(bias.value) });
  return { title: `Scale the numbers of this neuron by ${Number(factor.toPrecision(2))}`, edits };
}

/** Least and most weighted sum of the neurons of some layers, over as many samples as can be looked at. */
function* sumsOfNeurons(
  { network, data, initial }: Setup,
  wanted: (layer: Layer) => boolean,
): Generator<void, { sums: Sums[]; looked: number }> {
  const layers = network.layers.filter(wanted);
  const perSample = network.parameterCount + PER_SAMPLE;
  const looked = Math.min(data.count, Math.max(1, Math.floor(MOST_WORK / perSample)));
  const atOnce = Math.max(1, Math.floor(PART_WORK / perSample));
  if (layers.length === 0) return { sums: [], looked };
  const least = layers.map(({ units }) => new Float64Array(units).fill(Infinity));
  const most = layers.map(({ units }) => new Float64Array(units).fill(-Infinity));
  const width = network.inputs.length;
  for (let i = 0; i < looked; i++) {
    if (i % atOnce === atOnce - 1) yield;
    const row = Math.floor((i * data.count) / looked);
    const preActivations: Float64Array[] = [];
    forward(network, initial, data.inputs.subarray(row * width, (row + 1) * width), preActivations, []);
    layers.forEach(({ index, units }, at) => {
      for (let j = 0; j < units; j++) {
        least[at][j] = Math.min(least[at][j], preActivations[index][j]);
        most[at][j] = Math.max(most[at][j], preActivations[index][j]);
      }
    });
  }
  const sums = layers.flatMap((layer, at) =>
    Array.from({ length: layer.units }, (_, neuron) => ({
      layer,
      neuron,
      least: least[at][neuron],
      most: most[at][neuron],
    })),
  );
  return { sums, looked };
}
