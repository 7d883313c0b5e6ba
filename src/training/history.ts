/** What is known of a run and of the futures that edits replaced: checkpoints, losses, the log, and how to undo it. */

import type { Setup } from '../core/setup';
import { capacityFor, type Checkpoint, CheckpointStore, spacingFor } from './checkpoints';
import type { Position } from './cursor';
import { type Log, sameTarget, withEdit } from './interventions';
import { LossSeries } from './lossSeries';
import type { RunReport } from './runner/job';
import type { Intervention, StoredFuture, StoredStep } from './snapshot';

const MOST_UNDO = 100;

/** Another way that the run went from an update on: its log, how far, and what was kept of it, if anything still is. */
export interface Future {
  readonly from: number;
  readonly log: Log;
  readonly recorded: number;
  losses: LossSeries | null;
  /** From `from` on. */
  checkpoints: readonly Checkpoint[] | null;
}

/** One step of undo or redo: the other future, where the cursor stands in it, and which future is dashed then. */
interface Step {
  readonly other: Future;
  readonly position: Position;
  /** 'counterpart': the future that is left by taking the step. */
  readonly replaced: Future | null | 'counterpart';
}

/** Reads the states along one way that a run went. */
export interface Branch {
  readonly log: Log;
  readonly recorded: number;
  /** The last checkpoint known at or before an update; null: the start. */
  nearest(update: number): Checkpoint | null;
}

export class History {
  readonly checkpoints: CheckpointStore;
  losses = new LossSeries();
  log: Log = [];
  /** How many updates have been run in all. */
  recorded = 0;
  /** How many of them have their losses and checkpoints here; fewer than `recorded` only until they are filled in. */
  known = 0;
  replaced: Future | null = null;
  #undo: Step[] = [];
  #redo: Step[] = [];
  #version = 0;
  #millisecondsPerUpdate: number;

