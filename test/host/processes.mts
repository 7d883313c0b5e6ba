// Child processes that end with us, with everything that they started themselves.
import { type ChildProcess, spawn, spawnSync, type SpawnOptions } from 'node:child_process';

const running = new Set<ChildProcess>();
const cleanups = new Set<() => void>();
const windows = process.platform === 'win32';

/** Starts a process as the leader of a group of its own, which is ended with us. */
export function start(command: string, args: string[], options: SpawnOptions = {}): ChildProcess {
  const child = spawn(command, args, { ...options, detached: !windows });
  running.add(child);
  child.once('exit', () => running.delete(child));
  return child;
}

/** Runs a command to its end and returns its exit code; `onText` sees what it prints. */
export function run(
  command: string,
  args: string[],
  options: SpawnOptions = {},
  onText?: (text: string) => void,
): Promise<number> {
  const child = start(command, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => onText?.(text));
  }
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Ends a process and its group: asks first, then forces. */
export async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return signalGroup(child, 'SIGKILL');
  const ended = new Promise((resolve) => child.once('exit', resolve));
  signalGroup(child, 'SIGTERM');
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, 5000).unref())]);
  signalGroup(child, 'SIGKILL');
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  if (windows) {
    spawnSync('taskkill', ['/pid', String(child.pid), '/T', '/F'], { stdio: 'ignore' });
    return;
  }
  try {
    process.kill(-child.pid, signal);
  } catch {
    // The whole group has ended already.
  }
}

/** Registers work that is done when this process ends, however it ends; returns how to do it now. */
export function onExit(work: () => void): () => void {
  const once = () => {
    if (cleanups.delete(once)) work();
  };
  cleanups.add(once);
  return once;
}

// Whoever we started may have started others in groups of their own (npm, a test runner, its server): asked to end, each
// ends its own first. What is left when we are gone is forced.
for (const [signal, code] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  process.once(signal, () => {
    void Promise.all([...running].map(stop)).finally(() => process.exit(process.exitCode ?? code));
  });
}
process.once('exit', () => {
  for (const child of running) signalGroup(child, 'SIGKILL');
  for (const cleanup of [...cleanups]) cleanup();
});
