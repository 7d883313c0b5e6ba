// Runs test/vscode (but for *.node.test.ts) in VS Code for the Web: the web-worker extension host.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { runSuite } from './automation.mts';
import { launchWithProfile } from './browser.mts';
import { copySamples, root, temporaryFolder } from './paths.mts';
import { startWebHost } from './webHost.mts';

const folder = temporaryFolder('web');
const host = await startWebHost({
  folder: copySamples(path.join(folder, 'samples')),
  tests: path.join(root, 'out', 'test', 'web', 'index.js'),
});
const browser = await launchWithProfile(path.join(folder, 'profile'), { width: 1280, height: 800 });
try {
  process.exitCode = await runSuite(await browser.newPage(), host.address, 'web-suite');
} finally {
  await browser.close();
  host.dispose();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
