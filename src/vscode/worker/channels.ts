/** A worker thread of Node and a Web Worker, as the session sees them. */
import type { Worker as NodeWorker } from 'node:worker_threads';
import type { FromWorker, ToWorker } from '../../training/runner/messages';
import type { WorkerChannel } from '../../training/runner/workerRunner';

/** The thread alone does not keep the host from ending. */
export function nodeChannel(worker: NodeWorker): WorkerChannel {
  worker.unref();
  return {
    post: (message: ToWorker) => worker.postMessage(message),
    listen(onMessage, onEnd) {
      worker.on('message', (message: FromWorker) => onMessage(message));
      worker.on('error', (error) => onEnd(String(error)));
      worker.on('exit', (code) => onEnd(`it ended with exit code ${code}`));
    },
    close: () => void worker.terminate(),
  };
}

/** @param release called when the worker is closed */
export function webChannel(worker: Worker, release: () => void): WorkerChannel {
  return {
    post: (message: ToWorker) => worker.postMessage(message),
    listen(onMessage, onEnd) {
      worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => onMessage(data));
      worker.addEventListener('error', (event) => onEnd(event.message));
    },
    close() {
      worker.terminate();
      release();
    },
  };
}
