/** A training run's first updates as a PyTorch script, in double precision. */

import type { Setup } from '../core/setup';
import { activationRows, lossRows, optimizerRows } from './pythonRules';
import { indented, namedParameters, prepareScript, type Script, type ScriptOptions } from './python';

/**
 * A script for Python 3 and PyTorch (1.10 or newer) that prints, at the start of each update, the loss and every
 * derivative.
 * @throws RangeError where it would have to hold too much data
 */
export function exportPytorch(setup: Setup, options: ScriptOptions = {}): string {
  const script = prepareScript(setup, 'PyTorch', options);
  const parts = [
    script.docstring,
    `${script.imports}import torch\nfrom torch import float64\n\ntorch.set_default_dtype(float64)`,
    script.data('torch.tensor'),
    modelOf(setup, script),
    lossFunction(setup),
    namedParameters,
    loop(setup, script),
  ];
  return `${parts.join('\n\n\n')}\n`;
}

function modelOf(setup: Setup, script: Script): string {
  const { network, optimizer } = setup;
  const { fused } = lossRows[network.loss];
  const modules = network.layers.flatMap((layer, index) => {
    const linear = `torch.nn.Linear(${layer.inputs}, ${layer.units}${layer.bias ? '' : ', bias=False'})`;
    const isLast = index === network.layers.length - 1;
    return isLast && fused ? [linear] : [linear, activationRows[layer.activation].torch];
  });
  const note = fused ? ['# The loss takes the last layer before its activation, z.'] : [];
  const copies = network.layers.flatMap(({ index }) => {
    const biases = script.biases(index);
    return [
      `    linears[${index}].weight.copy_(torch.tensor(${indented(script.weights(index))}))`,
      ...(biases === null ? [] : [`    linears[${index}].bias.copy_(torch.tensor(${biases}))`]),
    ];
  });
  return [
    ...note,
    `model = torch.nn.Sequential(\n${modules.map((module) => `    ${module},\n`).join('')})`,
    'linears = [module for module in model if isinstance(module, torch.nn.Linear)]',
    'with torch.no_grad():',
    ...copies,
    'weights = [linear.weight for linear in linears]',
    'biases = [linear.bias for linear in linears]',
    `optimizer = ${optimizerRows[optimizer.type].torch(optimizer)}`,
    ...(script.edits === '' ? [] : [script.edits]),
    ...(script.frozen === '' ? [] : [script.frozen]),
  ].join('\n');
}

function lossFunction({ network }: Setup): string {
  const { fused, torch } = lossRows[network.loss];
  return `def loss_of(${fused ? 'z' : 'predicted'}, observed):\n    return ${torch}`;
}

function loop({ optimizer }: Setup, script: Script): string {
  return [
    'for update, batch in enumerate(batches):',
    ...(script.edits === '' ? [] : [applyEdits]),
    '    optimizer.zero_grad()',
    '    loss = loss_of(model(inputs[batch]), observed[batch])',
    '    loss.backward()',
    ...(optimizer.l2 === 0
      ? []
      : ['    for linear in linears:', `        linear.weight.grad += ${optimizer.l2} * linear.weight.detach()`]),
    `    print(f"update {update + 1}: ${script.loss} = {loss.item()!r}")`,
    `    for name, array, index in ${script.shown('weights, biases')}:`,
    `        print(f"  {name} = {array[index].item()!r}, d${script.loss}/d{name} = {array.grad[index].item()!r}")`,
    ...(script.frozen === '' ? [] : [rememberFrozen]),
    '    optimizer.step()',
    ...(script.frozen === '' ? [] : [restoreFrozen]),
    '',
    'print(f"after {len(batches)} updates:")',
    `for name, array, index in ${script.shown('weights, biases')}:`,
    '    print(f"  {name} = {array[index].item()!r}")',
  ].join('\n');
}

const applyEdits = `    for name, value in edits.get(update, []):
        if name is None:
            for group in optimizer.param_groups:
                group["lr"] = value
        with torch.no_grad():
            for other, array, index in named(weights, biases):
                if other == name:
                    array[index] = value`;

const rememberFrozen = `    kept = [
        (array, index, array[index].item())
        for name, array, index in named(weights, biases)
        if not moves(name)
    ]`;

const restoreFrozen = `    with torch.no_grad():
        for array, index, value in kept:
            array[index] = value`;
