/**
 * Every optimizer as one row: what it remembers, how it moves all parameters at once, and how it explains one move.
 * The rules and their numbers are PyTorch's (https://docs.pytorch.org/docs/stable/optim.html).
 */

import type { MoveLine } from './derivationTypes';
import {
  blend,
  blendLine,
  finish,
  LEARNING_RATE,
  line,
  type Move,
  type MoveInput,
  scaledMove,
  STEP_SIZE,
} from './moveLines';
import type { OptimizerName } from './names';
import type { Network } from './network';
import type { OptimizerSettings } from './setup';

/** A number remembered per parameter from update to update, 0 before the first. */
export interface StateSlot {
  /** `firstMoment`. */
  readonly name: string;
  /** For people: `first moment`. */
  readonly label: string;
}

export interface Optimizer {
  readonly label: string;
  /** One or two sentences of description. */
  readonly words: string;
  /** The settings it reads, with PyTorch's defaults. */
  readonly defaults: Readonly<Partial<Omit<OptimizerSettings, 'type' | 'l2'>>>;
  readonly state: readonly StateSlot[];
  /**
   * Moves every trainable parameter, in place, and updates `state`, one array per slot; all arrays are flat,
   * `[parameterCount]`.
   * @param step number of this update, counted from 1
   */
  readonly update: (
    settings: OptimizerSettings,
    step: number,
    parameters: Float64Array,
    gradients: Float64Array,
    state: readonly Float64Array[],
    trainable: Uint8Array,
  ) => void;
  /** The same move of one parameter, line by line; `next` has the bits that `update` gives. */
  readonly explain: (settings: OptimizerSettings, step: number, input: MoveInput) => Move;
}

/** Arrays of zeros for what an optimizer remembers, one per slot. */
export function createState(type: OptimizerName, parameterCount: number): Float64Array[] {
  return optimizers[type].state.map(() => new Float64Array(parameterCount));
}

/** All settings of an optimizer: those given, its own defaults for the rest, 0 for what it does not read. */
export function completeSettings(
  given: Pick<OptimizerSettings, 'type'> & Partial<OptimizerSettings>,
): OptimizerSettings {
  const unused = { momentum: 0, nesterov: false, decay: 0, beta1: 0, beta2: 0, epsilon: 0, weightDecay: 0 };
  return { learningRate: 0, ...unused, l2: 0, ...optimizers[given.type].defaults, ...given };
}

/** Adds l2·w to the gradients of trainable weights (not of biases), in place: before the optimizer gets them. */
export function addL2(
  network: Network,
  l2: number,
  parameters: Float64Array,
  gradients: Float64Array,
  trainable: Uint8Array,
): void {
  if (l2 === 0) return;
  for (const { weightOffset, units, inputs } of network.layers) {
    for (let i = weightOffset; i < weightOffset + units * inputs; i++) {
      if (trainable[i] !== 0) gradients[i] += l2 * parameters[i];
    }
  }
}

/** Adam's step size from its two moments, which start at 0 and are therefore too small by 1 − βᵗ after t updates. */
function adamStep(settings: OptimizerSettings, first: number, second: number, firstBias: number, secondBias: number) {
  return (settings.learningRate * (first / firstBias)) / (Math.sqrt(second / secondBias) + settings.epsilon);
}

const gradientDescent: Optimizer = {
  label: 'gradient descent',
  words: 'Every parameter moves against its derivative, by derivative × learning rate.',
  defaults: { learningRate: 0.001 },
  state: [],
  update({ learningRate }, _step, parameters, gradients, _state, trainable) {
    for (let i = 0; i < parameters.length; i++) {
      if (trainable[i] !== 0) parameters[i] -= gradients[i] * learningRate;
    }
  },
  explain: (settings, _step, input) => scaledMove(settings, input, [], input.derivative),
};

