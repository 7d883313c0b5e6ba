/** A worker thread of Node and a Web Worker, as those who give them work see them. */
import type { Worker as NodeWorker } from 'node:worker_threads';
import type { WorkerChannel } from '../../training/runner/workerRunner';

/** The thread alone does not keep the host from ending. */
export function nodeChannel<To, From>(worker: NodeWorker): WorkerChannel<To, From> {
  worker.unref();
  return {
    post: (message, transfer) => worker.postMessage(message, transfer),
    listen(onMessage, onEnd) {
      worker.on('message', (message: From) => onMessage(message));
      worker.on('error', (error) => onEnd(String(error)));
      worker.on('exit', (code) => onEnd(`it ended with exit code ${code}`));
    },
    close: () => void worker.terminate(),
  };
}

/** @param release called when the worker is closed */
export function webChannel<To, From>(worker: Worker, release: () => void): WorkerChannel<To, From> {
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    listen(onMessage, onEnd) {
      worker.addEventListener('message', ({ data }: MessageEvent<From>) => onMessage(data));
      worker.addEventListener('error', (event) => onEnd(event.message));
    },
    close() {
      worker.terminate();
      release();
    },
  };
}
