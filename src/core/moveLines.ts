/** The lines of a parameter's move that the optimizers have in common. */

import type { MoveLine } from './derivationTypes';
import type { OptimizerSettings } from './setup';

/** One parameter at the start of an update. */
export interface MoveInput {
  /** Display names of the parameter, `w3`, and of what the optimizer gets, `dSSR/dw3`. */
  readonly name: string;
  readonly derivative: string;
  readonly value: number;
  /** With the l2 term, where there is one. */
  readonly gradient: number;
  /** One number per slot, in the order of `state`, as they stand before the update. */
  readonly state: readonly number[];
}

/** How one parameter moves: the lines, and what the last of them take and give. */
export interface Move {
  readonly lines: readonly MoveLine[];
  readonly stepSize: number;
  readonly next: number;
}

/** The running mean of what was and what comes: share of the old, rest of the new. */
export function blend(share: number, old: number, fresh: number): number {
  return share * old + (1 - share) * fresh;
}

type Values = Readonly<Record<string, number>>;

/** A line whose formula reads the same in plain text and TeX but for its signs. */
export function line(name: string, plain: string, values: Values, result: number, tex = plain): MoveLine {
  const signs = tex.replaceAll('−', '-').replaceAll(' × ', ' \\times ').replaceAll('·', ' \\cdot ');
  return { name, formula: { plain, tex: signs }, values, result };
}

export const LEARNING_RATE = 'learning rate';
export const STEP_SIZE = 'step size';

/** The last line of every move: `new w3 = old w3 − step size`. */
export function finish(
  { name }: MoveInput,
  lines: readonly MoveLine[],
  stepSize: number,
  old: number,
  oldName: string,
): Move {
  const next = old - stepSize;
  const values = { [oldName]: old, [STEP_SIZE]: stepSize };
  return { lines: [...lines, line(`new ${name}`, `⟨${oldName}⟩ − ⟨${STEP_SIZE}⟩`, values, next)], stepSize, next };
}

/** Step size = something × learning rate. */
export function scaledMove(
  settings: OptimizerSettings,
  input: MoveInput,
  before: readonly MoveLine[],
  what: string,
): Move {
  const source = before.length > 0 ? before[before.length - 1].result : input.gradient;
  const stepSize = source * settings.learningRate;
  const values = { [what]: source, [LEARNING_RATE]: settings.learningRate };
  const scaled = line(STEP_SIZE, `⟨${what}⟩ × ⟨${LEARNING_RATE}⟩`, values, stepSize);
  return finish(input, [...before, scaled], stepSize, input.value, `old ${input.name}`);
}

/** A running mean: `second moment = β2·old second moment + (1 − β2)·dSSR/dw3²`. */
export function blendLine(
  label: string,
  share: { readonly name: string; readonly value: number },
  old: number,
  fresh: { readonly name: string; readonly value: number; readonly squared: boolean },
): MoveLine {
  const power = (sign: string) => (fresh.squared ? `(⟨${fresh.name}⟩)${sign}` : `⟨${fresh.name}⟩`);
  const formula = (square: string) => `⟨${share.name}⟩·⟨old ${label}⟩ + (1 − ⟨${share.name}⟩)·${power(square)}`;
  const values = { [share.name]: share.value, [`old ${label}`]: old, [fresh.name]: fresh.value };
  const term = fresh.squared ? fresh.value * fresh.value : fresh.value;
  return line(label, formula('²'), values, blend(share.value, old, term), formula('^2'));
}
