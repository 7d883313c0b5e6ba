/** Entry of the worker in a browser: carries out the long runs of one session. */
import type { ToWorker } from '../../training/runner/messages';
import { serveRuns } from '../../training/runner/serve';

const hear = serveRuns((message, transfer) => self.postMessage(message, { transfer }));
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => hear(data));
