/** The worker's side: carries out one run at a time and reports; the same in Node and in the browser. */

import { Trainer } from '../trainer';
import { drive } from './drive';
import type { RunJob } from './job';
import { buffersOf, type FromWorker, setupFrom, type ToWorker } from './messages';
import { type OpenTask, serveTasks } from './serveTasks';
import { TrainingLoop } from './trainingLoop';

/** Milliseconds between two looks for messages: a pause is to come at once, and a look costs microseconds. */
const SLICE_MS = 5;

const UNKNOWN = 'The worker was given work before it knew the network.';

type Post = (message: FromWorker, transfer: ArrayBuffer[]) => void;

/**
 * What to do with each message, given how to answer.
 * @param openTask what it can do beside the runs
 */
export function serveRuns(post: Post, openTask: OpenTask = noTask): (message: ToWorker) => void {
  let trainer: Trainer | undefined;
  let current = { id: -1, stopping: false, spacing: 0 };
  let last: Promise<void> = Promise.resolve();

  async function run(job: RunJob, asked: typeof current): Promise<void> {
    if (!trainer) throw new Error(UNKNOWN);
    const { id } = asked;
    const loop = new TrainingLoop(trainer, job);
    const end = await drive(loop, {
      slice: SLICE_MS,
      stopping: () => asked.stopping,
      report(report) {
        post({ type: 'report', id, report }, buffersOf(report));
        loop.spacing = asked.spacing;
      },
    });
    if (end !== 'handover') post({ type: 'done', id, end }, []);
  }

  const tasks = serveTasks(
    (message) => post(message, []),
    () => {
      if (!trainer) throw new Error(UNKNOWN);
      return trainer.setup;
    },
    openTask,
  );

  return (message) => {
    if (message.type === 'open' || message.type === 'next' || message.type === 'close') {
      tasks(message);
    } else if (message.type === 'setup') {
      trainer = new Trainer(setupFrom(message.setup));
    } else if (message.type === 'run') {
      const { id, job } = message;
      const asked = { id, stopping: false, spacing: job.spacing };
      current.stopping = true;
      current = asked;
      // Runs share the trainer: the one before stops first.
      last = last
        .then(() => run(job, asked))
        .catch((error: unknown) => post({ type: 'failed', id, message: String(error) }, []));
    } else if (message.id === current.id) {
      if (message.type === 'stop') current.stopping = true;
      else current.spacing = message.spacing;
    }
  };
}

function noTask(): never {
  throw new Error('This worker carries out runs only.');
}
