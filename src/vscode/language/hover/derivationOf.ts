/** The derivation that a hover shows: at the session's position where one is going on, else at the file's own values. */
import { Batches } from '../../../core/batches';
import { derive } from '../../../core/derivation';
import type { Derivation } from '../../../core/derivationTypes';
import type { Parameter } from '../../../core/network';
import { createState } from '../../../core/optimizers';
import type { Setup } from '../../../core/setup';
import type { UpdateState } from '../../../core/updateState';
import type { Session } from '../../../training/session';

export interface PlacedDerivation {
  readonly derivation: Derivation;
  readonly when: string;
  readonly setup: Setup;
}

/** Samples shown, at most. */
const MOST_SAMPLES = 8;

/** Multiplications that a hover may cost: some tens of milliseconds. */
const MOST_WORK = 2e7;

/**
 * null where neither session nor file can tell it, or where it would take too long: `tooLarge` says which.
 * @param parameter As the file has it: a session that started from another structure is not asked.
 */
export function derivationOf(
  parameter: Parameter,
  session: Session | null,
  setup: Setup | null,
): PlacedDerivation | 'tooLarge' | null {
  if (session && hasSame(session, parameter)) {
    if (work(session.setup, session.tape.rows.length) > MOST_WORK) return 'tooLarge';
    const derivation = session.derivation(parameter.name, { maxSamples: MOST_SAMPLES });
    return { derivation, when: positionWords(session), setup: session.setup };
  }
  if (!setup) return null;
  const state = startOf(setup);
  if (work(setup, state.rows.length) > MOST_WORK) return 'tooLarge';
  return {
    derivation: derive(state, parameter.name, { maxSamples: MOST_SAMPLES }),
    when: 'at the file’s values',
    setup,
  };
}

/** Whether the session's parameter of this name is the same weight or bias. */
function hasSame({ setup: { network } }: Session, { name, kind, layer, neuron, input }: Parameter): boolean {
  const other = network.parameterByName(name);
  return other?.kind === kind && other.layer === layer && other.neuron === neuron && other.input === input;
}

/** A forward and a backward pass, and the two passes of the check, for every sample. */
function work({ network }: Setup, samples: number): number {
  return 4 * samples * network.parameterCount;
}

/** `at update 48, operation 35`. */
function positionWords({ position: { update, operation } }: Session): string {
  return operation < 0 ? `at the start of update ${update + 1}` : `at update ${update + 1}, operation ${operation + 1}`;
}

function startOf({ network, trainable, data, initial, optimizer, training }: Setup): UpdateState {
  return {
    network,
    trainable,
    data,
    rows: new Batches(training, data.count).at(0).rows,
    parameters: initial,
    optimizer: { settings: optimizer, step: 1, state: createState(optimizer.type, network.parameterCount) },
  };
}
