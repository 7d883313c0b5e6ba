/** Whether the layers fit together: rows of weights, biases, units, labels, and the outputs. */

import { appendItems, dropItems, removeProperty } from '../json/edits';
import { isArray, itemCount, itemRange, propertyOf } from '../json/tree';
import type { LayerOutline, Outline } from '../outline';
import type { Fix, Path, Problems, Range } from '../problems';
import { count, list, thereAre } from '../words';

/** More rows than this with the wrong length are told of together. */
const ROWS_SHOWN = 20;
/** Beyond this a run would not fit into memory with what the optimizer remembers and the history keeps. */
const MAX_PARAMETERS = 20_000_000;

export function checkLayers(outline: Outline, text: string, problems: Problems): void {
  let inputs = outline.inputFeatures?.length ?? null;
  let parameters = 0;
  for (const layer of outline.layers) {
    if (layer.weights?.type === 'numbers') reportFlatWeights(layer, inputs, problems);
    if (inputs !== null) checkRows(layer, inputs, outline, problems);
    checkUnits(layer, text, problems);
    checkBiases(layer, text, problems);
    checkDrawing(layer, text, problems);
    checkLabels(layer, problems);
    parameters += (layer.units ?? 0) * ((inputs ?? 0) + 1);
    inputs = layer.units;
  }
  if (parameters > MAX_PARAMETERS) {
    const range = outline.layers[0].unitsNode ?? opening(outline.layers[0].node);
    problems.error(
      'too-many-parameters',
      `The network has ${parameters} parameters; at most ${MAX_PARAMETERS} can be trained here.`,
      range,
    );
  }
  checkOutputs(outline, problems);
}

const pathTo = (layer: LayerOutline, ...rest: Path): Path => ['layers', layer.index, ...rest];
const titled = (layer: LayerOutline): string => `Layer ${layer.index + 1}`;
const opening = ({ offset, length }: Range): Range => ({ offset, length: Math.min(1, length) });

function checkRows(layer: LayerOutline, inputs: number, outline: Outline, problems: Problems): void {
  if (layer.weights?.type !== 'array') return;
  const rows = layer.weights.items.map((row, neuron) => ({ row, neuron }));
  const wrong = rows.filter(({ row }) => isArray(row) && itemCount(row) > 0 && itemCount(row) !== inputs);
  for (const { row, neuron } of wrong.slice(0, ROWS_SHOWN)) {
    const found = count(isArray(row) ? itemCount(row) : 0, 'weight');
    const message = `Neuron ${neuron + 1} of layer ${layer.index + 1} has ${found}; the layer has ${count(inputs, 'input')} (${inputWords(layer, outline)}).`;
    problems.error('weights-row-length', message, row, { path: pathTo(layer, 'weights', neuron) });
  }
  if (wrong.length > ROWS_SHOWN) {
    const message = `${wrong.length - ROWS_SHOWN} more neurons of layer ${layer.index + 1} have another number of weights than the layer has inputs (${inputs}).`;
    problems.error('weights-row-length', message, wrong[ROWS_SHOWN].row, { path: pathTo(layer, 'weights') });
  }
}

/** What the inputs of a layer are: `the 2 neurons of layer 1`, or the features of the data. */
function inputWords(layer: LayerOutline, outline: Outline): string {
  if (layer.index === 0) return list(outline.inputFeatures ?? [], 6);
  const { units } = outline.layers[layer.index - 1];
  return units === 1 ? `the neuron of layer ${layer.index}` : `the ${units} neurons of layer ${layer.index}`;
}

/** `"weights": [0.36, 0.63]` instead of `[[0.36, 0.63]]`. */
function reportFlatWeights(layer: LayerOutline, inputs: number | null, problems: Problems): void {
  const { weights } = layer;
  if (weights?.type !== 'numbers') return;
  const row = weights.values.length === inputs;
  const inner: Fix = {
    title: 'Put the row into brackets of its own',
    edits: [
      { offset: weights.offset, length: 0, text: '[' },
      { offset: weights.offset + weights.length, length: 0, text: ']' },
    ],
  };
  const message = `'weights' of layer ${layer.index + 1} must be a list of rows, one per neuron${row ? ': two pairs of brackets' : ''}.`;
  problems.error('weights-not-rows', message, weights, {
    path: pathTo(layer, 'weights'),
    fix: row ? inner : undefined,
    structural: true,
  });
}

