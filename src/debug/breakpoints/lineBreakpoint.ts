/** A breakpoint in the file: its operations, with the condition, hit count and message that a person gave it. */

import type { DebugProtocol as Dap } from '@vscode/debugprotocol';
import type { Setup } from '../../core/setup';
import type { NumberFormat } from '../../explain/numbers';
import type { Moment } from '../../training/breakpoints/moment';
import { compileCondition, type Condition } from '../../training/expressions/compileExpression';
import { HitCounter } from './hitCondition';
import { type LogMessage, parseLogMessage } from './logMessage';
import { operationsIn, type Watched } from './operations';
import type { Hit, Watch } from './watch';

/** Plain data, so that it can go to a worker. */
export interface LineSpec {
  readonly kind: 'line';
  readonly id: number;
  /** What is waited for, in words. */
  readonly label: string;
  readonly watched: Watched;
  readonly given: {
    readonly [Part in keyof Pick<Dap.SourceBreakpoint, 'condition' | 'hitCondition' | 'logMessage'>]:
      string | undefined;
  };
  readonly format: NumberFormat;
}

export class LineBreakpoint implements Watch {
  readonly #watched: Watched;
  readonly #label: string;
  readonly #id: number;
  readonly #condition: Condition | null;
  readonly #log: LogMessage | null;
  /** Whether the samples' values are read, and their derivatives. */
  readonly #reads: 'update' | 'values' | 'derivatives';
  readonly hitCounter: HitCounter;

  /** @throws Error where what was given makes no sense in this setup */
  constructor({ id, label, watched, given, format }: LineSpec, setup: Setup) {
    this.#id = id;
    this.#label = label;
    this.#watched = watched;
    this.#condition = given.condition?.trim() ? compileCondition(given.condition, setup) : null;
    this.hitCounter = new HitCounter(given.hitCondition);
    this.#log = given.logMessage ? parseLogMessage(given.logMessage, setup, format) : null;
    const read = [...(this.#condition ? [this.#condition] : []), ...(this.#log?.expressions ?? [])];
    const readsSample = read.some(({ readyAfter }) => readyAfter >= 0);
    this.#reads = !readsSample
      ? 'update'
      : read.some(({ readsSampleDerivatives }) => readsSampleDerivatives)
        ? 'derivatives'
        : 'values';
  }

  begin(): void {
    // Nothing of an update is remembered for the next.
  }

  hits(moment: Moment): Hit[] {
    // What holds for the whole update is asked once.
    if (this.#condition && this.#reads === 'update' && !this.#condition.evaluate(moment)) return [];
    const reason = {
      reason: 'breakpoint',
      description: 'Paused on breakpoint',
      text: this.#label,
      ids: [this.#id],
    } as const;
    return operationsIn(this.#watched, moment).flatMap((operation): Hit[] => {
      if (this.#reads !== 'update') moment.moveToSample(sampleOf(operation, moment), this.#reads === 'derivatives');
      if (this.#condition && this.#reads !== 'update' && !this.#condition.evaluate(moment)) return [];
      return [{ operation, reason, ...(this.#log && { log: this.#log.write(moment) }) }];
    });
  }
}

/** The sample that names of a sample are of: at the start the first, after the samples the last. */
function sampleOf(operation: number, { layout, rows }: Moment): number {
  return Math.min(Math.max(0, Math.floor(operation / Math.max(1, layout.perSample))), rows.length - 1);
}
