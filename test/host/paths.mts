// Where things are: the repository, the cache that outlives clones, and temporary folders.
import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';

/** The repository: npm runs every script there. */
export const root = process.cwd();

/** Everything that is fetched once and used by every clone: VS Code's builds and the browser. */
export function cacheFolder(): string {
  const chosen = process.env.BACKPROP_STEPPER_CACHE;
  if (chosen) return path.resolve(process.env.INIT_CWD ?? root, chosen);
  const home = os.homedir();
  const base =
    process.platform === 'win32'
      ? (process.env.LOCALAPPDATA ?? path.join(home, 'AppData', 'Local'))
      : process.platform === 'darwin'
        ? path.join(home, 'Library', 'Caches')
        : (process.env.XDG_CACHE_HOME ?? path.join(home, '.cache'));
  return path.join(base, 'backprop-stepper');
}

export function temporaryFolder(purpose: string): string {
  return fs.realpathSync(fs.mkdtempSync(path.join(os.tmpdir(), `backprop-stepper-${purpose}-`)));
}

/** Copies the samples, so that whoever edits them leaves the repository clean. */
export function copySamples(folder: string): string {
  fs.mkdirSync(folder, { recursive: true });
  if (fs.existsSync(samples)) fs.cpSync(samples, folder, { recursive: true });
  return folder;
}
const samples = path.join(root, 'media', 'samples');
