/** The scopes of neurons and parameters: names of their own in a small network, arrays by layer in a large one. */

import { activationDerivativeName, derivativeName } from '../../core/chainLinks';
import type { Layer, Network, Parameter } from '../../core/network';
import { gradientName } from '../../core/operationParts';
import type { Here } from '../here';
import type { Children, Shown, Writer } from '../variables';
import type { ScopeContext } from './scopes';

/** A number per neuron of each layer: what it is called, what it is, and for how many neurons it is computed. */
interface Quantity {
  /** `z` of `z[1]`: what the whole layer is called in the matrix form. */
  readonly letter: string;
  readonly name: (network: Network, layer: number, neuron: number) => string;
  readonly values: (here: Here, layer: number) => Float64Array;
  readonly reached: (here: Here, layer: number) => number;
}

const preActivation: Quantity = {
  letter: 'z',
  name: (network, layer, neuron) => network.preActivationName(layer, neuron),
  values: ({ values }, layer) => values.preActivations[layer],
  reached: ({ reached }, layer) => reached.preActivations[layer],
};

const activation: Quantity = {
  letter: 'a',
  name: (network, layer, neuron) => network.activationName(layer, neuron),
  values: ({ values }, layer) => values.activations[layer],
  reached: ({ reached }, layer) => reached.activations[layer],
};

const activationDerivative: Quantity = {
  letter: 'dL/da',
  name: activationDerivativeName,
  values: ({ values }, layer) => values.activationDerivatives[layer],
  reached: ({ reached }, layer) => reached.activationDerivatives[layer],
};

const preDerivative: Quantity = {
  letter: 'δ',
  name: derivativeName,
  values: ({ values }, layer) => values.derivatives[layer],
  reached: ({ reached }, layer) => reached.derivatives[layer],
};

export function activationsIn(context: ScopeContext): Children {
  const layers = layersOf(context);
  return { named: () => layers.flatMap((layer) => neuronNumbers(context, layer, [preActivation, activation])) };
}

/** Those of the neurons in this sample, then those of the parameters, as far as they are summed. */
export function derivativesIn(context: ScopeContext): Children {
  const layers = layersOf(context).toReversed();
  return {
    named: () => [
      ...layers.flatMap((layer) => neuronNumbers(context, layer, [activationDerivative, preDerivative])),
      ...layers.flatMap((layer) => parameterNumbers(context, layer, gradientSoFar(context.here), 'd')),
    ],
  };
}

export function parametersIn(context: ScopeContext): Children {
  return {
    named: () => layersOf(context).flatMap((layer) => parameterNumbers(context, layer, value(context.here), '')),
  };
}

/** One neuron: what it reads, what it gives, its derivatives and its own parameters. */
export function neuronIn({ here, write }: ScopeContext): Children {
  const { network, place, values } = here;
  if (!place || place.layer < 0) return {};
  const { layer: index, neuron } = place;
  const layer = network.layers[index];
  const reads = index === 0 ? values.inputs : values.activations[index - 1];
  const one = (quantity: Quantity): Shown[] => oneNumber(here, write, quantity, layer, neuron);
  return {
    named: () => [
      write.array('reads', layer.inputs, (input) => write.number(network.inputName(index, input), reads[input])),
      ...unique([...one(preActivation), ...one(activation)]),
      ...unique([...one(activationDerivative), ...one(preDerivative)]),
      write.array('weights', layer.inputs, (input) => value(here)(network.weight(index, neuron, input), write)),
      ...(layer.bias ? [value(here)(network.bias(index, neuron), write)] : []),
    ],
  };
}

function layersOf({ here, layer }: ScopeContext): readonly Layer[] {
  const { layers } = here.network;
  return layer === null ? layers : [layers[layer]];
}

