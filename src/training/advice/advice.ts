/** What a good teacher would say of a network that has no error: the kinds of advice as one table, each with its reason. */

import type { Setup } from '../../core/setup';
import type { LoadedNetwork } from '../../document/loadSetup';
import type { Fix, Range, Severity } from '../../document/problems';
import { constantColumns, inputScales } from './dataAdvice';
import { gradientMismatches } from './gradientAdvice';
import { learningRateAdvice } from './learningRateAdvice';
import { deadNeurons, saturatedNeurons } from './neuronAdvice';
import { outputAdvice } from './outputAdvice';
import { zeroWeights } from './weightAdvice';

/** A network that could start, and the file it stands in. */
export interface Advised {
  readonly setup: Setup;
  readonly loaded: LoadedNetwork;
}

/** One thing to say. */
export interface Finding {
  /** What was found and why it matters, in full sentences. */
  readonly message: string;
  /** In the network file. */
  readonly range: Range;
  /** The obvious mend first; empty where there is none. */
  readonly fixes: readonly Fix[];
}

/** What is found; in parts of a few milliseconds, between which others may have their turn, where it takes longer. */
export type Search = Finding[] | Generator<void, Finding[]>;

export interface AdviceRow {
  /** For the settings: what is looked for. */
  readonly words: string;
  readonly severity: Exclude<Severity, 'error'>;
  /** Takes some tens of milliseconds at most, whatever the size of the network and its data. */
  readonly find: (advised: Advised) => Search;
}

/** By the name that `backprop.advice` switches it with. */
export const adviceRows = {
  learningRate: {
    words: 'The learning rate is above the stability limit at the start, or the first update raises the loss.',
    severity: 'warning',
    find: learningRateAdvice,
  },
  deadRelu: {
    words: 'A ReLU neuron is 0 on every sample and cannot learn.',
    severity: 'information',
    find: deadNeurons,
  },
  saturated: {
    words: 'A sigmoid or tanh neuron is flat on every sample and hardly learns.',
    severity: 'information',
    find: saturatedNeurons,
  },
  zeroWeights: {
    words: 'All initial weights of a layer are 0: its neurons stay equal, or nothing comes through.',
    severity: 'information',
    find: zeroWeights,
  },
  inputScales: {
    words: 'Inputs vary on very different scales.',
    severity: 'information',
    find: inputScales,
  },
  lossAndActivation: {
    words: 'The loss and the last activation are allowed together, but fit the observed values badly.',
    severity: 'information',
    find: outputAdvice,
  },
  constantColumn: {
    words: 'An input column has the same value in every row.',
    severity: 'information',
    find: constantColumns,
  },
  gradientMismatch: {
    words: 'The derivative by the chain rule and the central difference disagree.',
    severity: 'warning',
    find: gradientMismatches,
  },
} as const satisfies Readonly<Record<string, AdviceRow>>;

export type AdviceName = keyof typeof adviceRows;

export const adviceNames = Object.keys(adviceRows) as AdviceName[];

export interface Advice extends Finding {
  readonly name: AdviceName;
  readonly severity: AdviceRow['severity'];
}

/**
 * All advice for a network, in parts of a few milliseconds, so that a caller can pause in between: many are empty.
 * @param wanted Which kinds are switched on.
 */
export function* adviceFor(advised: Advised, wanted: (name: AdviceName) => boolean): Generator<Advice[]> {
  for (const name of adviceNames) {
    if (!wanted(name)) continue;
    const { severity, find } = adviceRows[name];
    const found = yield* inParts(find(advised));
    yield found.map((finding) => ({ ...finding, name, severity }));
  }
}

function* inParts(search: Search): Generator<never[], Finding[]> {
  if (Array.isArray(search)) return search;
  for (;;) {
    const part = search.next();
    if (part.done) return part.value;
    yield [];
  }
}
