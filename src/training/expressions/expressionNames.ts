/** The names that an expression may use, with what they are: for completions and for “did you mean”. */

import type { Setup } from '../../core/setup';
import { losses } from '../../core/losses';
import { nameContext, type NameContext } from './binding';
import { functions } from './functions';
import { lossNames } from './lossNames';
import { findDerivative, findFormulaName, runNames } from './names';

export interface ExpressionName {
  /** As it is written: `dSSR/dw3`, `column("my col")`, `abs`. */
  readonly name: string;
  readonly kind: 'run' | 'loss' | 'parameter' | 'neuron' | 'data' | 'derivative' | 'function';
  readonly detail: string;
}

/** What can be written bare; other columns are asked for by `column("…")`. */
const BARE = /^[\p{L}_][\p{L}\d_]*$/u;

/** Above 200 parameters, parameters and neurons are offered by layer. */
export function expressionNames(setup: Setup): ExpressionName[] {
  const { network } = setup;
  const context = nameContext(setup);
  const short = losses[network.loss].short;
  const ofParameters = network.matrixForm
    ? network.layers.flatMap(({ index, bias }) => [`W[${index + 1}]`, ...(bias ? [`b[${index + 1}]`] : [])])
    : Array.from(network.parameters(), ({ name }) => name);
  const ofNeurons = network.layers.flatMap(({ index, units }): string[] => {
    if (network.matrixForm) return [`z[${index + 1}]`, `a[${index + 1}]`];
    return Array.from({ length: units }, (_, j) => [
      network.preActivationName(index, j),
      network.activationName(index, j),
    ]).flat();
  });
  const neurons = [...new Set(ofNeurons), ...(network.outputs.length > 1 ? ['predicted'] : [])];
  const outputs = network.outputs.flatMap((_, k) => [network.observedName(k), network.residualName(k)]);
  return [
    ...Object.entries(runNames).map(([name, { detail }]): ExpressionName => ({ name, kind: 'run', detail })),
    ...lossNames(network.loss).map((name): ExpressionName => ({
      name,
      kind: 'loss',
      detail: losses[network.loss].label,
    })),
    ...ofParameters.map((name): ExpressionName => ({ name, kind: 'parameter', detail: 'a parameter' })),
    ...[...neurons, ...outputs].map((name): ExpressionName => ({
      name,
      kind: 'neuron',
      detail: 'of the current sample',
    })),
    ...columns(context),
    ...[...ofParameters, ...neurons]
      .filter((name) => isComputed(context, short, name))
      .map((name): ExpressionName => ({
        name: `d${short}/d${name}`,
        kind: 'derivative',
        detail: `of ${short} by ${name}`,
      })),
    ...Object.entries(functions).map(([name, { detail }]): ExpressionName => ({ name, kind: 'function', detail })),
  ];
}

function isComputed(context: NameContext, short: string, name: string): boolean {
  const found = findDerivative(context, short, name);
  return found !== undefined && !('problem' in found);
}

function columns(context: NameContext): ExpressionName[] {
  const { inputs, outputs } = context.setup.network;
  return [...new Set([...inputs, ...outputs])].map((name) => ({
    name: written(context, name),
    kind: 'data',
    detail: 'a column of the data',
  }));
}

/** How an expression asks for a column: bare, or `column("…")` where the name is none or formulas use it. */
export function columnName(setup: Setup, name: string): string {
  return written(nameContext(setup), name);
}

function written(context: NameContext, name: string): string {
  return BARE.test(name) && !findFormulaName(context, name) ? name : `column("${name}")`;
}
