// Free TCP ports on this machine.
import * as net from 'node:net';

/** The first free port from `wanted` upwards. */
export async function freePort(wanted: number): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 100, 65536); port++) if (await isFree(port)) return port;
  throw new Error(`No port between ${wanted} and ${wanted + 99} is free.`);
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => server.close(() => resolve(true)));
  });
}
