/** How the parameter that a derivation is of moves: the l2 term, then the optimizer's own lines. */

import type { Derivation, MoveLine } from './derivationTypes';
import { named, plus, times } from './formulaText';
import type { Network, Parameter } from './network';
import { optimizers } from './optimizers';
import type { UpdateState } from './updateState';

/** The term that l2 adds to a weight's derivative; null where there is none. */
export function l2Term({ optimizer, parameters }: UpdateState, { kind, offset }: Parameter): Derivation['l2'] {
  const { l2 } = optimizer.settings;
  return kind === 'weight' && l2 !== 0 ? { coefficient: l2, term: l2 * parameters[offset] } : null;
}

/** @param target `dSSR/dw3`; @param sum its sum over the batch; @param l2 what is added to that */
export function explainMove(
  state: UpdateState,
  parameter: Parameter,
  target: string,
  sum: number,
  l2: Derivation['l2'],
): NonNullable<Derivation['move']> {
  const { network, parameters, optimizer } = state;
  const value = parameters[parameter.offset];
  const before = l2 ? [l2Line(network, parameter, target, sum, value, l2)] : [];
  const move = optimizers[optimizer.settings.type].explain(optimizer.settings, optimizer.step, {
    name: network.displayName(parameter),
    derivative: l2 ? before[0].name : target,
    value,
    gradient: l2 ? before[0].result : sum,
    state: optimizer.state.map((slot) => slot[parameter.offset]),
  });
  return { ...move, lines: [...before, ...move.lines] };
}

function l2Line(
  network: Network,
  parameter: Parameter,
  target: string,
  sum: number,
  value: number,
  l2: NonNullable<Derivation['l2']>,
): MoveLine {
  const name = network.displayName(parameter);
  return {
    name: 'derivative with l2',
    formula: plus([named(target), times(named('l2'), named(name))]),
    values: { [target]: sum, l2: l2.coefficient, [name]: value },
    result: sum + l2.term,
  };
}
