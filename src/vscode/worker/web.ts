/** Entry of the worker in a browser: carries out the long runs of one session, and the debugger's long searches. */
import type { ToWorker } from '../../training/runner/messages';
import { openSearch } from '../../debug/search/remote';
import { serveRuns } from '../../training/runner/serve';

const hear = serveRuns((message, transfer) => self.postMessage(message, { transfer }), openSearch);
self.addEventListener('message', ({ data }: MessageEvent<ToWorker>) => hear(data));
