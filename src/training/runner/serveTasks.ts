/** The worker's side of work beside the runs: opens what it is given, and answers part by part. */

import type { Setup } from '../../core/setup';
import type { FromWorker, ToWorker } from './messages';

/** Gives way to others between its own slices, and keeps what it knows from part to part. */
export interface Task {
  /** @param stopped whether it is not wanted any more @returns plain data */
  next(stopped: () => boolean): Promise<unknown>;
}

/** Makes a task of plain data: what another part of the program can do in a worker. */
export type OpenTask = (setup: Setup, task: unknown) => Task;

export type ToTask = Extract<ToWorker, { type: 'open' | 'next' | 'close' }>;

export function serveTasks(
  post: (message: FromWorker) => void,
  setup: () => Setup,
  open: OpenTask,
): (message: ToTask) => void {
  const going = new Map<number, Task>();

  async function next(id: number): Promise<void> {
    const task = going.get(id);
    if (!task) throw new Error('There is no such task.');
    const part = await task.next(() => !going.has(id));
    if (going.has(id)) post({ type: 'part', id, part });
  }

  const answers = {
    open: ({ id, task }: Extract<ToTask, { type: 'open' }>) => void going.set(id, open(setup(), task)),
    next: ({ id }: ToTask) => next(id),
    close: ({ id }: ToTask) => void going.delete(id),
  };
  return (message) => {
    const failed = (error: unknown): void => post({ type: 'failed', id: message.id, message: String(error) });
    try {
      (answers[message.type] as (message: ToTask) => Promise<void> | void)(message)?.catch(failed);
    } catch (error) {
      failed(error);
    }
  };
}