function neuronNumbers({ here, write }: ScopeContext, layer: Layer, quantities: readonly Quantity[]): Shown[] {
  const { network } = here;
  const all = Array.from({ length: layer.units }, (_, neuron) => neuron);
  if (!network.matrixForm) {
    return unique(all.flatMap((neuron) => quantities.flatMap((one) => oneNumber(here, write, one, layer, neuron))));
  }
  return quantities
    .filter((quantity) => quantity.values(here, layer.index).length > 0)
    .map((quantity) => {
      const name = `${quantity.letter}[${layer.index + 1}]`;
      const at = (neuron: number): Shown => oneNumber(here, write, quantity, layer, neuron)[0];
      const reached = quantity.reached(here, layer.index) === layer.units;
      return write.array(
        name,
        layer.units,
        at,
        reached && quantity !== activationDerivative ? { evaluateName: name } : {},
      );
    });
}

/** None where it is not computed at all: below the lowest layer that learns. */
function oneNumber(here: Here, write: Writer, quantity: Quantity, layer: Layer, neuron: number): Shown[] {
  const values = quantity.values(here, layer.index);
  if (values.length === 0) return [];
  const name = quantity.name(here.network, layer.index, neuron);
  return [write.numberIf(neuron < quantity.reached(here, layer.index), name, values[neuron], { evaluateName: name })];
}

/** An output with the identity has one number for both sides of it. */
function unique(shown: readonly Shown[]): Shown[] {
  return shown.filter(({ name }, index) => shown.findIndex((other) => other.name === name) === index);
}

type Number = (parameter: Parameter, write: Writer) => Shown;

function value({ session, network, current }: Here): Number {
  return (parameter, write) => {
    const name = network.displayName(parameter);
    return write.number(name, current.state.parameters[parameter.offset], {
      evaluateName: name,
      set: (wanted) => session.setParameter(name, wanted),
    });
  };
}

/** A derivative that still grows says so, and has no name to evaluate: an expression gives the whole batch's. */
function gradientSoFar({ tape, network, position, setup }: Here): Number {
  const { gradient, samplesAdded } = tape.totalsAfter(position.operation);
  const samples = tape.rows.length;
  return (parameter, write) => {
    const { offset } = parameter;
    const name = gradientName(network, parameter);
    if (setup.trainable[offset] === 0) return write.text(name, 'frozen');
    const added = samplesAdded[offset];
    const number = write.numberIf(added > 0, name, gradient[offset]);
    if (added === samples) return { ...number, evaluateName: name };
    return added === 0 ? number : write.text(name, `${number.value} after ${added} of ${samples} samples`);
  };
}

function parameterNumbers({ here, write }: ScopeContext, layer: Layer, number: Number, prefix: '' | 'd'): Shown[] {
  const { network } = here;
  const { index, units, inputs, bias } = layer;
  const weight = (neuron: number, input: number): Shown => number(network.weight(index, neuron, input), write);
  if (!network.matrixForm) {
    return Array.from({ length: units }, (_, neuron) => [
      ...Array.from({ length: inputs }, (_, input) => weight(neuron, input)),
      ...(bias ? [number(network.bias(index, neuron), write)] : []),
    ]).flat();
  }
  const named = (letter: string): string => (prefix === '' ? '' : gradientPrefix(network)) + `${letter}[${index + 1}]`;
  const row = (neuron: number): Shown =>
    write.array(`${named('W')}[${neuron + 1}]`, inputs, (input) => weight(neuron, input));
  const weights = write.array(named('W'), units, row, { value: `${units} × ${inputs}`, evaluateName: named('W') });
  if (!bias) return [weights];
  const biases = write.array(named('b'), units, (neuron) => number(network.bias(index, neuron), write), {
    evaluateName: named('b'),
  });
  return [weights, biases];
}

/** `dCE/d`. */
function gradientPrefix(network: Network): string {
  const name = gradientName(network, network.weight(0, 0, 0));
  return name.slice(0, name.lastIndexOf('/d') + 2);
}
