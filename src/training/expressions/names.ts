/** Every form of name that an expression may use, as rows of a table, from its text to what it stands for. */

import {
  arrayOfSample,
  arrayOfUpdate,
  type Binding,
  type Found,
  FROM_THE_BEGINNING,
  type NameContext,
  ofSample,
  ofUpdate,
  readyAfterAll,
} from './binding';
import type { ExpressionScope } from './expression';
import { lossNames } from './lossNames';
import { neuronDerivative, neuronValue } from './neuronNames';

/** Names of the run itself, with what they mean. */
export const runNames: Readonly<Record<string, { readonly detail: string; readonly binding: Binding }>> = {
  update: { detail: 'finished updates', binding: ofUpdate(({ update }) => update) },
  epoch: {
    detail: 'finished passes through the data',
    binding: ofUpdate(({ update, batchesPerEpoch }) => Math.floor(update / batchesPerEpoch)),
  },
  batch: {
    detail: 'the batch within the epoch, counted from 1',
    binding: ofUpdate(({ update, batchesPerEpoch }) => (update % batchesPerEpoch) + 1),
  },
  sample: {
    detail: 'the sample within the batch, counted from 1',
    binding: {
      ...ofSample(FROM_THE_BEGINNING, () => NaN),
      read: ({ position }) => position + 1,
    },
  },
  learningRate: { detail: 'the learning rate', binding: ofUpdate(({ learningRate }) => learningRate) },
  'learning rate': { detail: 'the learning rate', binding: ofUpdate(({ learningRate }) => learningRate) },
};

type Rule = (context: NameContext, name: string) => Found;

const loss: Rule = ({ setup }, name) =>
  lossNames(setup.network.loss).includes(name) ? ofUpdate((scope) => scope.loss) : undefined;

const parameter: Rule = ({ setup }, name) => {
  const offset = setup.network.parameterByName(name)?.offset;
  return offset === undefined ? undefined : ofUpdate(({ parameters }) => parameters[offset]);
};

/** `W[1]` as a matrix of one row per neuron, `b[1]` as a list. */
const parametersOfLayer: Rule = (context, name) => layerArray(context, name, ({ parameters }) => parameters);

/** `observed` and `residual`, numbered or, where there are several outputs, together. */
const outputs: Rule = (context, name) => {
  const found = /^(observed|residual)([1-9]\d*)?$/.exec(name);
  if (!found) return undefined;
  const { network } = context.setup;
  const { units, index: last } = network.lastLayer;
  const output = found[2] === undefined ? (units === 1 ? 0 : null) : Number(found[2]) - 1;
  if (output !== null && (output >= units || (found[2] !== undefined && units === 1))) return undefined;
  if (found[1] === 'observed') {
    return output === null
      ? arrayOfSample(units, FROM_THE_BEGINNING, ({ observed }) => observed)
      : ofSample(FROM_THE_BEGINNING, ({ observed }) => observed[output]);
  }
  const wanted = output === null ? Array.from({ length: units }, (_, k) => k) : [output];
  const residuals = wanted.map((neuron) => ({ kind: 'residual', layer: -1, neuron, input: -1 }) as const);
  const predicted = neuronValue(context, output === null || units === 1 ? 'predicted' : `predicted${output + 1}`);
  const own = readyAfterAll(context, residuals);
  // The cross-entropies have no operation for it.
  const readyAfter = own >= 0 ? own : predicted && 'readyAfter' in predicted ? predicted.readyAfter : -1;
  if (output !== null)
    return ofSample(readyAfter, ({ observed, activations }) => observed[output] - activations[last][output]);
  const differences = new Float64Array(units);
  return arrayOfSample(units, readyAfter, ({ observed, activations }) => {
    for (let k = 0; k < units; k++) differences[k] = observed[k] - activations[last][k];
    return differences;
  });
};

/** `δ[1][3]`, also written `delta[1][3]`: dL/dz[1][3]. */
const delta: Rule = (context, name) => {
  const place = /^(?:δ|delta)(\[.*)$/.exec(name)?.[1];
  return place === undefined ? undefined : neuronDerivative(context, `z${place}`);
};

/** `a[0]` and `a[0][2]`: the inputs. */
const inputs: Rule = ({ setup }, name) => {
  const found = /^a\[0\](?:\[([1-9]\d*)\])?$/.exec(name);
  const { length } = setup.network.inputs;
  if (!found || Number(found[1] ?? 1) > length) return undefined;
  if (found[1] === undefined) return arrayOfSample(length, FROM_THE_BEGINNING, (sample) => sample.inputs);
  const index = Number(found[1]) - 1;
  return ofSample(FROM_THE_BEGINNING, (sample) => sample.inputs[index]);
};

/** A column of the data, as the network gets it; `column("…")` asks for nothing else. */
export function column({ setup }: NameContext, name: string): Binding | undefined {
  const input = setup.network.inputs.indexOf(name);
  if (input >= 0) return ofSample(FROM_THE_BEGINNING, (sample) => sample.inputs[input]);
  const output = setup.network.outputs.indexOf(name);
  return output < 0 ? undefined : ofSample(FROM_THE_BEGINNING, ({ observed }) => observed[output]);
}

const formulaRules: readonly Rule[] = [
  (_, name) => (Object.hasOwn(runNames, name) ? runNames[name].binding : undefined),
  loss,
  parameter,
  parametersOfLayer,
  neuronValue,
  outputs,
  delta,
  inputs,
];

/** What formulas call by this name: it comes before a column of the data that is called the same. */
export function findFormulaName(context: NameContext, name: string): Found {
  for (const rule of formulaRules) {
    const found = rule(context, name);
    if (found) return found;
  }
  return undefined;
}

export function findName(context: NameContext, name: string): Found {
  return findFormulaName(context, name) ?? column(context, name);
}

/** d`loss`/d`under`: of the whole batch for parameters, of one sample for neurons. */
export function findDerivative(context: NameContext, written: string, under: string): Found {
  const { network, trainable } = context.setup;
  const names = lossNames(network.loss);
  if (!names.includes(written))
    return { problem: `The loss of this network is ${names[0]}: write d${names[0]}/d${under}.` };
  const offset = network.parameterByName(under)?.offset;
  if (offset !== undefined) {
    if (!trainable[offset]) return { problem: `${under} is frozen: its derivative is not computed.` };
    return ofUpdate(({ gradients }) => gradients[offset]);
  }
  return layerArray(context, under, ({ gradients }) => gradients) ?? neuronDerivative(context, under);
}

/** The part of a flat array that is a layer's weights or biases. */
function layerArray({ setup }: NameContext, name: string, flat: (scope: ExpressionScope) => Float64Array): Found {
  const found = /^([Wb])\[([1-9]\d*)\]$/.exec(name);
  const layer = found && setup.network.layers[Number(found[2]) - 1];
  if (!found || !layer) return undefined;
  const isWeights = found[1] === 'W';
  if (!isWeights && layer.biasOffset < 0) return { problem: `Layer ${layer.index + 1} has no biases.` };
  const from = isWeights ? layer.weightOffset : layer.biasOffset;
  const count = isWeights ? layer.units * layer.inputs : layer.units;
  // A view is made once for each array, not once for each update.
  let known: Float64Array | undefined;
  let view: Float64Array = new Float64Array(0);
  return arrayOfUpdate({ count, columns: isWeights ? layer.inputs : 0 }, (scope) => {
    const values = flat(scope);
    if (values !== known) view = (known = values).subarray(from, from + count);
    return view;
  });
}

/** The names that have a blank in them. */
export const phrases: readonly string[] = Object.keys(runNames).filter((name) => name.includes(' '));
