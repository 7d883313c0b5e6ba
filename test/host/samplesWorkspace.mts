// The workspace that `npm start` opens: the samples, in the cache, kept between starts with what the user changed.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { cacheFolder, copySamples } from './paths.mts';

/** Brings the workspace up to date: a sample follows the repository until the user edits it. */
export function samplesWorkspace(): string {
  const workspace = path.join(cacheFolder(), 'workspace', 'samples');
  // What was copied the last time: whatever differs from it was edited.
  const pristine = path.join(cacheFolder(), 'workspace', 'pristine');
  const fresh = copySamples(`${pristine}.${process.pid}`);
  for (const entry of fs.readdirSync(fresh, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const name = path.relative(fresh, path.join(entry.parentPath, entry.name));
    const [target, before, now] = [workspace, pristine, fresh].map((folder) => path.join(folder, name));
    if (fs.existsSync(target) && !sameBytes(target, before)) continue;
    fs.mkdirSync(path.dirname(target), { recursive: true });
    fs.copyFileSync(now, target);
  }
  fs.mkdirSync(workspace, { recursive: true });
  fs.rmSync(pristine, { recursive: true, force: true });
  fs.renameSync(fresh, pristine);
  return workspace;
}

function sameBytes(one: string, other: string): boolean {
  return fs.existsSync(other) && fs.readFileSync(one).equals(fs.readFileSync(other));
}
