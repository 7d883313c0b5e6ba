/** Layers that start with nothing but zeros. */

import { removeProperty } from '../../document/json/edits';
import { nodeAtPath, propertyOf } from '../../document/json/tree';
import type { LoadedNetwork } from '../../document/loadSetup';
import type { Fix } from '../../document/problems';
import type { Advised, Finding } from './advice';
import { firstPlace, present, setValue } from './places';

export function zeroWeights({ setup, loaded }: Advised): Finding[] {
  const { network, initial } = setup;
  // A single layer has nothing before it that a 0 could cut off, and its neurons differ by what they predict.
  if (network.layers.length < 2) return [];
  return network.layers
    .filter(({ weightOffset, units, inputs }) =>
      initial.subarray(weightOffset, weightOffset + units * inputs).every((weight) => weight === 0),
    )
    .map(({ index, units }) => {
      const first = index === 0;
      const symmetry =
        units > 1
          ? 'Its neurons compute the same, get the same derivatives and stay equal: several of them learn no more than one. '
          : '';
      const cut = first ? '' : 'No derivative passes through zeros to the layers before it in the first update. ';
      const message = `All initial weights of layer ${index + 1} are 0. ${symmetry}${cut}Drawing them at random breaks this.`;
      const range = firstPlace(loaded, ['layers', index, 'weights'], ['layers', index, 'init'], ['layers', index]);
      return { message, range, fixes: present(drawn(loaded, index, units)) };
    });
}

/** Leaves the numbers to be drawn. */
function drawn(loaded: LoadedNetwork, layer: number, units: number): Fix | undefined {
  const title = 'Draw the weights at random (xavierUniform)';
  const owner = nodeAtPath(loaded.parsed.tree, ['layers', layer]);
  const weights = propertyOf(owner, 'weights');
  if (owner?.type !== 'object' || !weights) {
    return setValue(loaded, ['layers', layer, 'init'], 'xavierUniform', title);
  }
  const missing = [
    ...(propertyOf(owner, 'units') ? [] : [`"units": ${units}`]),
    ...(propertyOf(owner, 'init') ? [] : ['"init": "xavierUniform"']),
  ];
  if (missing.length === 0) return { title, edits: [removeProperty(loaded.parsed.text, owner, 'weights')] };
  const { offset } = weights.keyRange;
  const length = weights.value.offset + weights.value.length - offset;
  return { title, edits: [{ offset, length, text: missing.join(', ') }] };
}