const momentum: Optimizer = {
  label: 'gradient descent with momentum',
  words:
    'Every parameter has a velocity, which keeps a share of itself from update to update and adds the derivative; the parameter moves by velocity × learning rate. With Nesterov’s variant it looks one such share ahead.',
  // PyTorch's SGD has momentum 0 unless told, which is gradient descent; 0.9 is what its documentation uses.
  defaults: { learningRate: 0.001, momentum: 0.9, nesterov: false },
  state: [{ name: 'velocity', label: 'velocity' }],
  update({ learningRate, momentum: share, nesterov }, _step, parameters, gradients, [velocity], trainable) {
    for (let i = 0; i < parameters.length; i++) {
      if (trainable[i] === 0) continue;
      const next = share * velocity[i] + gradients[i];
      velocity[i] = next;
      parameters[i] -= (nesterov ? gradients[i] + share * next : next) * learningRate;
    }
  },
  explain(settings, _step, input) {
    const { momentum: share, nesterov } = settings;
    const { derivative, gradient } = input;
    const velocity = share * input.state[0] + gradient;
    const values = { momentum: share, 'old velocity': input.state[0], [derivative]: gradient };
    const lines = [line('velocity', `⟨momentum⟩·⟨old velocity⟩ + ⟨${derivative}⟩`, values, velocity)];
    if (!nesterov) return scaledMove(settings, input, lines, 'velocity');
    const ahead = gradient + share * velocity;
    const aheadValues = { [derivative]: gradient, momentum: share, velocity };
    lines.push(line('look ahead', `⟨${derivative}⟩ + ⟨momentum⟩·⟨velocity⟩`, aheadValues, ahead));
    return scaledMove(settings, input, lines, 'look ahead');
  },
};

const rmsprop: Optimizer = {
  label: 'RMSprop',
  words:
    'Every parameter keeps a running mean of its squared derivative and divides by its root: steep parameters take smaller steps, flat ones larger.',
  defaults: { learningRate: 0.01, decay: 0.99, epsilon: 1e-8 },
  state: [{ name: 'squaredGradient', label: 'mean square' }],
  update({ learningRate, decay, epsilon }, _step, parameters, gradients, [squares], trainable) {
    for (let i = 0; i < parameters.length; i++) {
      if (trainable[i] === 0) continue;
      const square = blend(decay, squares[i], gradients[i] * gradients[i]);
      squares[i] = square;
      parameters[i] -= (learningRate * gradients[i]) / (Math.sqrt(square) + epsilon);
    }
  },
  explain({ learningRate, decay, epsilon }, _step, input) {
    const { derivative, gradient, name } = input;
    const fresh = { name: derivative, value: gradient, squared: true };
    const square = blendLine('mean square', { name: 'decay', value: decay }, input.state[0], fresh);
    const stepSize = (learningRate * gradient) / (Math.sqrt(square.result) + epsilon);
    const scaled = line(
      STEP_SIZE,
      `⟨${LEARNING_RATE}⟩ × ⟨${derivative}⟩/(√(⟨mean square⟩) + ⟨ε⟩)`,
      { [LEARNING_RATE]: learningRate, [derivative]: gradient, 'mean square': square.result, ε: epsilon },
      stepSize,
      `⟨${LEARNING_RATE}⟩ × \\frac{⟨${derivative}⟩}{\\sqrt{⟨mean square⟩} + ⟨ε⟩}`,
    );
    return finish(input, [square, scaled], stepSize, input.value, `old ${name}`);
  },
};

