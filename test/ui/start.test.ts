// npm start as a whole: it steps over a taken port, brings VS Code up, and leaves nothing behind at Ctrl-C.
import { deepEqual, equal, match } from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import * as net from 'node:net';
import * as path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { root } from '../host/paths.mts';
import { sharedHost } from './shared';

const fixture = path.join('test', 'fixtures', 'smoke');

describe('npm start', () => {
  it('steps over a taken port, and Ctrl-C ends everything it started', async function () {
    this.timeout(90_000);
    const { browser } = await sharedHost();
    const taken = net.createServer();
    await once(taken.listen(0, '127.0.0.1'), 'listening');
    const { port } = taken.address() as net.AddressInfo;
    const start = startHost('--folder', fixture, '--port', String(port));
    const page = await browser.newPage();
    try {
      const address = await start.address;
      equal(Number(new URL(address).port) > port, true, `${address} is on the taken port ${port} or below`);
      await page.goto(address);
      await page.getByText('note.jsonc').waitFor();
      let started: number[] = [];
      // Server and extension host.
      while ((started = descendants(start.process.pid!)).length < 2) await sleep(100);
      start.process.kill('SIGINT');
      const [code] = (await once(start.process, 'exit')) as [number | null];
      equal(code, 0);
      // A killed process needs a moment to be gone.
      for (let tries = 0; tries < 30 && started.some(isAlive); tries++) await sleep(100);
      deepEqual(started.filter(isAlive), []);
    } finally {
      start.process.kill('SIGTERM');
      await page.close();
      taken.close();
    }
  });

  it('says what is wrong with its arguments', async () => {
    const cases: [string[], RegExp][] = [
      [['--folder', 'no-such-folder'], /There is no folder .*no-such-folder/],
      [['--host', 'toaster'], /--host is server or desktop, not toaster/],
      [['--port', 'x'], /--port is a number/],
    ];
    for (const [args, message] of cases) {
      const { process: child, output } = startHost(...args);
      const [code] = (await once(child, 'close')) as [number | null];
      equal(code, 1);
      match(output(), message);
    }
  });
});

function startHost(...args: string[]) {
  const script = path.join(root, 'test', 'host', 'start.mts');
  const child = spawn(process.execPath, [script, '--no-open', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  const address = new Promise<string>((resolve, reject) => {
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output += text;
        const printed = /http:\/\/127\.0\.0\.1:\S+(?=\s)/.exec(output);
        if (printed) resolve(printed[0]);
      });
    }
    child.once('exit', (code) => reject(new Error(`npm start ended with ${code}:\n${output}`)));
  });
  address.catch(() => undefined);
  return { process: child, address, output: () => output };
}

/** All processes below one, as the operating system has them now. */
function descendants(parent: number): number[] {
  const rows = execFileSync('ps', ['-axo', 'pid=,ppid='], { encoding: 'utf8' }).trim().split('\n');
  const pairs = rows.map((row) => row.trim().split(/\s+/).map(Number));
  const below = (pid: number): number[] =>
    pairs.filter(([, ppid]) => ppid === pid).flatMap(([child]) => [child, ...below(child)]);
  return below(parent);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
