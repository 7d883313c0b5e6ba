/** The matrix form, line by line from the loss: δ of each layer, and the derivatives of a layer's weights or biases. */

import { activations } from './activations';
import { isFused } from './chainLinks';
import type { MatrixStep } from './derivationTypes';
import type { Subject } from './derivationSubject';
import type { Formula } from './formula';
import { named, summed, times } from './formulaText';
import { losses } from './losses';
import type { Network } from './network';

/** From the last layer's δ to the subject's layer, then the derivatives of its weights or biases. */
export function matrixSteps(network: Network, { kind, layer }: Subject): MatrixStep[] {
  const last = network.layers.length - 1;
  const steps: MatrixStep[] = [];
  for (let index = last; index >= layer; index--) steps.push(deltaStep(network, index, last - index + 1));
  if (kind === 'neuron') return steps;
  const shape = network.layers[layer];
  const loss = losses[network.loss].short;
  const delta = named(`δ[${layer + 1}]`);
  const read = transposed(named(`a[${layer}]`));
  const isWeight = kind === 'weight';
  steps.push({
    name: `d${loss}/d${isWeight ? 'W' : 'b'}[${layer + 1}]`,
    slot: last - layer + 2,
    rows: shape.units,
    columns: isWeight ? shape.inputs : 1,
    formula: summed(isWeight ? times(delta, read) : delta),
    reason: isWeight
      ? 'each row is what the layer reads, times one number of δ'
      : 'a bias is added as it is, so its derivative is δ itself',
  });
  return steps;
}

function deltaStep(network: Network, index: number, slot: number): MatrixStep {
  const { units, activation } = network.layers[index];
  const layer = index + 1;
  const isLast = index === network.layers.length - 1;
  const loss = losses[network.loss];
  const above = network.layers[index + 1];
  const first = isLast
    ? loss.slopeFormula('observed', 'predicted')
    : inBrackets(times(transposed(named(`W[${layer + 1}]`)), named(`δ[${layer + 1}]`)));
  const reasons = [
    isLast ? loss.reason : `⟨W[${layer + 1}]⟩ᵀ adds up the ${above.units} ways from each neuron to the loss`,
  ];
  const withSlope = activation !== 'identity' && !(isLast && isFused(network));
  if (withSlope) reasons.push(activations[activation].reason);
  return {
    name: `δ[${layer}]`,
    slot,
    rows: units,
    columns: 1,
    formula: withSlope ? elementwise(first, slope(network, index)) : first,
    reason: reasons.join('; '),
  };
}

const transposed = ({ plain, tex }: Formula): Formula => ({ plain: `${plain}ᵀ`, tex: `${tex}^{\\top}` });

const inBrackets = ({ plain, tex }: Formula): Formula => ({ plain: `(${plain})`, tex: `(${tex})` });

const elementwise = (a: Formula, b: Formula): Formula => ({
  plain: `${a.plain} ⊙ ${b.plain}`,
  tex: `${a.tex} \\odot ${b.tex}`,
});

/** f′ of a whole layer: `ReLU′(⟨z[1]⟩)`. */
function slope(network: Network, index: number): Formula {
  const { activation } = network.layers[index];
  const { plain, tex } = activations[activation].call(`z[${index + 1}]`);
  return { plain: plain.replace('(', '′('), tex: tex.replace(/\(/, "'(") };
}
