/** Entry of the worker in Node that reads large files. */
import { readFile } from 'node:fs/promises';
import { parentPort } from 'node:worker_threads';
import type { ToReader } from '../../document/elsewhere/messages';
import { serveReading } from '../../document/elsewhere/serveReading';

const port = parentPort;
if (!port) throw new Error('This file is the entry of a worker thread.');
const hear = serveReading((message, transfer) => port.postMessage(message, transfer), readFile);
port.on('message', (message: ToReader) => hear(message));
