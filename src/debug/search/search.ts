/** What looks for the next place to stop at, part by part: what it is asked, and what it tells, as plain data. */

import type { Checkpoint } from '../../training/checkpoints';
import type { Position } from '../../training/cursor';
import type { Log as EditLog } from '../../training/interventions';
import type { StopRules } from '../../training/runner/job';
import type { Hit } from '../breakpoints/watch';
import type { Armed } from '../breakpoints/watchSpec';

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
  readonly hits: readonly Hit[];
  /** What log points wrote on the way. */
  readonly logs: readonly Log[];
  /** How often each of the armed was hit up to there. */
  readonly counts: readonly number[];
  /** Whether it is a part of a long search, which the run follows in the worker. */
  readonly apart?: boolean;
}

export interface Search {
  next(wanted: AbortSignal): Promise<SearchStep>;
  /** It is not wanted any more. */
  close?(): void;
}

export interface Bounds {
  /** Where it stops at the latest; null: nowhere. */
  readonly limit: Position | null;
  /** What else ends a run; only at the start of an update. */
  readonly rules?: StopRules;
}

/** A search forwards: plain data, so that it can go to a worker. */
export interface SearchJob {
  readonly armed: readonly Armed[];
  readonly bounds: Bounds;
  /** Places up to this one do not stop it. */
  readonly from: Position;
  /** The first update that is looked through. */
  readonly begin: number;
}

/** The same with all that a worker has to know of the run. */
export interface RemoteJob extends SearchJob {
  readonly log: EditLog;
  /** Where the run is taken up; null: at its start. */
  readonly start: Checkpoint | null;
}
