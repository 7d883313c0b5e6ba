/** Entry of the worker in Node that reads a large data file. */
import { parentPort } from 'node:worker_threads';
import { serveReading, type ToReader } from '../../document/elsewhere/serveReading';

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const hear = serveReading((message, transfer) => port.postMessage(message, transfer));
port.on('message', (message: ToReader) => hear(message));
