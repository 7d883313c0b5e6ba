/** A training run's first updates as a NumPy script, with forward and backward pass written out. */

import type { ActivationName } from '../core/names';
import { optimizers } from '../core/optimizers';
import type { Setup } from '../core/setup';
import { activationRows, helpers, lossRows, optimizerRows } from './pythonRules';
import { indented, namedParameters, prepareScript, type Script, type ScriptOptions } from './python';

/**
 * A script for Python 3 and NumPy that prints, at the start of each update, the loss and every derivative.
 * @throws RangeError where it would have to hold too much data
 */
export function exportNumpy(setup: Setup, options: ScriptOptions = {}): string {
  const script = prepareScript(setup, 'NumPy', options);
  const used = [...new Set(setup.network.layers.map((layer) => layer.activation))];
  const needed = [...new Set(used.flatMap((name) => activationRows[name].needs ?? []))];
  const parts = [
    script.docstring,
    `${needed.includes('normal') ? 'import math\n' : ''}${script.imports}import numpy as np\nfrom numpy import float64`,
    ...needed.map((name) => helpers[name]),
    ...used.flatMap(functionsOf),
    script.data('np.array'),
    startOf(script),
    namedParameters,
    forwardAndBackward(setup),
    loop(setup, script),
  ];
  return `${parts.join('\n\n\n')}\n`;
}

const functionName = (name: ActivationName): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

function functionsOf(name: ActivationName): string[] {
  const { value, slope } = activationRows[name];
  // Sigmoid is a helper already.
  const values = name === 'sigmoid' ? [] : [`def ${functionName(name)}(z):\n    return ${value}`];
  return slope === null ? values : [...values, `def ${functionName(name)}_slope(z):\n    return ${slope}`];
}

function startOf(script: Script): string {
  const indices = script.network.layers.map((layer) => layer.index);
  return [
    '# weights[l][j][i] leads from input i of layer l to its neuron j.',
    `weights = [\n${indices.map((l) => `    np.array(${indented(script.weights(l))}, dtype=float64),\n`).join('')}]`,
    `biases = [\n${indices
      .map((l) => script.biases(l))
      .map((vector) => (vector === null ? '    None,\n' : `    np.array(${vector}, dtype=float64),\n`))
      .join('')}]`,
    ...(script.edits === '' ? [] : [script.edits]),
    ...(script.frozen === '' ? [] : [script.frozen]),
  ].join('\n');
}

function forwardAndBackward({ network }: Setup): string {
  const { fused, numpy, slope } = lossRows[network.loss];
  const names = network.layers.map(({ activation }) => functionName(activation));
  const slopes = network.layers.map(({ activation }, index) =>
    fused && index === network.layers.length - 1 ? 'None' : `${functionName(activation)}_slope`,
  );
  const last = fused ? '' : ' * slopes[-1](sums[-1])';
  return `activations = [${names.join(', ')}]
slopes = [${slopes.join(', ')}]


def gradients(inputs, observed):
    """The loss and its derivatives, arrays like weights and biases."""
    sums, outputs = [], [inputs]
    for matrix, vector, activation in zip(weights, biases, activations):
        sums.append(outputs[-1] @ matrix.T + (0.0 if vector is None else vector))
        outputs.append(activation(sums[-1]))
    z, predicted = sums[-1], outputs[-1]
    loss = ${numpy}
    weight_gradients, bias_gradients = [], []
    delta = (${slope})${last}
    for l in reversed(range(len(weights))):
        weight_gradients.insert(0, delta.T @ outputs[l])
        bias_gradients.insert(0, None if biases[l] is None else delta.sum(axis=0))
        if l > 0:
            delta = (delta @ weights[l]) * slopes[l - 1](sums[l - 1])
    return loss, weight_gradients, bias_gradients`;
}

function loop({ optimizer }: Setup, script: Script): string {
  const slots = optimizers[optimizer.type].state.length;
  const lines = optimizerRows[optimizer.type].numpy(optimizer);
  return [
    `rate = ${optimizer.learningRate}`,
    'parameters = [array for pair in zip(weights, biases) for array in pair if array is not None]',
    `states = [[np.zeros_like(parameter) for _ in range(${slots})] for parameter in parameters]`,
    '',
    'for update, batch in enumerate(batches):',
    '    step = update + 1',
    ...(script.edits === '' ? [] : [applyEdits]),
    '    loss, weight_gradients, bias_gradients = gradients(inputs[batch], observed[batch])',
    ...(optimizer.l2 === 0
      ? []
      : [
          '    for matrix, gradient in zip(weights, weight_gradients):',
          `        gradient += ${optimizer.l2} * matrix`,
        ]),
    `    print(f"update {step}: ${script.loss} = {float(loss)!r}")`,
    '    derivatives = named(weight_gradients, bias_gradients)',
    `    for (name, array, index), (_, gradient, _) in zip(${script.shown('weights, biases')}, derivatives):`,
    `        print(f"  {name} = {float(array[index])!r}, d${script.loss}/d{name} = {float(gradient[index])!r}")`,
    ...(script.frozen === '' ? [] : [rememberFrozen]),
    '    flat = [array for pair in zip(weight_gradients, bias_gradients) for array in pair if array is not None]',
    '    for parameter, gradient, state in zip(parameters, flat, states):',
    ...lines.map((line) => `        ${line}`),
    ...(script.frozen === '' ? [] : [restoreFrozen]),
    '',
    'print(f"after {len(batches)} updates:")',
    `for name, array, index in ${script.shown('weights, biases')}:`,
    '    print(f"  {name} = {float(array[index])!r}")',
  ].join('\n');
}

const applyEdits = `    for name, value in edits.get(update, []):
        if name is None:
            rate = value
        for other, array, index in named(weights, biases):
            if other == name:
                array[index] = value`;

const rememberFrozen = `    kept = [
        (array, index, array[index])
        for name, array, index in named(weights, biases)
        if not moves(name)
    ]`;

const restoreFrozen = `    for array, index, value in kept:
        array[index] = value`;