  /** @param size numbers per checkpoint */
  constructor(setup: Setup, size: number, capacity = capacityFor(size)) {
    this.#millisecondsPerUpdate = estimatedMilliseconds(setup);
    this.checkpoints = new CheckpointStore(size, spacingFor(this.#millisecondsPerUpdate), capacity);
  }

  get canUndo(): boolean {
    return this.#undo.length > 0;
  }

  get canRedo(): boolean {
    return this.#redo.length > 0;
  }

  /** Measured, or estimated from the size of the network as long as nothing was measured. */
  get millisecondsPerUpdate(): number {
    return this.#millisecondsPerUpdate;
  }

  /** Takes in what a run along this history's log tells. */
  take(report: RunReport): void {
    this.losses.addAll(report.losses);
    for (const checkpoint of report.checkpoints) this.checkpoints.take(checkpoint);
    this.reach(report.reached.update);
    if (report.millisecondsPerUpdate === null) return;
    this.#millisecondsPerUpdate = report.millisecondsPerUpdate;
    this.checkpoints.adapt(spacingFor(report.millisecondsPerUpdate));
  }

  /** The run has come to an update, and everything before is known. */
  reach(update: number): void {
    this.known = Math.max(this.known, update);
    this.recorded = Math.max(this.recorded, update);
  }

  /** What could not be filled in is given up, but for the way to where the cursor stands. */
  giveUpUnknown(cursor: number): void {
    this.known = Math.max(this.known, cursor);
    this.recorded = this.known;
  }

  /** The run as it stands, to be read while it may go on; once it is edited, only from its start. */
  branch(): Branch {
    const { log, recorded } = this;
    const version = this.#version;
    return {
      log,
      recorded,
      nearest: (update) => (version === this.#version ? this.checkpoints.nearest(update) : null),
    };
  }

  /** The same of the future that the last edit replaced; null where there is none. */
  replacedBranch(): Branch | null {
    const { replaced } = this;
    if (!replaced) return null;
    const version = this.#version;
    const nearest = (update: number): Checkpoint | null => {
      if (version !== this.#version) return null;
      const own = replaced.checkpoints?.findLast((checkpoint) => checkpoint.update <= update);
      return own ?? this.checkpoints.nearest(Math.min(update, replaced.from - 1));
    };
    return { log: replaced.log, recorded: replaced.recorded, nearest };
  }

  /** Logs an edit; the future beyond it is replaced, and may come back by `undo`. */
  edit(edit: Intervention, position: Position): void {
    const { update } = edit;
    const last = this.#undo.at(-1);
    const nothingRunSince = this.recorded === update && last?.other.from === update;
    const lastEdit = this.log.at(-1);
    const collapses = nothingRunSince && lastEdit !== undefined && sameTarget(lastEdit, edit);
    const keepsReplaced = this.recorded === update && this.replaced?.from === update;
    const future = this.#cut(update);
    this.log = withEdit(this.log, edit);
    this.recorded = update;
    this.#redo = [];
    if (collapses) return;
    this.#push(this.#undo, { other: future, position, replaced: this.replaced });
    if (!keepsReplaced) this.replaced = future.recorded > update ? future : null;
    this.#forgetOld();
  }

  /** Goes back to before the last edit; @returns where the cursor stood then, null where there is nothing to undo. */
  undo(position: Position): Position | null {
    return this.#take(this.#undo, this.#redo, position);
  }

  redo(position: Position): Position | null {
    return this.#take(this.#redo, this.#undo, position);
  }

  /** Forgets everything: the run, the edits and how to undo them. */
  reset(): void {
    this.#cut(0);
    this.losses = new LossSeries();
    this.log = [];
    this.recorded = 0;
    this.replaced = null;
    this.#undo = [];
    this.#redo = [];
  }

  /** What has to be kept to stand in the same place again. */
  store(): { replaced: StoredFuture | null; undo: StoredStep[]; redo: StoredStep[] } {
    const steps = (list: readonly Step[]) => list.map((step) => this.#stored(step));
    return { replaced: storedFuture(this.replaced), undo: steps(this.#undo), redo: steps(this.#redo) };
  }

  /** The other way round: `recorded` updates are still to be filled in. */
  restore(log: Log, recorded: number, stored: ReturnType<History['store']>): void {
    this.reset();
    this.log = log;
    this.recorded = recorded;
    this.#undo = stored.undo.map(restoredStep);
    this.#redo = stored.redo.map(restoredStep);
    const last = this.#undo.at(-1)?.other;
    const isLast = last && JSON.stringify(storedFuture(last)) === JSON.stringify(stored.replaced);
    this.replaced = isLast ? last : stored.replaced && restoredFuture(stored.replaced);
  }

  /** Cuts the run off at an update and returns what was beyond. The checkpoint there knows edits that may change. */
  #cut(from: number): Future {
    this.#version++;
    const { log, recorded } = this;
    const losses = this.losses.copy();
    const checkpoints = this.checkpoints.splitAfter(from - 1);
    this.known = Math.min(from, this.losses.truncate(from));
    return { from, log, recorded, losses, checkpoints };
  }

  #take(from: Step[], to: Step[], position: Position): Position | null {
    const step = from.pop();
    if (!step) return null;
    const { other } = step;
    const left = this.#cut(other.from);
    this.#push(to, {
      other: left,
      position,
      replaced: this.replaced === other ? 'counterpart' : this.replaced,
    });
    this.log = other.log;
    this.recorded = other.recorded;
    if (other.losses && other.checkpoints) {
      this.losses = other.losses.copy();
      this.checkpoints.append(other.checkpoints);
      this.known = other.recorded;
      // They are the run's own now: whoever else still names this future must not read slots that are used again.
      forget(other);
    } else {
      // One less, so that filling in brings the loss at its end too.
      this.known--;
    }
    this.replaced = step.replaced === 'counterpart' ? left : step.replaced;
    this.#forgetOld();
    return step.position;
  }

  #push(list: Step[], step: Step): void {
    list.push(step);
    if (list.length > MOST_UNDO) list.shift();
  }

  /** Keeps numbers only of the futures that are a step away or shown; the others can be run again. */
  #forgetOld(): void {
    for (const list of [this.#undo, this.#redo]) {
      for (const { other } of list.slice(0, -1)) {
        if (other !== this.replaced) forget(other);
      }
    }
  }

  #stored({ other, position, replaced }: Step): StoredStep {
    return {
      future: storedFuture(other),
      position,
      replaced: replaced === 'counterpart' ? replaced : storedFuture(replaced),
    };
  }
}

function forget(future: Future): void {
  future.losses = null;
  future.checkpoints = null;
}

function storedFuture(future: Future): StoredFuture;
function storedFuture(future: Future | null): StoredFuture | null;
function storedFuture(future: Future | null): StoredFuture | null {
  return future && { interventions: future.log, from: future.from, recorded: future.recorded };
}

function restoredFuture({ interventions, from, recorded }: StoredFuture): Future {
  return { from, log: interventions, recorded, losses: null, checkpoints: null };
}

function restoredStep({ future, position, replaced }: StoredStep): Step {
  return {
    other: restoredFuture(future),
    position,
    replaced: replaced === 'counterpart' || replaced === null ? replaced : restoredFuture(replaced),
  };
}

/** A guess at the time of one update, from its multiplications and additions. */
export function estimatedMilliseconds({ network, training, data }: Setup): number {
  const samples = training.batchSize === 'full' ? data.count : Math.min(training.batchSize, data.count);
  return (200 + 3 * samples * (network.parameterCount + 10 * network.layers.length)) * 1e-6;
}
