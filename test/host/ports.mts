// Free TCP ports on this machine.
import * as net from 'node:net';

/** The first free port from `wanted` upwards; without `wanted` any free one, so that parallel test runs do not meet. */
export async function freePort(wanted = 0): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + 100, 65536); port++) {
    const free = await listen(port);
    if (free !== undefined) return free;
  }
  throw new Error(`No port between ${wanted} and ${wanted + 99} is free.`);
}

function listen(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', () => resolve(undefined));
    server.listen(port, '127.0.0.1', () => {
      const { port: got } = server.address() as net.AddressInfo;
      server.close(() => resolve(got));
    });
  });
}
