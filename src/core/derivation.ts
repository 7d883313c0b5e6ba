/** How one derivative comes about: (parameter, state) → Derivation, plain data. */

import { contribution } from './batchTotals';
import { buildChain, type Chain } from './derivationChain';
import { describeFactors, symbolicSum } from './derivationFactors';
import { explainMove, l2Term } from './derivationMove';
import { type Subject, subjectByName } from './derivationSubject';
import type { Derivation, Factor, MatrixStep } from './derivationTypes';
import type { Formula } from './formula';
import { checkAgainst } from './gradientCheck';
import { losses } from './losses';
import { matrixSteps } from './matrixForm';
import type { Network } from './network';
import { chooseSamples, positiveZero, sampleTerm } from './sampleTerms';
import { evaluateSample, type SampleValues } from './samplePass';
import { findShared, type SharedPlace } from './sharedFactors';
import type { UpdateState } from './updateState';

export interface DeriveOptions {
  /** Samples shown, at most (default 8); all are in the sum. */
  readonly maxSamples?: number;
  /** Positions in the batch that are shown in any case. */
  readonly include?: readonly number[];
  /** Paths written out, at most (default 8); where there are more, the recursive form is taken. */
  readonly maxPaths?: number;
  /** Whether to check against central differences (default true). */
  readonly check?: boolean;
  /** The samples of the batch, where they are known already: a tape's `valuesAt`. */
  readonly values?: (position: number) => SampleValues;
}

/** What does not change with the numbers. */
interface Structure {
  readonly network: Network;
  readonly subject: Subject;
  readonly chain: Chain;
  readonly factors: readonly Factor[];
  readonly symbolic: Formula;
  readonly shared: readonly SharedPlace[];
  readonly matrixSteps: readonly MatrixStep[] | undefined;
}

/**
 * The derivation of a parameter or of a neuron's pre-activation at the start of an update. A frozen parameter is
 * explained as if it were trainable, but does not move.
 * @param name `w1`, `W[1][2,1]`, `x3`, `predicted`, or the derivative itself: `dSSR/dx3`, `δ[1][3]`
 * @throws RangeError where the network has none of that name
 */
export function derive(state: UpdateState, name: string, options: DeriveOptions = {}): Derivation {
  const { network, parameters, rows, trainable } = state;
  const { maxSamples = 8, include = [], maxPaths = 8, check = true } = options;
  const { subject, chain, factors, symbolic, shared, matrixSteps: steps } = structureOf(state, name, maxPaths);
  const { kind, layer, neuron, input, target, parameter } = subject;
  const samples = Array.from(rows, (row, position) => valuesOf(state, layer, row, position, options.values));
  const contributions = Float64Array.from(samples, (sample) => contribution(sample, subject));
  const sum = contributions.reduce((total, term) => total + term, 0);
  const chosen = chooseSamples(contributions, maxSamples, include);
  const numbers = { network, parameters, batchCount: rows.length };
  const l2 = parameter ? l2Term(state, parameter) : null;
  const moves = parameter !== null && trainable[parameter.offset] !== 0;
  return {
    name: subject.name,
    kind,
    layer,
    neuron,
    input,
    loss: losses[network.loss].short,
    target,
    value: parameter ? parameters[parameter.offset] : NaN,
    trainable: moves,
    form: chain.form,
    pathCount: chain.pathCount,
    factors,
    paths: chain.paths,
    opens: chain.opens,
    ...(steps && { matrixSteps: steps }),
    symbolic,
    samples: chosen.map((position) => sampleTerm(numbers, chain, position, samples[position])),
    sampleCount: rows.length,
    sum,
    l2,
    gradient: sum + (l2?.term ?? 0),
    move: moves ? explainMove(state, parameter, target, sum, l2) : null,
    check: parameter && check ? checkAgainst(state, parameter, samples, sum) : null,
    shared: shared.map(({ layer: sharedLayer, neuron: sharedNeuron, ...factor }) => ({
      ...factor,
      values: chosen.map((position) => positiveZero(samples[position].derivatives[sharedLayer][sharedNeuron])),
    })),
  };
}

/** A sample's values with derivatives from a layer on: those at hand, or computed. */
function valuesOf(
  { network, parameters, data, rows }: UpdateState,
  lowestLayer: number,
  row: number,
  position: number,
  known: DeriveOptions['values'],
): SampleValues {
  const values = known?.(position);
  if (values && values.derivatives[lowestLayer].length > 0) return values;
  return evaluateSample({ network, parameters, data, batchCount: rows.length, lowestLayer }, row);
}

/** Structures kept for an array of trainable parameters, at most: while stepping, the same few are asked for again. */
const MAX_KEPT = 64;

const structures = new WeakMap<Uint8Array, Map<string, Structure>>();

function structureOf({ network, trainable }: UpdateState, name: string, maxPaths: number): Structure {
  const kept = structures.get(trainable) ?? new Map<string, Structure>();
  structures.set(trainable, kept);
  const key = `${maxPaths} ${name}`;
  const known = kept.get(key);
  if (known?.network === network) return known;
  const subject = subjectByName(network, name);
  const chain = buildChain(network, subject, maxPaths);
  const factors = describeFactors(network, chain);
  const structure = {
    network,
    subject,
    chain,
    factors,
    symbolic: symbolicSum(factors, chain),
    shared: findShared(network, trainable, subject, chain),
    matrixSteps: chain.form === 'matrix' ? matrixSteps(network, subject) : undefined,
  };
  if (kept.size >= MAX_KEPT) kept.clear();
  kept.set(key, structure);
  return structure;
}
