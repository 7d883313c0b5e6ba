/** Entry of the worker in a browser that reads a large data file. */
import type { ToReader } from '../../document/elsewhere/messages';
import { serveReading } from '../../document/elsewhere/serveReading';

const hear = serveReading((message, transfer) => self.postMessage(message, { transfer }));
self.addEventListener('message', ({ data }: MessageEvent<ToReader>) => hear(data));
