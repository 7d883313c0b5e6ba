/** What looks for the next place to stop at, step by step. */

import type { Position } from '../../training/cursor';
import type { PlacedHit } from './updates';

export interface Log {
  readonly text: string;
  readonly ids: readonly number[];
}

export interface SearchStep {
  /** How far it is looked through: the run may go there. */
  readonly position: Position;
  /** Whether it stops there. */
  readonly done: boolean;
  /** What it stops for; none where it came to its end. */
  readonly hits: readonly PlacedHit[];
  /** What log points wrote on the way. */
  readonly logs: readonly Log[];
}

export interface Search {
  /** @param stopped whether it is not wanted any more */
  next(stopped: () => boolean): Promise<SearchStep>;
}
