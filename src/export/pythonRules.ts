/** The rules of the core's tables in PyTorch and in NumPy, one row each. */

import type { ActivationName, LossName, OptimizerName } from '../core/names';
import type { OptimizerSettings } from '../core/setup';

interface ActivationRow {
  /** A module; null where the loss takes the pre-activation and the activation is part of it. */
  readonly torch: string;
  /** Bodies of functions of z in NumPy: value and slope; no slope where the loss is differentiated together with it. */
  readonly value: string;
  readonly slope: string | null;
  /** Helpers that they call. */
  readonly needs?: readonly HelperName[];
}

export type HelperName = 'sigmoid' | 'normal';

/** Functions that NumPy does not have. */
export const helpers: Readonly<Record<HelperName, string>> = {
  sigmoid: `def sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1.0, e) / (1.0 + e)`,
  normal: `def normal_cdf(z):
    return 0.5 * np.vectorize(math.erfc)(-z / math.sqrt(2.0))


def normal_density(z):
    return np.exp(-0.5 * z * z) / math.sqrt(2.0 * math.pi)`,
};

export const activationRows: Readonly<Record<ActivationName, ActivationRow>> = {
  identity: { torch: 'torch.nn.Identity()', value: 'z', slope: 'np.ones_like(z)' },
  relu: { torch: 'torch.nn.ReLU()', value: 'np.maximum(z, 0.0)', slope: 'np.where(z > 0, 1.0, 0.0)' },
  leakyRelu: {
    torch: 'torch.nn.LeakyReLU(0.01)',
    value: 'np.where(z > 0, z, 0.01 * z)',
    slope: 'np.where(z > 0, 1.0, 0.01)',
  },
  elu: {
    torch: 'torch.nn.ELU()',
    value: 'np.where(z > 0, z, np.expm1(np.minimum(z, 0.0)))',
    slope: 'np.where(z > 0, 1.0, np.exp(np.minimum(z, 0.0)))',
  },
  softplus: {
    // PyTorch's own threshold, 20, cuts off a tail that double precision still shows.
    torch: 'torch.nn.Softplus(threshold=40)',
    value: 'np.logaddexp(0.0, z)',
    slope: 'sigmoid(z)',
    needs: ['sigmoid'],
  },
  sigmoid: {
    torch: 'torch.nn.Sigmoid()',
    value: 'sigmoid(z)',
    slope: 'sigmoid(z) * (1.0 - sigmoid(z))',
    needs: ['sigmoid'],
  },
  tanh: { torch: 'torch.nn.Tanh()', value: 'np.tanh(z)', slope: '1.0 - np.tanh(z) ** 2' },
  silu: {
    torch: 'torch.nn.SiLU()',
    value: 'z * sigmoid(z)',
    slope: 'sigmoid(z) * (1.0 + z * (1.0 - sigmoid(z)))',
    needs: ['sigmoid'],
  },
  gelu: {
    torch: 'torch.nn.GELU()',
    value: 'z * normal_cdf(z)',
    slope: 'normal_cdf(z) + z * normal_density(z)',
    needs: ['normal'],
  },
  softmax: {
    torch: 'torch.nn.Softmax(dim=1)',
    value:
      'np.exp(z - z.max(axis=1, keepdims=True)) / np.exp(z - z.max(axis=1, keepdims=True)).sum(axis=1, keepdims=True)',
    slope: null,
  },
};

interface LossRow {
  /** Whether the formulas read z, the last layer before its activation, instead of predicted. */
  readonly fused: boolean;
  /** The loss of a batch, of observed and predicted (or z); n is what a mean divides by. */
  readonly torch: string;
  readonly numpy: string;
  /** Its derivative with respect to predicted, or to z where it is fused. */
  readonly slope: string;
}

