/** What stops a travel: places in an update where something is to be seen, told for one update after the other. */

import type { Moment } from '../../training/breakpoints/moment';
import type { HitCounter } from './hitCondition';

/** Why a travel stops, as the client shows it. */
export interface Reason {
  readonly reason: 'breakpoint' | 'data breakpoint' | 'exception';
  /** In a few words: `Paused on …`. */
  readonly description: string;
  /** More, for the editor and the call stack. */
  readonly text?: string;
  /** The client's breakpoints; none of exceptions and of the session's own. */
  readonly ids: readonly number[];
}

export interface Hit {
  /** The operation that has just run; −1: the start of the update. */
  readonly operation: number;
  readonly reason: Reason;
  /** Written instead of stopping; the sample is the one of the operation. */
  readonly log?: string;
  /** Of the session's own breakpoints. */
  readonly sessionIds?: readonly number[];
}

export interface Watch {
  /**
   * The places of one update where it is hit. Updates come in order, and the first may be one before the travel begins, so
   * that what has changed is known.
   */
  hits(moment: Moment): Hit[];
  /** Forgets the updates seen: another travel begins. */
  begin(): void;
  /** The first update that it has to see, in order to know what was before an update; default: the one before. */
  since?(update: number): number;
  /** How often it was hit, and whether that stops a travel. */
  readonly hitCounter?: HitCounter;
}
