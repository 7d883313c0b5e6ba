/** The operations after the last sample: the l2 terms, then the move of every parameter from its old value. */

import type { Formula } from './formula';
import { named, plus, times, timesSpaced } from './formulaText';
import type { Operand } from './operation';
import { gradientName, type OperationRule, parameterAt } from './operationParts';
import type { Move } from './moveLines';
import { optimizers } from './optimizers';
import type { OperationKind } from './operationPlace';

export const updateOperations = {
  l2(numbers, { layer, neuron, input }) {
    const { network } = numbers;
    const { l2 } = numbers.optimizer.settings;
    const parameter = network.weight(layer, neuron, input);
    const weight = { name: network.displayName(parameter), value: numbers.parameters[parameter.offset] };
    return {
      target: gradientName(network, parameter),
      assign: '+=',
      right: timesSpaced(named('l2'), named(weight.name)),
      value: l2 * weight.value,
      total: numbers.gradient(parameter),
      operands: [{ name: 'l2', value: l2 }, weight],
      parameter: weight.name,
    };
  },

  move(numbers, { layer, neuron, input }) {
    const { network } = numbers;
    const { settings, step, state } = numbers.optimizer;
    const parameter = parameterAt(network, layer, neuron, input);
    const name = network.displayName(parameter);
    const move = optimizers[settings.type].explain(settings, step, {
      name,
      derivative: gradientName(network, parameter),
      value: numbers.parameters[parameter.offset],
      gradient: numbers.gradient(parameter),
      state: state.map((slot) => slot[parameter.offset]),
    });
    return {
      target: name,
      assign: '−=',
      right: stepFormula(name, move),
      value: move.next,
      operands: moveOperands(move),
      parameter: name,
    };
  },
} satisfies Partial<Record<OperationKind, OperationRule>>;

/** `⟨learning rate⟩ · ⟨dSSR/dw1⟩`: the step, as a programmer writes it, from the line that explains its size. */
function stepFormula(name: string, { lines }: Move): Formula {
  const { plain, tex } = lines[lines.length - 2].formula;
  const step: Formula = { plain: reordered(plain, ' × ', ' · '), tex: reordered(tex, ' \\times ', ' \\cdot ') };
  // AdamW takes its weight decay off the parameter itself.
  if (!lines[0].name.startsWith('decayed ')) return step;
  return plus([times(named(LEARNING_RATE), named('weight decay'), named(name)), step]);
}

const LEARNING_RATE = 'learning rate';

/** The factors joined by another sign, the learning rate first. */
function reordered(text: string, from: string, to: string): string {
  const factors = text.split(from);
  return (factors[factors.length - 1] === `⟨${LEARNING_RATE}⟩` ? factors.reverse() : factors).join(to);
}

/** Every number that the step is computed from: the learning rate, the derivative, what the optimizer remembers. */
function moveOperands({ lines }: Move): Operand[] {
  const found = new Map<string, number>();
  for (const { name, values, result } of lines.slice(0, -1)) {
    for (const [mentioned, value] of Object.entries(values)) found.set(mentioned, value);
    if (name !== 'step size') found.set(name, result);
  }
  return [...found].map(([name, value]) => ({ name, value }));
}
