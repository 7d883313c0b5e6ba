// Installs npm packages or files into the cache: whole or not at all, and safely when two do it at once.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder } from './paths.mts';
import { onExit, run } from './processes.mts';

const HOUR = 3_600_000;

/**
 * Returns the folder `name` of the cache, made by `fill` when it is not there. `fill` works in a folder of its own, which
 * gets its name only when it is complete: an interrupted installation leaves nothing that looks like a good one.
 */
export async function installed(name: string, fill: (folder: string) => Promise<void>): Promise<string> {
  const target = path.join(cacheFolder(), name);
  if (fs.existsSync(target)) return target;
  fs.mkdirSync(cacheFolder(), { recursive: true });
  removeAbandoned(name);
  const unfinished = fs.mkdtempSync(`${target}.unfinished-`);
  const discard = onExit(() => fs.rmSync(unfinished, { recursive: true, force: true, maxRetries: 3 }));
  try {
    await fill(unfinished);
    // mkdtemp lets only us in; what is finished may be read by all, as the rest of the cache.
    fs.chmodSync(unfinished, 0o755);
    fs.renameSync(unfinished, target);
  } catch (error) {
    // Somebody else has finished the same in the meantime.
    if (!fs.existsSync(target)) throw error;
  } finally {
    discard();
  }
  return target;
}

/** What was killed in the middle of an installation takes hundreds of megabytes. */
function removeAbandoned(name: string): void {
  for (const entry of fs.readdirSync(cacheFolder())) {
    const folder = path.join(cacheFolder(), entry);
    if (!entry.startsWith(`${name}.unfinished-`)) continue;
    if (Date.now() - fs.statSync(folder).mtimeMs > HOUR) fs.rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs npm in a folder; its own output is shown only if it fails. */
export async function npm(folder: string, args: string[]): Promise<void> {
  const quiet = ['--ignore-scripts', '--no-audit', '--no-fund', '--no-update-notifier', '--loglevel=error'];
  // The settings of the npm that runs us (its folder above all) are not meant for this one.
  const env = Object.fromEntries(
    Object.entries(process.env).filter(([key]) => !/^npm_(config_local|package)_/.test(key)),
  );
  const cli = process.env.npm_execpath?.endsWith('npm-cli.js') ? process.env.npm_execpath : undefined;
  const [command, first] = cli ? [process.execPath, [cli]] : ['npm', []];
  let output = '';
  const shell = !cli && process.platform === 'win32';
  const code = await run(
    command,
    [...first, ...args, ...quiet],
    { cwd: folder, env, shell },
    (text) => (output += text),
  );
  if (code !== 0) throw new Error(`npm ${args.join(' ')} failed in ${folder}:\n${output}`);
}

/** Shows that something long goes on: seconds counted on a terminal, a line now and then elsewhere. */
export async function withProgress<T>(what: string, work: () => Promise<T>): Promise<T> {
  const started = Date.now();
  const elapsed = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const terminal = process.stderr.isTTY;
  process.stderr.write(terminal ? `${what} …` : `${what} …\n`);
  const timer = setInterval(
    () => process.stderr.write(terminal ? `\r${what} … ${elapsed()}` : `  … ${elapsed()}\n`),
    terminal ? 500 : 10_000,
  );
  try {
    const result = await work();
    process.stderr.write(terminal ? `\r${what}: done in ${elapsed()}\n` : `  done in ${elapsed()}\n`);
    return result;
  } finally {
    clearInterval(timer);
  }
}