function checkUnits(layer: LayerOutline, text: string, problems: Problems): void {
  const { unitsNode, weights, units } = layer;
  if (unitsNode?.type !== 'number' || weights?.type !== 'array' || units === null || weights.items.length === 0) return;
  if (unitsNode.value === units || !Number.isInteger(unitsNode.value)) return;
  const edit = removeProperty(text, layer.node, 'units');
  const message = `${titled(layer)} says ${count(unitsNode.value, 'unit')}, but its 'weights' have ${count(units, 'row')}.`;
  problems.error('units-and-weights', message, unitsNode, {
    path: pathTo(layer, 'units'),
    fix: { title: "Remove 'units': the weights say it", edits: [edit] },
  });
}

function checkBiases(layer: LayerOutline, text: string, problems: Problems): void {
  const { biases, units } = layer;
  if (!biases) return;
  const path = pathTo(layer, 'biases');
  const found = itemCount(biases);
  if (!layer.bias) {
    if (found === 0) return;
    const fix = { title: 'Remove "bias": false', edits: [removeProperty(text, layer.node, 'bias')] };
    problems.error('biases-without-bias', `${titled(layer)} has "bias": false, but biases are given.`, biases, {
      path,
      fix,
    });
    return;
  }
  if (units === null || found === units) return;
  const missing = units - found;
  const fix =
    missing > 0
      ? {
          title: `Add ${count(missing, 'bias', 'biases')} of 0`,
          edits: [appendItems(biases, new Array<string>(missing).fill('0'))],
        }
      : { title: `Remove the last ${count(-missing, 'bias', 'biases')}`, edits: [dropItems(biases, units)] };
  const message = `${titled(layer)} has ${count(units, 'neuron')} but ${count(found, 'bias', 'biases')}.`;
  problems.error('biases-length', message, biases, { path, fix });
}

/** Whether it is clear how many neurons there are, and whether `init` is of use. */
function checkDrawing(layer: LayerOutline, text: string, problems: Problems): void {
  const init = propertyOf(layer.node, 'init');
  const hasWeights = propertyOf(layer.node, 'weights') !== undefined;
  if (layer.units === null && !hasWeights && !layer.unitsNode && !layer.biases) {
    const message = init
      ? `${titled(layer)} says how its weights are drawn ('init'), but not how many neurons it has: add "units", or give "weights".`
      : `${titled(layer)} needs "weights", or "units" to have them drawn.`;
    problems.error('layer-without-units', message, init?.keyRange ?? opening(layer.node), { path: pathTo(layer) });
  }
  if (init && hasWeights) {
    const fix = { title: "Remove 'init'", edits: [removeProperty(text, layer.node, 'init')] };
    const message = `'init' has no effect: the weights of layer ${layer.index + 1} are given.`;
    problems.warning('init-unused', message, init.keyRange, { path: pathTo(layer, 'init'), fix });
  }
}

function checkLabels(layer: LayerOutline, problems: Problems): void {
  const labels = propertyOf(layer.node, 'neurons')?.value;
  if (!isArray(labels) || layer.units === null || itemCount(labels) === layer.units) return;
  const message = `${titled(layer)} has ${count(layer.units, 'neuron')} but ${count(itemCount(labels), 'label')} in 'neurons'.`;
  problems.error('neurons-length', message, labels, { path: pathTo(layer, 'neurons') });
}

function checkOutputs(outline: Outline, problems: Problems): void {
  const layer = outline.layers[outline.layers.length - 1];
  if (!layer || layer.units === null || !outline.outputFeatures) return;
  reportOutputs(layer, outline.outputFeatures, problems);
}

/** Whether the last layer has one neuron for each output; also asked again once the data have told the categories. */
export function reportOutputs(layer: LayerOutline, outputs: readonly string[], problems: Problems): void {
  if (layer.units === outputs.length) return;
  const { unitsNode, weights } = layer;
  const message = `The last layer has ${count(layer.units ?? 0, 'neuron')}, but ${thereAre(outputs.length, 'output')} (${list(outputs, 6)}).`;
  const onlyUnits = unitsNode && !weights && !layer.biases;
  const fix = onlyUnits && {
    title: `Change 'units' to ${outputs.length}`,
    edits: [{ offset: unitsNode.offset, length: unitsNode.length, text: String(outputs.length) }],
  };
  const extra =
    weights?.type === 'array' && weights.items.length > outputs.length ? itemRange(weights, outputs.length) : undefined;
  problems.error('outputs-and-units', message, extra ?? weights ?? unitsNode ?? opening(layer.node), {
    path: ['layers', layer.index],
    fix: fix || undefined,
  });
}

/** The first layer's rows, asked again once the data have told how many features there are. */
export function reportFirstRows(outline: Outline, features: readonly string[], problems: Problems): void {
  const [layer] = outline.layers;
  checkRows(layer, features.length, { ...outline, inputFeatures: features }, problems);
}
