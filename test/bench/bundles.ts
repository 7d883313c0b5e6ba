/** Sizes of the bundles that are shipped: built from a copy, so that the ones in dist stay as they are. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { run } from '../host/processes.mts';

export interface Bundle {
  /** `dist/extension.js`. */
  readonly file: string;
  readonly bytes: number;
  readonly gzipped: number;
}

const SHIPPED = 'extension,web,worker,webWorker,reader,webReader,panel,mathjax';

/** @param scratch an existing folder to build in */
export async function bundles(scratch: string): Promise<Bundle[]> {
  const folder = path.join(scratch, 'bundles');
  for (const name of ['src', 'package.json', 'tsconfig.json', 'esbuild.js']) {
    fs.cpSync(name, path.join(folder, name), { recursive: true });
  }
  fs.symlinkSync(path.resolve('node_modules'), path.join(folder, 'node_modules'), 'junction');
  let output = '';
  const args = ['esbuild.js', '--production', `--only=${SHIPPED}`];
  const code = await run(process.execPath, args, { cwd: folder }, (text) => (output += text));
  if (code !== 0) throw new Error(`The bundles could not be built:\n${output}`);
  return fs
    .readdirSync(path.join(folder, 'dist'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.js'))
    .map((file) => {
      const content = fs.readFileSync(path.join(folder, 'dist', file));
      const name = path.posix.join('dist', file.replaceAll(path.sep, '/'));
      return { file: name, bytes: content.length, gzipped: gzipSync(content).length };
    });
}
