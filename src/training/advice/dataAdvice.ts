/** Inputs that make learning hard: on very different scales, or always the same. */

import { dataSummary } from '../../core/dataSummary';
import { propertyOf } from '../../document/json/tree';
import type { Advised, Finding } from './advice';
import { firstPlace, normalizeInputs, present } from './places';
import { shown } from './words';

/** Standard deviations that are this many times apart are very different. */
const APART = 20;

interface Feature {
  readonly name: string;
  readonly mean: number;
  readonly deviation: number;
}

export function inputScales({ setup, loaded }: Advised): Finding[] {
  const features = featuresOf(setup).filter(({ deviation }) => deviation > 0);
  if (features.length < 2) return [];
  const widest = features.reduce((a, b) => (b.deviation > a.deviation ? b : a));
  const narrowest = features.reduce((a, b) => (b.deviation < a.deviation ? b : a));
  if (widest.deviation < APART * narrowest.deviation) return [];
  const message =
    `The inputs vary on very different scales: ${widest.name} has the standard deviation ${shown(widest.deviation)}, ` +
    `${narrowest.name} ${shown(narrowest.deviation)}. The loss is then steep for the weights of the one and flat for those ` +
    'of the other, and no learning rate suits both.';
  return [{ message, range: firstPlace(loaded, ['inputs']), fixes: present(normalizeInputs(loaded)) }];
}

export function constantColumns({ setup, loaded }: Advised): Finding[] {
  // Of normalized inputs it is said where they are normalized.
  if (loaded.document?.normalize !== 'none') return [];
  const { inputs } = loaded.document;
  const constant = featuresOf(setup).filter(({ deviation }) => deviation === 0);
  if (setup.data.count < 2) return [];
  return inputs.flatMap((reference, index) => {
    const feature = constant.find(({ name }) => name === reference.column && reference.oneHot === false);
    if (!feature) return [];
    const { bias } = setup.network.layers[0];
    const does = bias
      ? 'its weights do nothing that the biases do not do already'
      : 'its weights act as biases do, and the layer has none';
    const message = `The column '${feature.name}' is ${shown(feature.mean)} in every sample: it tells the network nothing, ${does}.`;
    const drawn = !propertyOf(loaded.parsed.outline?.layers[0]?.node, 'weights');
    const removable = drawn && inputs.length > 1 && bias;
    return [{ message, range: reference.nameRange, fixes: removable ? [withoutInput(inputs, index)] : [] }];
  });
}

/** Without one entry of `inputs` and the comma that goes with it. */
function withoutInput(inputs: readonly { readonly column: string; readonly range: Span }[], index: number) {
  const { column, range } = inputs[index];
  const next = inputs.at(index + 1)?.range;
  const before = index > 0 ? inputs[index - 1].range : null;
  const offset = next || !before ? range.offset : before.offset + before.length;
  const end = next ? next.offset : range.offset + range.length;
  return { title: `Leave '${column}' out of the inputs`, edits: [{ offset, length: end - offset, text: '' }] };
}

type Span = { readonly offset: number; readonly length: number };

function featuresOf(setup: Advised['setup']): Feature[] {
  const { inputs } = dataSummary(setup);
  return setup.network.inputs.map((name, feature) => {
    const { least, most, mean, deviation } = inputs[feature];
    // Round-off leaves a deviation where all are equal.
    return { name, mean, deviation: least === most ? 0 : deviation };
  });
}
