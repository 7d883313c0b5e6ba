// Runs test/vscode in the server host: real VS Code, Node extension host. Arguments: [--grep TEXT]
import * as fs from 'node:fs';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { runSuite } from './automation.mts';
import { launchBrowser } from './browser.mts';
import { copySamples, root, temporaryFolder } from './paths.mts';
import { ServerHost } from './serverHost.mts';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
const folder = temporaryFolder('vscode');
const server = await ServerHost.start({
  dataFolder: path.join(folder, 'data'),
  env: { NODE_OPTIONS: '--enable-source-maps', ...(values.grep && { MOCHA_GREP: values.grep }) },
});
const browser = await launchBrowser();
try {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
  const workspace = copySamples(path.join(folder, 'samples'));
  const tests = path.join(root, 'out', 'test', 'vscode', 'index.js');
  process.exitCode = await runSuite(page, server.address({ folder: workspace, tests }), 'vscode-suite');
} finally {
  await browser.close();
  await server.dispose();
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