/** Adam and AdamW differ only in where the weight decay goes: into the gradient, or off the parameter itself. */
function adaptiveMoments(decoupled: boolean): Pick<Optimizer, 'state' | 'update' | 'explain'> {
  return {
    state: [
      { name: 'firstMoment', label: 'first moment' },
      { name: 'secondMoment', label: 'second moment' },
    ],
    update(settings, step, parameters, gradients, [firsts, seconds], trainable) {
      const { beta1, beta2, learningRate, weightDecay } = settings;
      const firstBias = 1 - beta1 ** step;
      const secondBias = 1 - beta2 ** step;
      const intoGradient = decoupled ? 0 : weightDecay;
      const kept = decoupled ? 1 - learningRate * weightDecay : 1;
      for (let i = 0; i < parameters.length; i++) {
        if (trainable[i] === 0) continue;
        const gradient = gradients[i] + intoGradient * parameters[i];
        const first = blend(beta1, firsts[i], gradient);
        const second = blend(beta2, seconds[i], gradient * gradient);
        firsts[i] = first;
        seconds[i] = second;
        parameters[i] = parameters[i] * kept - adamStep(settings, first, second, firstBias, secondBias);
      }
    },
    explain(settings, step, input) {
      const { beta1, beta2, learningRate, weightDecay, epsilon } = settings;
      const lines: MoveLine[] = [];
      let gradient = { name: input.derivative, value: input.gradient };
      let old = { name: `old ${input.name}`, value: input.value };
      if (weightDecay !== 0) {
        const decayed = decoupled
          ? line(
              `decayed ${input.name}`,
              `⟨${old.name}⟩·(1 − ⟨${LEARNING_RATE}⟩·⟨weight decay⟩)`,
              { [old.name]: old.value, [LEARNING_RATE]: learningRate, 'weight decay': weightDecay },
              old.value * (1 - learningRate * weightDecay),
            )
          : line(
              'gradient',
              `⟨${gradient.name}⟩ + ⟨weight decay⟩·⟨${old.name}⟩`,
              { [gradient.name]: gradient.value, 'weight decay': weightDecay, [old.name]: old.value },
              gradient.value + weightDecay * old.value,
            );
        lines.push(decayed);
        if (decoupled) old = { name: decayed.name, value: decayed.result };
        else gradient = { name: decayed.name, value: decayed.result };
      }
      const betas = [beta1, beta2];
      const biases = betas.map((beta) => 1 - beta ** step);
      const moments = ['first moment', 'second moment'].map((label, i) =>
        blendLine(label, { name: `β${i + 1}`, value: betas[i] }, input.state[i], { ...gradient, squared: i === 1 }),
      );
      const corrected = moments.map((moment, i) =>
        line(
          `corrected ${moment.name}`,
          `⟨${moment.name}⟩/(1 − ⟨β${i + 1}⟩^⟨step⟩)`,
          { [moment.name]: moment.result, [`β${i + 1}`]: betas[i], step },
          moment.result / biases[i],
          `\\frac{⟨${moment.name}⟩}{1 − ⟨β${i + 1}⟩^{⟨step⟩}}`,
        ),
      );
      const stepSize = adamStep(settings, moments[0].result, moments[1].result, biases[0], biases[1]);
      const [first, second] = corrected;
      const scaled = line(
        STEP_SIZE,
        `⟨${LEARNING_RATE}⟩ × ⟨${first.name}⟩/(√(⟨${second.name}⟩) + ⟨ε⟩)`,
        { [LEARNING_RATE]: learningRate, [first.name]: first.result, [second.name]: second.result, ε: epsilon },
        stepSize,
        `⟨${LEARNING_RATE}⟩ × \\frac{⟨${first.name}⟩}{\\sqrt{⟨${second.name}⟩} + ⟨ε⟩}`,
      );
      return finish(input, [...lines, ...moments, ...corrected, scaled], stepSize, old.value, old.name);
    },
  };
}

export const optimizers: Readonly<Record<OptimizerName, Optimizer>> = {
  gradientDescent,
  momentum,
  rmsprop,
  adam: {
    label: 'Adam',
    words:
      'Every parameter keeps running means of its derivative (first moment) and of its square (second moment), and moves by the first divided by the root of the second. Weight decay is added to the derivative.',
    defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0 },
    ...adaptiveMoments(false),
  },
  adamw: {
    label: 'AdamW',
    words:
      'Adam with the weight decay taken off the parameter itself instead of going through the moments, so that it is the same for steep and flat parameters.',
    defaults: { learningRate: 0.001, beta1: 0.9, beta2: 0.999, epsilon: 1e-8, weightDecay: 0.01 },
    ...adaptiveMoments(true),
  },
};
