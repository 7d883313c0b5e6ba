/** What the panel loads, its fonts apart. */

import * as fs from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { root } from '../../host/paths.mts';

const files = ['dist/panel.js', 'dist/panel.css', 'dist/katex.css', 'dist/codicon.css'];

/** In bytes. */
export function gzippedPanel(): number {
  return files.reduce((sum, file) => sum + gzipSync(fs.readFileSync(path.join(root, file)), { level: 9 }).length, 0);
}
