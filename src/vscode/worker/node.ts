/** Entry of the worker in Node: carries out the long runs of one session, and the debugger's long searches. */
import { parentPort } from 'node:worker_threads';
import type { ToWorker } from '../../training/runner/messages';
import { openSearch } from '../../debug/search/remote';
import { serveRuns } from '../../training/runner/serve';

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const hear = serveRuns((message, transfer) => port.postMessage(message, transfer), openSearch);
port.on('message', (message: ToWorker) => hear(message));
