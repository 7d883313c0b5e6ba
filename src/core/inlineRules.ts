/** The rules of activations and losses as JavaScript, for generated code: expressions with the bits of the tables' rows. */

import type { ActivationName, LossName } from './names';
import { inlineTanh } from './tanh';

/** All arguments are names of local variables. Expressions are in brackets where they need them in a product. */
export interface InlineActivation {
  /** Statements for what `value` and `slope` share: they declare the local variable `shared`. */
  readonly share?: (shared: string, x: string) => string;
  readonly value: (x: string, shared: string) => string;
  readonly slope: (x: string, y: string, shared: string) => string;
}

/** The variable of the table that tanh looks up. */
export const TANH_TABLE = 'tanhTable';

/** e^−|x|, which nothing overflows. */
const power = (name: string, x: string) => `const ${name} = Math.exp(${x} > 0 ? -${x} : ${x});`;
const sigmoid = (x: string, power: string) => `(${x} > 0 ? 1 : ${power}) / (1 + ${power})`;

/** Those without a row here are called as functions, which takes longer. */
export const inlineActivations: Readonly<Partial<Record<ActivationName, InlineActivation>>> = {
  relu: { value: (x) => `Math.max(0, ${x})`, slope: (x) => `(${x} > 0 ? 1 : 0)` },
  leakyRelu: { value: (x) => `${x} > 0 ? ${x} : 0.01 * ${x}`, slope: (x) => `(${x} > 0 ? 1 : 0.01)` },
  elu: { value: (x) => `${x} > 0 ? ${x} : Math.expm1(${x})`, slope: (x) => `(${x} > 0 ? 1 : Math.exp(${x}))` },
  softplus: {
    share: power,
    value: (x, e) => `(${x} > 0 ? ${x} : 0) + Math.log1p(${e})`,
    slope: (x, _y, e) => `(${sigmoid(x, e)})`,
  },
  sigmoid: { share: power, value: sigmoid, slope: (_x, y) => `(${y} * (1 - ${y}))` },
  tanh: {
    share: (name, x) => inlineTanh(name, x, TANH_TABLE),
    value: (x, size) => `${x} < 0 ? -${size} : ${size}`,
    slope: (_x, y) => `(1 - ${y} * ${y})`,
  },
  silu: {
    share: (name, x) => `${power(`${name}e`, x)} const ${name} = ${sigmoid(x, `${name}e`)};`,
    value: (x, s) => `${x} * ${s}`,
    slope: (_x, y, s) => `(${y} + ${s} * (1 - ${y}))`,
  },
};

export interface InlineLoss {
  readonly term: (observed: string, predicted: string, logit: string, logSumExp: string) => string;
  readonly slope: (observed: string, predicted: string) => string;
}

const residual = (o: string, p: string) => `(${o} - ${p})`;
const predictedMinusObserved = (o: string, p: string) => `(${p} - ${o})`;

export const inlineLosses: Readonly<Record<LossName, InlineLoss>> = {
  ssr: { term: (o, p) => `${residual(o, p)} * ${residual(o, p)}`, slope: (o, p) => `-2 * ${residual(o, p)}` },
  halfSsr: { term: (o, p) => `0.5 * ${residual(o, p)} * ${residual(o, p)}`, slope: predictedMinusObserved },
  mse: { term: (o, p) => `${residual(o, p)} * ${residual(o, p)}`, slope: (o, p) => `-2 * ${residual(o, p)}` },
  mae: { term: (o, p) => `Math.abs(${residual(o, p)})`, slope: (o, p) => `-Math.sign(${residual(o, p)})` },
  huber: {
    term: (o, p) =>
      `(Math.abs(${residual(o, p)}) <= 1 ? 0.5 * Math.abs(${residual(o, p)}) * Math.abs(${residual(o, p)}) : ` +
      `Math.abs(${residual(o, p)}) - 0.5)`,
    slope: (o, p) => `-Math.max(-1, Math.min(1, ${residual(o, p)}))`,
  },
  binaryCrossEntropy: {
    term: (o, _p, z) => `((${z} > 0 ? ${z} : 0) + Math.log1p(Math.exp(${z} > 0 ? -${z} : ${z})) - ${o} * ${z})`,
    slope: predictedMinusObserved,
  },
  crossEntropy: {
    term: (o, _p, z, logSumExp) => `(${o} === 0 ? 0 : ${o} * (${logSumExp} - ${z}))`,
    slope: predictedMinusObserved,
  },
};
