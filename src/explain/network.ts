/** A whole network as blocks: its structure, its equations, its parameters, loss and optimizer. */

import { activations } from '../core/activations';
import type { Formula } from '../core/formula';
import { losses } from '../core/losses';
import type { Network } from '../core/network';
import { optimizers } from '../core/optimizers';
import type { Setup } from '../core/setup';
import { type Block, type Column, joined, marked } from './blocks';
import { briefNumber, type NumberFormat } from './numbers';

/** A network with more neurons or inputs than this is told by its layers, not by its equations. */
const MOST_NEURONS = 12;

/**
 * What a reader needs before its derivatives.
 * @param parameters flat, as they stand
 */
export function explainNetwork(setup: Setup, parameters: Float64Array, format?: NumberFormat): Block[] {
  const { network, optimizer, data } = setup;
  const rule = losses[network.loss];
  const sizes = [network.inputs.length, ...network.layers.map((layer) => layer.units)].join('-');
  return [
    { kind: 'heading', part: 'title', level: 1, text: setup.name === '' ? `A ${sizes} network` : setup.name },
    {
      kind: 'text',
      part: 'title',
      text: `A ${sizes} network with ${network.parameterCount} parameters, ${data.count} samples; ${rule.label}; ${optimizers[optimizer.type].label} with learning rate ${briefNumber(optimizer.learningRate, format)}.`,
    },
    layersTable(network),
    ...equations(network),
    { kind: 'formula', part: 'rule', formula: lossFormula(network) },
    ...(network.matrixForm ? [] : [parametersTable(network, parameters, setup.trainable, format)]),
  ];
}

const column = (title: string, align: Column['align']): Column => ({
  title: { plain: title, tex: `\\text{${title}}` },
  align,
});

function layersTable({ layers }: Network): Block {
  return {
    kind: 'table',
    part: 'rule',
    table: {
      columns: [
        column('layer', 'left'),
        column('inputs', 'right'),
        column('neurons', 'right'),
        column('activation', 'left'),
      ],
      rows: layers.map((layer) => [
        String(layer.index + 1),
        String(layer.inputs),
        String(layer.units),
        activations[layer.activation].label,
      ]),
      total: null,
    },
  };
}

/** `x1 = dose·w1 + b1`, `y1 = softplus(x1)`, neuron by neuron. */
function equations(network: Network): Block[] {
  const neurons = network.layers.reduce((sum, layer) => sum + layer.units, 0);
  if (neurons > MOST_NEURONS || network.layers.some((layer) => layer.inputs > MOST_NEURONS)) return [];
  return network.layers.flatMap((layer) =>
    Array.from({ length: layer.units }, (_, neuron) => [
      weightedSum(network, layer.index, neuron),
      ...activated(network, layer.index, neuron),
    ])
      .flat()
      .map((formula): Block => ({ kind: 'formula', part: 'rule', formula })),
  );
}

function weightedSum(network: Network, layerIndex: number, neuron: number): Formula {
  const layer = network.layers[layerIndex];
  const products = Array.from({ length: layer.inputs }, (_, input) =>
    joined(
      marked(network.inputName(layerIndex, input)),
      { plain: '·', tex: ' \\cdot ' },
      marked(network.displayName(network.weight(layerIndex, neuron, input))),
    ),
  );
  const bias = layer.bias ? [marked(network.displayName(network.bias(layerIndex, neuron)))] : [];
  const terms = [...products, ...bias].flatMap((term, index) => (index === 0 ? [term] : [' + ', term]));
  return joined(marked(network.preActivationName(layerIndex, neuron)), ' = ', ...terms);
}

function activated(network: Network, layerIndex: number, neuron: number): Formula[] {
  const pre = network.preActivationName(layerIndex, neuron);
  const post = network.activationName(layerIndex, neuron);
  return pre === post
    ? []
    : [joined(marked(post), ' = ', activations[network.layers[layerIndex].activation].call(pre))];
}

function lossFormula(network: Network): Formula {
  const rule = losses[network.loss];
  const terms = network.outputs.map((_, output) =>
    rule.formula(network.observedName(output), network.predictedName(output)),
  );
  const shown =
    terms.length > MOST_NEURONS ? [terms[0], { plain: '…', tex: '\\dots' }, terms[terms.length - 1]] : terms;
  return joined(marked(rule.short), ' = ', ...shown.flatMap((term, index) => (index === 0 ? [term] : [' + ', term])));
}

function parametersTable(network: Network, values: Float64Array, trainable: Uint8Array, format?: NumberFormat): Block {
  return {
    kind: 'table',
    part: 'rule',
    table: {
      columns: [column('parameter', 'left'), column('value', 'right'), column('moves', 'left')],
      rows: Array.from(network.parameters(), (parameter) => [
        `⟨${parameter.name}⟩`,
        briefNumber(values[parameter.offset], format),
        trainable[parameter.offset] === 0 ? 'no' : 'yes',
      ]),
      total: null,
    },
  };
}