export const lossRows: Readonly<Record<LossName, LossRow>> = {
  ssr: {
    fused: false,
    torch: '((observed - predicted) ** 2).sum()',
    numpy: '((observed - predicted) ** 2).sum()',
    slope: '-2.0 * (observed - predicted)',
  },
  halfSsr: {
    fused: false,
    torch: '0.5 * ((observed - predicted) ** 2).sum()',
    numpy: '0.5 * ((observed - predicted) ** 2).sum()',
    slope: '-(observed - predicted)',
  },
  mse: {
    fused: false,
    torch: 'torch.nn.functional.mse_loss(predicted, observed)',
    numpy: '((observed - predicted) ** 2).mean()',
    slope: '-2.0 * (observed - predicted) / observed.size',
  },
  mae: {
    fused: false,
    torch: 'torch.nn.functional.l1_loss(predicted, observed)',
    numpy: 'np.abs(observed - predicted).mean()',
    slope: '-np.sign(observed - predicted) / observed.size',
  },
  huber: {
    fused: false,
    torch: 'torch.nn.functional.huber_loss(predicted, observed, delta=1.0)',
    numpy:
      'np.where(np.abs(observed - predicted) <= 1.0, 0.5 * (observed - predicted) ** 2, np.abs(observed - predicted) - 0.5).mean()',
    slope: '-np.clip(observed - predicted, -1.0, 1.0) / observed.size',
  },
  binaryCrossEntropy: {
    fused: true,
    torch: "torch.nn.functional.binary_cross_entropy_with_logits(z, observed, reduction='sum') / len(observed)",
    numpy: '(np.logaddexp(0.0, z) - observed * z).sum() / len(observed)',
    slope: '(predicted - observed) / len(observed)',
  },
  crossEntropy: {
    fused: true,
    torch: '-(observed * torch.log_softmax(z, dim=1)).sum() / len(observed)',
    numpy: '-(observed * (z - np.logaddexp.reduce(z, axis=1, keepdims=True))).sum() / len(observed)',
    slope: '(predicted - observed) / len(observed)',
  },
};

interface OptimizerRow {
  torch(settings: OptimizerSettings): string;
  /** Lines that move `parameter` from `gradient`, given `state` (zeros, one array per slot), `rate` and `step`. */
  numpy(settings: OptimizerSettings): readonly string[];
}

const python = (x: number | boolean): string => (typeof x === 'boolean' ? (x ? 'True' : 'False') : String(x));

const adam = (decoupled: boolean): OptimizerRow => ({
  torch: ({ learningRate, beta1, beta2, epsilon, weightDecay }) =>
    `torch.optim.${decoupled ? 'AdamW' : 'Adam'}(model.parameters(), lr=${learningRate}, betas=(${beta1}, ${beta2}), eps=${epsilon}, weight_decay=${weightDecay})`,
  numpy: ({ beta1, beta2, epsilon, weightDecay }) => [
    ...(decoupled
      ? [`parameter *= 1.0 - rate * ${weightDecay}`]
      : weightDecay === 0
        ? []
        : [`gradient = gradient + ${weightDecay} * parameter`]),
    `state[0] = ${beta1} * state[0] + (1.0 - ${beta1}) * gradient`,
    `state[1] = ${beta2} * state[1] + (1.0 - ${beta2}) * gradient ** 2`,
    `first = state[0] / (1.0 - ${beta1} ** step)`,
    `second = state[1] / (1.0 - ${beta2} ** step)`,
    `parameter -= rate * first / (np.sqrt(second) + ${epsilon})`,
  ],
});

export const optimizerRows: Readonly<Record<OptimizerName, OptimizerRow>> = {
  gradientDescent: {
    torch: ({ learningRate }) => `torch.optim.SGD(model.parameters(), lr=${learningRate})`,
    numpy: () => ['parameter -= rate * gradient'],
  },
  momentum: {
    torch: ({ learningRate, momentum, nesterov }) =>
      `torch.optim.SGD(model.parameters(), lr=${learningRate}, momentum=${momentum}, nesterov=${python(nesterov)})`,
    numpy: ({ momentum, nesterov }) => [
      `state[0] = ${momentum} * state[0] + gradient`,
      nesterov ? `parameter -= rate * (gradient + ${momentum} * state[0])` : 'parameter -= rate * state[0]',
    ],
  },
  rmsprop: {
    torch: ({ learningRate, decay, epsilon }) =>
      `torch.optim.RMSprop(model.parameters(), lr=${learningRate}, alpha=${decay}, eps=${epsilon})`,
    numpy: ({ decay, epsilon }) => [
      `state[0] = ${decay} * state[0] + (1.0 - ${decay}) * gradient ** 2`,
      `parameter -= rate * gradient / (np.sqrt(state[0]) + ${epsilon})`,
    ],
  },
  adam: adam(false),
  adamw: adam(true),
};
