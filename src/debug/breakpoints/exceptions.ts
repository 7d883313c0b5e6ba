/** What can go wrong in training, as the exceptions that a person may break on: one row each. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Setup } from '../../core/setup';
import type { Moment } from '../../training/breakpoints/moment';
import { deadUnit, exploding, type Finding, type Look, lossUp, vanishing } from './findings';
import type { Hit, Watch } from './watch';

/** The session stops there by itself: the filter only says whether it is called an exception. */
export const NON_FINITE = 'nonFinite';

type Id = typeof NON_FINITE | 'exploding' | 'vanishing' | 'deadUnit' | 'lossUp';

interface Row {
  readonly label: string;
  readonly description: string;
  readonly default: boolean;
  /** The number that a person may set; null: there is none. */
  readonly threshold: { readonly value: number; readonly words: string } | null;
  /** null: the session itself stops there. */
  readonly look: ((setup: Setup, threshold: number) => Look) | null;
}

const rows: Readonly<Record<Id, Row>> = {
  nonFinite: {
    label: 'NaN or Infinity',
    description: 'A value is no number any more: training cannot go on.',
    default: true,
    threshold: null,
    look: null,
  },
  exploding: {
    label: 'Exploding derivative',
    description: 'A derivative of the batch’s loss by a parameter is beyond ± the threshold.',
    default: false,
    threshold: { value: 1000, words: 'Largest |derivative|; default 1000' },
    look: exploding,
  },
  vanishing: {
    label: 'Vanishing derivative',
    description: 'All derivatives of the batch’s loss by the parameters of a layer are within ± the threshold.',
    default: false,
    threshold: { value: 1e-7, words: 'Smallest |derivative| of a layer; default 1e-7' },
    look: vanishing,
  },
  deadUnit: {
    label: 'Dead unit',
    description:
      'The slope of a neuron is exactly 0 for every sample of the data, as ReLU’s can be. Looked at when an epoch begins.',
    default: false,
    threshold: null,
    look: deadUnit,
  },
  lossUp: {
    label: 'Loss went up',
    description:
      'The loss of all data is larger than one epoch before. Looked at when an epoch begins; with the full batch, in every update.',
    default: false,
    threshold: { value: 0, words: 'Rise that is allowed; default 0' },
    look: lossUp,
  },
};

const ids = Object.keys(rows) as Id[];

export const exceptionFilters: readonly Dap.ExceptionBreakpointsFilter[] = ids.map((filter) => {
  const { label, description, threshold, default: isDefault } = rows[filter];
  return {
    filter,
    label,
    description,
    default: isDefault,
    ...(threshold && { supportsCondition: true, conditionDescription: threshold.words }),
  };
});

/** Plain data, so that it can go to a worker. */
export interface ExceptionSpec {
  readonly kind: 'exception';
  readonly filter: string;
  readonly condition?: string | undefined;
}

/** The watch of a filter; null where the session looks itself. @throws Error where there is no such filter or number */
export function exceptionWatch({ filter, condition }: ExceptionSpec, setup: Setup): Watch | null {
  if (!Object.hasOwn(rows, filter)) throw new Error(`There is no exception '${filter}'.`);
  const { look, threshold, label } = rows[filter as Id];
  const written = condition?.trim().replace('−', '-') ?? '';
  const value = written === '' ? (threshold?.value ?? 0) : Number(written);
  if (!Number.isFinite(value))
    throw new Error(`'${condition}' is no number: write a threshold such as ${threshold?.value ?? 0}.`);
  return look && new ExceptionWatch(label, look(setup, value));
}

/** Hit where something begins to go wrong, not in every update that it goes on. */
class ExceptionWatch implements Watch {
  readonly #label: string;
  readonly #look: Look;
  #before: Finding | null = null;

  constructor(label: string, look: Look) {
    this.#label = label;
    this.#look = look;
  }

  begin(): void {
    this.#before = null;
  }

  since(update: number): number {
    return this.#look.since?.(update) ?? update - 1;
  }

  hits(moment: Moment): Hit[] {
    const known = this.#before?.units ?? [];
    const now = this.#look.find(moment, known);
    if (now === undefined) return [];
    const begins = now !== null && (!this.#before || now.units?.some((unit) => !known.includes(unit)));
    this.#before = now;
    if (!begins) return [];
    const description = `Paused on ${this.#label.toLowerCase().replace('nan', 'NaN')}`;
    return [{ operation: now.operation, reason: { reason: 'exception', description, text: now.message, ids: [] } }];
  }
}
