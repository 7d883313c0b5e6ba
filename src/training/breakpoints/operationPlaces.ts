/** Where in an update the operations of a name stand: `dSSR/dw1` in every sample, `w1` after the last. */

import { losses } from '../../core/losses';
import type { Network } from '../../core/network';
import type { Spot } from '../../core/operationPlace';
import type { Setup } from '../../core/setup';
import { derivativeOf, spotsOf } from '../../core/targets';
import { nameContext } from '../expressions/binding';
import { lossNames } from '../expressions/lossNames';

export interface OperationPlaces {
  /** As the operations' target names it. */
  readonly target: string;
  /** Counted from the first operation of a sample, ascending. */
  readonly inSample: readonly number[];
  /** Counted from the first operation after the samples, ascending. */
  readonly afterSamples: readonly number[];
}

/** The places of a name's operations; both lists are empty where no operation computes it. */
export function operationPlaces(setup: Setup, name: string): OperationPlaces {
  const { network } = setup;
  const { layout } = nameContext(setup);
  const target = targetName(network, name);
  const { inSample, afterSamples } = spotsOf(network, target);
  const indices = (spots: readonly Spot[], sample: number, from: number): number[] =>
    spots
      .map((spot) => layout.indexOf({ ...spot, sample }, 1))
      .filter((index) => index >= 0)
      .map((index) => index - from);
  return {
    target,
    inSample: indices(inSample ? everyOutput(network, inSample) : [], 0, 0),
    afterSamples: indices(afterSamples ? [afterSamples] : [], -1, layout.perSample),
  };
}

/** The loss has a term for every output, each of which is added to it. */
function everyOutput(network: Network, spot: Spot): Spot[] {
  if (spot.kind !== 'lossTerm') return [spot];
  return Array.from({ length: network.lastLayer.units }, (_, neuron) => ({ ...spot, neuron }));
}

/** The name that operations have, from any name that people write: `dL/dW[1][2,1]` is `dSSR/dw2` in a small network. */
function targetName(network: Network, name: string): string {
  const short = losses[network.loss].short;
  const compact = name.replace(/\s/g, '');
  const names = lossNames(network.loss);
  if (names.includes(compact)) return short;
  const derivative = /^d(.+?)\/d(.+)$/.exec(compact);
  const written = derivative && names.includes(derivative[1]) ? `d${short}/d${derivative[2]}` : compact;
  const under = derivativeOf(network, written);
  const parameter = network.parameterByName(under ?? written);
  if (!parameter) return written;
  return under === undefined ? network.displayName(parameter) : `d${short}/d${network.displayName(parameter)}`;
}
