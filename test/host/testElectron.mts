// Runs test/vscode in desktop VS Code: downloaded, or an installed one. Arguments: [--vscode PATH] [--grep TEXT]
import { spawnSync } from 'node:child_process';
import * as fs from 'node:fs';
import * as path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { runTests } from '@vscode/test-electron';
import { download } from './desktopHost.mts';
import { copySamples, root, temporaryFolder } from './paths.mts';
import { userSettings } from './settings.mts';

const { values } = parseArgs({ options: { grep: { type: 'string' }, vscode: { type: 'string' } } });

if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) {
  const again = [process.execPath, fileURLToPath(import.meta.url), ...process.argv.slice(2)];
  const { status, error } = spawnSync('xvfb-run', ['--auto-servernum', ...again], { stdio: 'inherit' });
  if (error) console.error('Desktop VS Code needs a display: install xvfb, or use npm run test:vscode.');
  process.exit(status ?? 1);
}

const folder = temporaryFolder('electron');
try {
  const vscodeExecutablePath = values.vscode ? path.resolve(values.vscode) : await download();
  const userFolder = path.join(folder, 'data', 'User');
  fs.mkdirSync(userFolder, { recursive: true });
  fs.writeFileSync(path.join(userFolder, 'settings.json'), JSON.stringify(userSettings()));
  process.exitCode = await runTests({
    vscodeExecutablePath,
    extensionDevelopmentPath: root,
    extensionTestsPath: path.join(root, 'out', 'test', 'vscode', 'index.js'),
    extensionTestsEnv: values.grep ? { MOCHA_GREP: values.grep } : {},
    launchArgs: [copySamples(path.join(folder, 'samples')), '--user-data-dir', path.join(folder, 'data')],
  });
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
} finally {
  fs.rmSync(folder, { recursive: true, force: true, maxRetries: 3 });
}
